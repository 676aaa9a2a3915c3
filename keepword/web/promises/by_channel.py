"""Is every channel kept alike, and did the waits hold that we published? Two tables under the kept rate."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format

from keepword.people.models import Agent
from keepword.promises.attaining import compared
from keepword.promises.waits.accuracy import accuracy
from keepword.web.conversations.contact import channel_name


@dataclass(frozen=True, slots=True)
class Row:
    """`share` is "–" where nothing is known; `is_low` asks for a second look, `width` is in open hours."""

    name: str
    share: str
    interval: str
    n: int
    is_low: bool
    width: str = ""


def parity_rows(agent: Agent, *, since: datetime, at: datetime) -> list[Row]:
    return [
        Row(channel_name(one.channel), f"{one.share:.0%}", f"{one.low:.0%}–{one.high:.0%}", one.n, one.has_drifted)
        for one in compared(agent, since=since, at=at)
    ]


def accuracy_rows(agent: Agent, *, weeks: int, zone: str, at: datetime) -> list[Row]:
    """A week and a channel each, the newest first."""
    return [
        Row(
            f"{date_format(one.week, 'j M')} · {channel_name(one.channel)}",
            "–" if one.coverage is None else f"{one.coverage:.0%}",
            "",
            one.n,
            not one.is_kept,
            "" if one.width_seconds is None else f"{one.width_seconds / 3600:.1f}",
        )
        for one in accuracy(agent, weeks=weeks, zone=zone, now=at)
    ]
