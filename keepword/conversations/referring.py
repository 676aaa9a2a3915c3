"""The short public reference of a conversation: seven letters that a customer can read out.

There are 2 * 10^10 of them. Among a million conversations one new reference in twenty thousand is taken already: that
create would fail, and nobody could say why.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from keepword.conversations.models import Conversation
from keepword.kit import tokens
from keepword.kit.prepared import Prepared


def references(count: int, *, draw: Callable[[], str] | None = None) -> Iterator[str]:
    """At most `count` of them, each unlike the others and all that exist. Nothing is asked before the first is taken;
    then one query is enough for them all, unless one was taken."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {(draw or tokens.reference)() for _ in range(count - len(found))}
        found |= drawn - _taken(drawn)
    yield from found


def _taken(drawn: set[str]) -> set[str]:
    if len(drawn) == 1:
        return {reference for (reference,) in TAKEN(reference=next(iter(drawn)))}
    rows = Conversation.objects  # house: whoever may see it, a reference is there once
    return set(rows.filter(reference__in=drawn).values_list("reference", flat=True))


def _of(reference: str) -> QuerySet[Conversation, Any]:
    rows = Conversation.objects  # house: as above
    return rows.filter(reference=reference).values_list("reference")


TAKEN = Prepared(_of)
