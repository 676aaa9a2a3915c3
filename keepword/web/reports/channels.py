"""Which channels are worth having, and what another one would cost: /reports/channels."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.brands.channel_kinds import label_of
from keepword.brands.models import SUPPORTED, BrandChannel
from keepword.conversations.models import Inbox
from keepword.insight.by_channel import satisfaction
from keepword.kit import clock
from keepword.people.permissions import SEE_REPORTS
from keepword.promises.comparing import Compared, compare
from keepword.promises.workload import gets_out_of_hand, workload
from keepword.surveys.models import Survey
from keepword.surveys.scores import Csat
from keepword.web import times
from keepword.web.conversations.contact import channel_name
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.reports.shell import report

WEEKS = 12
PUBLIC = ("facebook", "instagram", "x")  # where everybody reads along
MOST_EXPECTED = 100_000


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
    ids = list(Inbox.objects.visible_to(request.user).values_list("id", flat=True))
    until = clock.now()
    since = until - timedelta(weeks=WEEKS)
    found = compare(ids, since=since, until=until)
    liked = satisfaction(Survey.objects.visible_to(request.user), since=since, until=until)
    offered = list(BrandChannel.objects.listed())
    supported = {channel.kind for channel in offered if channel.support == SUPPORTED}
    return {
        "lines": [_line(one, liked=liked.get(one.channel)) for one in found],
        "answers": answers_of(found, kinds={channel.kind for channel in offered}, supported=supported, liked=liked),
        "weeks": WEEKS,
        "supported": len(supported),
        "is_much": gets_out_of_hand(len(supported)),
        "expected": _expected(request),
        "cost": _cost(_expected(request), found),
    }


def _line(one: Compared, *, liked: Csat | None) -> Line:
    solved = one.solved
    return Line(
        name=str(channel_name(one.channel)),
        contacts=one.contacts,
        answers=one.answers,
        per_contact=f"{one.answers_per_contact:.1f}",
        solved=_length(solved.usual_seconds if solved else None),
        solved_long=_length(solved.long_seconds if solved else None),
        again=_percent(solved.opened_again) if solved else "–",
        liked=_liked(liked),
        usual=_length(one.usual_seconds),
        known=_percent(one.known),
    )


def _length(seconds: int | None) -> str:
    return "–" if seconds is None else times.length(seconds, get_language() or "en")


def _liked(found: Csat | None) -> str:
    return "–" if found is None or found.share is None else f"{_percent(found.share)} (n = {found.n})"


def answers_of(
    found: list[Compared], *, kinds: set[str], supported: set[str], liked: Mapping[str, Csat]
) -> list[Answer]:
    """The six questions of whoever chooses channels. What cannot be known yet says so."""
    answered = [one for one in found if one.answers]
    easiest = min(answered, key=lambda one: one.answers_per_contact, default=None)
    busiest = max(answered, key=lambda one: one.answers, default=None)
    most = max(found, key=lambda one: one.contacts, default=None)
    known = max((one for one in found if one.known), key=lambda one: one.known, default=None)
    return [
        _answer(_("Which is the easiest to run?"), easiest, _("the fewest answers for each contact")),
        _answer(_("Where does most of our time go?"), busiest, _("the most answers written")),
        _answer(_("Where do most people write?"), most, _("the most contacts")),
        _in_public(kinds, supported=supported),
        _answer(_("Where do we know most about who writes?"), known, _("name, language and time zone are known")),
        _happiest(liked),
    ]


def _happiest(liked: Mapping[str, Csat]) -> Answer:
    """Said only of channels with enough answers to say it."""
    question = _("Where do people feel best looked after?")
    known = {channel: one for channel, one in liked.items() if one.is_enough}
    if not known:
        why = _("too few customers have said how it was") if liked else _("no satisfaction survey was asked")
        return Answer(question, _("Not known yet"), why)
    best = max(known, key=lambda channel: (known[channel].share or 0.0, known[channel].n))
    why = _("%(share)s of those who answered are happy") % {"share": _percent(known[best].share or 0.0)}
    return Answer(question, str(channel_name(best)), why)


def _answer(question: str, one: Compared | None, why: str) -> Answer:
    return Answer(question, str(channel_name(one.channel)) if one else _("Not known yet"), why)


def _in_public(kinds: set[str], *, supported: set[str]) -> Answer:
    """One word for each public channel of the catalogue: whether we answer where everybody reads along."""
    public = [kind for kind in PUBLIC if kind in kinds]
    said = [f"{label_of(kind)}: {_('yes') if kind in supported else _('no')}" for kind in public]
    why = _("as the channel catalogue says")
    return Answer(_("Where do we answer in public?"), ", ".join(said) or _("Nowhere"), why)


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _expected(request: AgentRequest) -> int | None:
    """Contacts a week that a new channel may bring, as typed; None for what is no number."""
    typed = request.GET.get("expected", "").strip()
    return min(int(typed), MOST_EXPECTED) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None


def _cost(expected: int | None, found: list[Compared]) -> str:
    """What another channel would take, if it is like those that we have."""
    if expected is None:
        return ""
    contacts, answers = sum(one.contacts for one in found), sum(one.answers for one in found)
    cost = workload(expected, answers_per_contact=answers / contacts if contacts else 1.0)
    return _("About %(hours)s hours of answering a week: %(people)s people.") % {
        "hours": f"{cost.hours:.0f}" if cost.hours >= 1 else f"{cost.hours:.1f}",
        "people": f"{cost.people:.1f}".removesuffix(".0"),
    }
