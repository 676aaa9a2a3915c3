"""What would one more channel take, and have our people that much time? Told before it is promised to customers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Min

from keepword.brands.models import SUPPORTED, BrandChannel
from keepword.conversations.models import Inbox
from keepword.insight.channel_days.reading import by_channel
from keepword.insight.channel_days.tallying import Tally
from keepword.insight.staffing.handling import ENOUGH
from keepword.insight.staffing.needing import (
    LIVE,
    MINUTES_PER_ANSWER,
    MOST_CONTACTS,
    WRITTEN_WAIT_SECONDS,
    Load,
    Need,
    live,
    written,
)
from keepword.insight.staffing.team import WHOLE_WEEK, Team, team
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.promises.expecting import CHANNELS
from keepword.promises.models import Wait

DAYS = 28
TYPED, SAME, OTHERS, ASSUMED = "typed", "same_channel", "other_channels", "assumed"
ASSUMED_CONTACTS = 50  # a week, of whoever begins with nothing
GOOD_START = 2  # channels: better two answered well than ten badly
TIGHT = 0.85  # of their hours: above, a week of holidays or a busy Monday is felt by customers


@dataclass(frozen=True, slots=True)
class Wanted:
    """`kind`: the catalogue's word. `contacts`: a week, None for our guess. `wait_seconds`: to answer in, of opening
    time, None for the usual; `open_hours`: a week."""

    kind: str
    contacts: int | None = None
    wait_seconds: int | None = None
    open_hours: float = WHOLE_WEEK


@dataclass(frozen=True, slots=True)
class Expected:
    """contacts: a week, and where the number is from. minutes: of one answer, the middle of `measured` answers; our
    assumption where that is 0."""

    contacts: int
    basis: str
    minutes: float
    measured: int
    answers_per_contact: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """used_hours: a week that what comes now takes. supported: kinds of channels that the catalogue supports, without
    this one. `is_live`: somebody waits while we answer."""

    kind: str
    expected: Expected
    need: Need
    wait_seconds: int
    open_hours: float
    is_live: bool
    team: Team
    used_hours: float
    supported: int

    @property
    def share(self) -> float | None:
        """Of the team's hours that are used with this channel: above 1 there is more work than time. None where
        there is nobody."""
        return (self.used_hours + self.need.hours) / self.team.hours if self.team.hours else None

    @property
    def is_tight(self) -> bool:
        return self.share is None or self.share > TIGHT

    @property
    def is_too_much(self) -> bool:
        return self.share is None or self.share > 1

    @property
    def gets_out_of_hand(self) -> bool:
        return gets_out_of_hand(self.supported)


def gets_out_of_hand(supported: int) -> bool:
    """Whether one more than so many supported channels is more than a team does well from the start."""
    return supported >= GOOD_START


def forecast(agent: Agent, wanted: Wanted) -> Forecast:
    """From the last four weeks of the inboxes that the agent may see. It forbids nothing."""
    inboxes = list(Inbox.objects.visible_to(agent).values_list("id", flat=True))
    weeks = _weeks(inboxes)
    found = by_channel(inboxes, days=DAYS)
    expected = expect(found, wanted=wanted, weeks=weeks, inboxes=len(inboxes))
    return Forecast(
        wanted.kind,
        expected=expected,
        need=_need(wanted, expected),
        wait_seconds=_wait(wanted),
        open_hours=wanted.open_hours,
        is_live=wanted.kind in LIVE,
        team=team(),
        used_hours=sum(_used(one, found, weeks=weeks) for one in found.values()),
        supported=len(supported_kinds() - {wanted.kind}),
    )


def supported_kinds() -> set[str]:
    kinds = BrandChannel.objects.listed().filter(support=SUPPORTED).order_by()
    return set(kinds.values_list("kind", flat=True))


def _weeks(inboxes: list[int]) -> float:
    """How long there has been something to count: the four weeks, or less for who began since; one at the least."""
    now = clock.now()
    waits = Wait.objects.filter(inbox_id__in=inboxes, started_at__gte=now - timedelta(days=DAYS))
    first = waits.aggregate(first=Min("started_at"))["first"]
    return max(1.0, (now - first) / timedelta(weeks=1)) if first else 1.0


def expect(found: Mapping[str, Tally], *, wanted: Wanted, weeks: float, inboxes: int) -> Expected:
    """What may come, from what came in so many weeks: as many as each inbox has by the same channel, else as many as
    the other channels bring in the middle; our assumption where nobody wrote yet. Pure."""
    same = found.get(CHANNELS.get(wanted.kind, wanted.kind))
    contacts, basis = _contacts(found, same=same, wanted=wanted, weeks=weeks, inboxes=inboxes)
    minutes, measured = (LIVE[wanted.kind].minutes, 0) if wanted.kind in LIVE else _effort(same, found)
    return Expected(min(contacts, MOST_CONTACTS), basis, minutes, measured, _answers_per_contact(same, found))


def _contacts(
    found: Mapping[str, Tally], *, same: Tally | None, wanted: Wanted, weeks: float, inboxes: int
) -> tuple[int, str]:
    if wanted.contacts is not None:
        return wanted.contacts, TYPED
    if same and same.contacts:
        return max(1, round(same.contacts / weeks / max(inboxes, 1))), SAME
    came = sorted(one.contacts for one in found.values() if one.contacts)
    return (max(1, round(came[len(came) // 2] / weeks)), OTHERS) if came else (ASSUMED_CONTACTS, ASSUMED)


def _effort(same: Tally | None, found: Mapping[str, Tally]) -> tuple[float, int]:
    """Minutes of an answer and how many they were measured on: there, else everywhere, else what we assume."""
    for one in (same, _together(found)):
        if one and one.efforts.n >= ENOUGH:
            return (one.efforts.quantile(0.5) or 0) / 60, one.efforts.n
    return MINUTES_PER_ANSWER, 0


def _answers_per_contact(same: Tally | None, found: Mapping[str, Tally]) -> float:
    whole = _together(found)
    return max(1.0, (same if same and same.contacts >= ENOUGH else whole).answers_per_contact)


def _together(found: Mapping[str, Tally]) -> Tally:
    whole = Tally()
    for one in found.values():
        whole.add(one)
    return whole


def _need(wanted: Wanted, expected: Expected) -> Need:
    load: dict[str, Any] = {"contacts": expected.contacts, "minutes": expected.minutes}
    load |= {"open_hours": wanted.open_hours, "wait_seconds": _wait(wanted)}
    kind = LIVE.get(wanted.kind)
    if kind:
        return live(Load(**load), together=kind.together)
    return written(Load(**load, answers_per_contact=expected.answers_per_contact))


def _wait(wanted: Wanted) -> int:
    usual = LIVE[wanted.kind].wait_seconds if wanted.kind in LIVE else WRITTEN_WAIT_SECONDS
    return usual if wanted.wait_seconds is None else wanted.wait_seconds


def _used(one: Tally, found: Mapping[str, Tally], *, weeks: float) -> float:
    """Hours a week that this channel takes now."""
    minutes, _measured = _effort(one, found)
    load = Load(one.contacts / weeks, minutes, WHOLE_WEEK, WRITTEN_WAIT_SECONDS, _answers_per_contact(one, found))
    return written(load).hours
