"""One line of the palette, and which of them fit what somebody types. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from keepword.kit import words


@dataclass(frozen=True, slots=True)
class Offer:
    """Either leads to `address`, or sends `name`=`value` to `action`, or has the macro `macro` written. `also` are
    further words by which it is found."""

    label: str
    kind: str
    icon: str
    address: str = ""
    action: str = ""
    name: str = ""
    value: str = ""
    macro: int = 0
    also: str = ""


def fitting(offers: Iterable[Offer], *, query: str) -> list[Offer]:
    """Those that hold all words of the query, in any case and script; first those whose label begins with it."""
    wanted = words.fold(query).split()
    found = [one for one in offers if _holds(one, wanted=wanted)]
    start = words.fold(query).strip()
    return sorted(found, key=lambda one: not words.fold(one.label).startswith(start))


def _holds(offer: Offer, *, wanted: list[str]) -> bool:
    whole = words.fold(f"{offer.label} {offer.kind} {offer.also}")
    return all(word in whole for word in wanted)
