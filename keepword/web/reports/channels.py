"""Which channels are worth having, and what another one would cost: /reports/channels."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.brands.channel_kinds import KINDS, label_of
from keepword.brands.models import SUPPORTED, BrandChannel
from keepword.conversations.models import Inbox
from keepword.insight.by_channel import satisfaction
from keepword.insight.channel_days.reading import by_channel
from keepword.insight.channel_days.tallying import Tally
from keepword.insight.staffing.forecasting import forecast
from keepword.kit import clock
from keepword.people.permissions import SEE_REPORTS
from keepword.surveys.models import Survey
from keepword.surveys.scores import ENOUGH, Csat
from keepword.web import times
from keepword.web.conversations.contact import channel_name
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.ranges import from_to
from keepword.web.reports.shell import report
from keepword.web.settings.channels.wanting import wanted_of
from keepword.web.staffing import advice_for, panel_of

WEEKS = 12
PUBLIC = ("facebook", "instagram", "x")  # where everybody reads along


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    contacts: int
    answers: int
    per_contact: str
    solved: str
    solved_long: str
    again: str
    liked: str
    usual: str
    known: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that decides about a channel, what our own figures say to it, and why."""

    question: str
    answer: str
    why: str


@for_agents(may=SEE_REPORTS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    return report(request, "web/reports/channels.html", tab="channel-choice", context=_context(request))


def _context(request: AgentRequest) -> dict[str, Any]:
    until = clock.now()
    found = by_channel(list(Inbox.objects.visible_to(request.user).values_list("id", flat=True)), days=7 * WEEKS)
    liked = satisfaction(Survey.objects.visible_to(request.user), since=until - timedelta(weeks=WEEKS), until=until)
    offered = list(BrandChannel.objects.listed())
    supported = {channel.kind for channel in offered if channel.support == SUPPORTED}
    wanted = wanted_of(request.GET) if "kind" in request.GET else None
    return {
        "lines": [_line(name, one, liked=liked.get(name)) for name, one in _most_first(found)],
        "answers": answers_of(found, kinds={channel.kind for channel in offered}, supported=supported, liked=liked),
        "weeks": WEEKS,
        "kinds": [(name, kind.label) for name, kind in KINDS.items()],
        "wanted": wanted,
        "panel": panel_of(forecast(request.user, wanted)) if wanted else None,
        "advice": advice_for(len(supported)),
    }


def _most_first(found: Mapping[str, Tally]) -> list[tuple[str, Tally]]:
    return sorted(found.items(), key=lambda pair: (-pair[1].contacts, pair[0]))


def _line(name: str, one: Tally, *, liked: Csat | None) -> Line:
    return Line(
        name=str(channel_name(name)),
        contacts=one.contacts,
        answers=one.answers,
        per_contact=f"{one.answers_per_contact:.1f}",
        solved=_length(one.solved.quantile(0.5)),
        solved_long=_length(one.solved.quantile(0.9)),
        again=_percent(one.share_again) if one.solved.n else "–",
        liked=_liked(liked),
        usual=_length(one.waits.quantile(0.5)),
        known=_percent(one.share_known),
    )


def _length(seconds: int | None) -> str:
    return "–" if seconds is None else times.length(seconds, get_language() or "en")


def _liked(found: Csat | None) -> str:
    """With how many answered, and where the truth lies."""
    if found is None or found.share is None:
        return "–"
    return f"{_percent(found.share)} ({_range(found)}, n\u00a0=\u00a0{found.n})"


def _range(found: Csat) -> str:
    return from_to(f"{found.low:.0%}", f"{found.high:.0%}")


def answers_of(
    found: Mapping[str, Tally], *, kinds: set[str], supported: set[str], liked: Mapping[str, Csat]
) -> list[Answer]:
    """The six questions of whoever chooses channels. What cannot be known yet says so."""
    names = [name for name, one in _most_first(found) if one.contacts]
    answered = [name for name in names if found[name].answers]
    easiest = min(answered, key=lambda name: found[name].answers_per_contact, default=None)
    busiest = max(answered, key=lambda name: found[name].answers, default=None)
    known = max((one for one in names if found[one].known), key=lambda name: found[name].share_known, default=None)
    return [
        _answer(_("Which is the easiest to run?"), easiest, _("the fewest answers for each contact")),
        _answer(_("Where does most of our time go?"), busiest, _("the most answers written")),
        _answer(_("Where do most people write?"), next(iter(names), None), _("the most contacts")),
        _in_public(kinds, supported=supported),
        _answer(_("Where do we know most about who writes?"), known, _("name, language and time zone are known")),
        _happiest(liked),
    ]


def _answer(question: str, name: str | None, why: str) -> Answer:
    return Answer(question, str(channel_name(name)) if name else _("Not known yet"), why)


def _in_public(kinds: set[str], *, supported: set[str]) -> Answer:
    """One word for each public channel of the catalogue: whether we answer where everybody reads along."""
    public = [kind for kind in PUBLIC if kind in kinds]
    yes, no = _("yes"), _("no")  # not inside the f-string, where the gatherer of words does not look
    said = [f"{label_of(kind)}: {yes if kind in supported else no}" for kind in public]
    why = _("as the channel catalogue says")
    return Answer(_("Where do we answer in public?"), ", ".join(said) or _("Nowhere"), why)


def _happiest(liked: Mapping[str, Csat]) -> Answer:
    """Said only of channels with enough answers to say it."""
    question = _("Where do people feel best looked after?")
    known = {channel: one for channel, one in liked.items() if one.is_enough}
    if not known:
        return Answer(question, _("Not known yet"), _too_few(liked))
    best, *others = sorted(known, key=lambda channel: (-(known[channel].share or 0.0), -known[channel].n))
    found = known[best]
    why = _("%(share)s of %(n)s who answered are happy; the true share lies in %(range)s") % {
        "share": _percent(found.share or 0.0),
        "n": found.n,
        "range": _range(found),
    }
    if any(known[other].high >= found.low for other in others):
        others_too = _("Others may be as good: the ranges touch.")
        why = f"{why}. {others_too}"
    return Answer(question, str(channel_name(best)), why)


def _too_few(liked: Mapping[str, Csat]) -> str:
    if not liked:
        return _("no satisfaction survey was asked")
    most = max(one.n for one in liked.values())
    return _("too few answers: %(n)s on the channel with the most, and %(enough)s say something") % {
        "n": most,
        "enough": ENOUGH,
    }


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%"
