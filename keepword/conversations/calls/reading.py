"""Which of a page's notes keep a call."""

from collections.abc import Iterable
from typing import NamedTuple

from keepword.conversations.models import Call


class Held(NamedTuple):
    """As `Call` keeps it."""

    way: str
    seconds: int | None


def calls_of(messages: Iterable[int]) -> dict[int, Held]:
    """By message, for whoever may see them. One query; none for no message."""
    ids = list(messages)
    rows = Call.objects.filter(message_id__in=ids).values_list("message_id", "way", "seconds") if ids else ()
    return {number: Held(way, seconds) for number, way, seconds in rows}
