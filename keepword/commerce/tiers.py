"""The tiers of loyalty programmes that somebody is in."""

from collections.abc import Iterator, Sequence

from keepword.commerce.models import Customer

MOST = 500


def tiers_called(names: Sequence[str]) -> list[str]:
    """As programmes write them, of names as `key_of` folds them."""
    wanted = set(names)
    return [tier for tier in tiers() if key_of(tier) in wanted]


def key_of(tier: str) -> str:
    """How tiers are compared: "GOLD" is "gold"."""
    return " ".join(tier.split()).casefold()


def tiers() -> Iterator[str]:
    """The first `MOST`, in the order of the index: a step of it for each, however many people are in one."""
    # house: names of tiers, and nobody in them
    last = ""
    for _step in range(MOST):
        last = Customer.objects.filter(tier__gt=last).order_by("tier").values_list("tier", flat=True).first() or ""
        if not last:
            return
        yield last
