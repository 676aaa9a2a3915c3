"""Which inboxes a rule is for: the narrowest rule that is switched on counts, so that a brand may keep longer, or
shorter, than the rest of the house. Pure."""

from collections.abc import Collection, Iterable
from typing import NamedTuple


class Scope(NamedTuple):
    """Of a rule: one inbox, one brand, or everywhere (both None)."""

    brand: int | None
    inbox: int | None

    @property
    def width(self) -> int:
        return 0 if self.inbox else 1 if self.brand else 2

    def holds(self, place: "Place") -> bool:
        return self.inbox in (None, place.inbox) and self.brand in (None, place.brand)


class Place(NamedTuple):
    inbox: int
    brand: int


def inboxes_of(scope: Scope, *, others: Iterable[Scope], places: Collection[Place]) -> list[int]:
    """The ids of inboxes in which this rule decides, in order. `others` are the other rules about the same that are
    switched on."""
    narrower = [one for one in others if one.width < scope.width]
    return sorted(
        place.inbox for place in places if scope.holds(place) and not any(one.holds(place) for one in narrower)
    )
