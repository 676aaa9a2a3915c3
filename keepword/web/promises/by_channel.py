"""Is every channel kept alike, and did the waits hold that we published? Two tables under the kept rate."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.conversations.models import Inbox
from keepword.insight.by_channel import NOBODY, satisfaction
from keepword.people.models import Agent
from keepword.promises.attaining import TOLD, compared
from keepword.promises.comparing import Solved, solved
from keepword.promises.parity import Attainment
from keepword.promises.waits.accuracy import accuracy
from keepword.surveys.models import Survey
from keepword.surveys.scores import Csat
from keepword.web import times
from keepword.web.conversations.contact import channel_name
from keepword.web.promises.outcomes import ESTIMATED
from keepword.web.ranges import from_to


@dataclass(frozen=True, slots=True)
class Row:
    """`share` is "–" where nothing is known; `is_low` asks for a second look, `width` is in open hours. `address`
    leads to what it counts. `solved`, `again` and `liked`: speed is never shown alone."""

    name: str
    share: str
    interval: str
    n: int
    is_low: bool
    address: str
    width: str = ""
    basis: str = ""
    solved: str = ""
    again: str = ""
    liked: str = ""


def parity_rows(agent: Agent, *, since: datetime, at: datetime) -> list[Row]:
    ids = list(Inbox.objects.visible_to(agent).values_list("id", flat=True))
    done = solved(ids, since=since, until=at)
    liked = satisfaction(Survey.objects.visible_to(agent), since=since, until=at)
    return [
        _parity_row(
            one.attainment,
            channel=one.channel,
            basis=one.basis,
            done=done.get(one.channel),
            liked=liked.get(one.channel, NOBODY),
        )
        for one in compared(agent, since=since, at=at)
    ]


def _parity_row(one: Attainment, *, channel: str, basis: str, done: Solved | None, liked: Csat) -> Row:
    return Row(
        channel_name(channel),
        f"{one.share:.0%}",
        from_to(f"{one.low:.0%}", f"{one.high:.0%}"),
        one.n,
        one.has_drifted,
        reverse("web:outcomes", args=[basis, channel]),
        basis=_("the time that customers were told") if basis == TOLD else _("our target"),
        solved=times.length(done.usual_seconds, get_language() or "en") if done else "–",
        again=f"{done.opened_again:.0%}" if done else "–",
        liked="–" if liked.share is None else f"{liked.share:.0%} (n = {liked.n})",
    )


def accuracy_rows(agent: Agent, *, weeks: int, zone: str, at: datetime) -> list[Row]:
    """A week and a channel each, the newest first."""
    return [
        Row(
            f"{times.day(one.week)} · {channel_name(one.channel)}",
            "–" if one.coverage is None else f"{one.coverage:.0%}",
            "",
            one.n,
            not one.is_kept,
            f"{reverse('web:outcomes', args=[ESTIMATED, one.channel])}?week={one.week:%Y-%m-%d}",
            "" if one.width_seconds is None else f"{one.width_seconds / 3600:.1f}",
        )
        for one in accuracy(agent, weeks=weeks, zone=zone, now=at)
    ]
