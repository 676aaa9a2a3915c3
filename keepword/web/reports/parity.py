"""Is the service equal on every channel? /reports/parity: solutions first, speed never without quality."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.insight.by_channel import Service, services
from keepword.kit import clock
from keepword.kit.intervals import wilson
from keepword.people.permissions import SEE_REPORTS
from keepword.promises.attaining import AIMED, TOLD
from keepword.promises.parity import ENOUGH, Gap
from keepword.surveys.scores import Csat
from keepword.web import times
from keepword.web.conversations.contact import channel_name
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.ranges import from_to
from keepword.web.reports.shell import report

WEEKS = (4, 12, 26)
SOLVED, AGAIN, ANSWERS, FIRST = "solved", "again", "answers", "first"


@dataclass(frozen=True, slots=True)
class Figure:
    """`words` is "–" where nothing is known; `n` how many it counts, 0 for none; `address` leads to them. `note` says
    what must not be overlooked."""

    words: str
    n: int = 0
    address: str = ""
    note: str = ""
    is_low: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """Of the chart, 0 to 100: the share that was in time and its range."""

    share: float
    low: float
    wide: float


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    solved: Figure
    solved_long: str
    again: Figure
    liked: Figure
    first: Figure
    in_time: Figure
    parts: list[Figure]
    bar: Bar | None


@for_agents(may=SEE_REPORTS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    weeks, until = weeks_of(request), clock.now()
    found = services(request.user, since=begin(weeks, until=until), until=until)
    context: dict[str, Any] = {
        "lines": [_line(one, weeks=weeks) for one in found],
        "weeks": weeks,
        "choices": WEEKS,
        "enough": ENOUGH,
        "behind": [channel_name(one.channel) for one in found if _has_drifted(one)],
    }
    return report(request, "web/reports/parity.html", tab="parity", context=context)


def weeks_of(request: AgentRequest) -> int:
    """As chosen in the address, else the shortest."""
    asked = request.GET.get("weeks", "")
    return int(asked) if asked in map(str, WEEKS) else WEEKS[0]


def begin(weeks: int, *, until: datetime) -> datetime:
    return until - timedelta(weeks=weeks)


def _has_drifted(one: Service) -> bool:
    return any(gap is not None and gap.has_drifted for gap in (one.attained, one.liked))


def _line(one: Service, *, weeks: int) -> Line:
    def address(what: str) -> str:
        return f"{reverse('web:parity-behind', args=[what, one.channel])}?{urlencode({'weeks': weeks})}"

    done, first = one.solved, one.first
    return Line(
        name=channel_name(one.channel),
        solved=Figure(_length(done.usual_seconds), done.n, address(SOLVED)) if done else Figure("–"),
        solved_long=_length(done.long_seconds) if done else "–",
        again=Figure(f"{done.opened_again:.0%}", done.n, address(AGAIN)) if done else Figure("–"),
        liked=_liked(one.csat, gap=one.liked, address=address(ANSWERS)),
        first=Figure(_length(first.usual_seconds), first.n, address(FIRST)) if first else Figure("–"),
        in_time=_in_time(one.attained),
        parts=[
            Figure(words, part[1], address(basis))
            for basis, part, words in (
                (TOLD, one.told, _("the time that customers were told")),
                (AIMED, one.aimed, _("our target")),
            )
            if part[1]
        ],
        bar=_bar(one.attained),
    )


def _length(seconds: int) -> str:
    return times.length(seconds, get_language() or "en")


def _liked(found: Csat, *, gap: Gap | None, address: str) -> Figure:
    if found.share is None:
        asked = _("%(count)s asked") % {"count": found.asked} if found.asked else ""
        return Figure("–", 0, address if found.asked else "", asked)
    note = _("%(range)s; %(rate)s of %(asked)s answered") % {
        "range": from_to(f"{found.low:.0%}", f"{found.high:.0%}"),
        "rate": f"{found.response_rate or 0:.0%}",
        "asked": found.asked,
    }
    return Figure(f"{found.share:.0%}", found.n, address, note, gap is not None and gap.has_drifted)


def _in_time(gap: Gap | None) -> Figure:
    if gap is None:
        return Figure("–")
    low, high = wilson(gap.hits, of=gap.n)
    note = from_to(f"{low:.0%}", f"{high:.0%}") if gap.n >= ENOUGH else _("too few to compare")
    return Figure(f"{gap.hits / gap.n:.0%}", gap.n, note=note, is_low=gap.has_drifted)


def _bar(gap: Gap | None) -> Bar | None:
    if gap is None:
        return None
    low, high = wilson(gap.hits, of=gap.n)
    return Bar(100 * gap.hits / gap.n, 100 * low, 100 * (high - low))
