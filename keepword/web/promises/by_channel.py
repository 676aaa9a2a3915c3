"""Is every channel kept alike, and did the waits hold that we published? Two tables under the kept rate."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from keepword.people.models import Agent
from keepword.promises.attaining import TOLD, compared
from keepword.promises.parity import Attainment
from keepword.promises.waits.accuracy import accuracy
from keepword.web.conversations.contact import channel_name
from keepword.web.promises.outcomes import ESTIMATED


@dataclass(frozen=True, slots=True)
class Row:
    """`share` is "–" where nothing is known; `is_low` asks for a second look, `width` is in open hours. `address`
    leads to what it counts."""

    name: str
    share: str
    interval: str
    n: int
    is_low: bool
    address: str
    width: str = ""
    basis: str = ""


def parity_rows(agent: Agent, *, since: datetime, at: datetime) -> list[Row]:
    return [
        _parity_row(one.attainment, channel=one.channel, basis=one.basis)
        for one in compared(agent, since=since, at=at)
    ]


def _parity_row(one: Attainment, *, channel: str, basis: str) -> Row:
    return Row(
        channel_name(channel),
        f"{one.share:.0%}",
        f"{one.low:.0%}–{one.high:.0%}",
        one.n,
        one.has_drifted,
        reverse("web:outcomes", args=[basis, channel]),
        basis=_("the time that customers were told") if basis == TOLD else _("our target"),
    )


def accuracy_rows(agent: Agent, *, weeks: int, zone: str, at: datetime) -> list[Row]:
    """A week and a channel each, the newest first."""
    return [
        Row(
            f"{date_format(one.week, 'j M')} · {channel_name(one.channel)}",
            "–" if one.coverage is None else f"{one.coverage:.0%}",
            "",
            one.n,
            not one.is_kept,
            f"{reverse('web:outcomes', args=[ESTIMATED, one.channel])}?week={one.week:%Y-%m-%d}",
            "" if one.width_seconds is None else f"{one.width_seconds / 3600:.1f}",
        )
        for one in accuracy(agent, weeks=weeks, zone=zone, now=at)
    ]
