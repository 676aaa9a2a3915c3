"""The conversations behind a number of the parity report: /reports/parity/<what>/<channel>."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.models import Inbox
from keepword.insight.by_channel import first_answers, opened_again, solved_ones
from keepword.kit import clock, pages
from keepword.people.models import Agent
from keepword.people.permissions import SEE_REPORTS
from keepword.promises.attaining import AIMED, TOLD, aimed, told
from keepword.promises.models.clock import MET
from keepword.promises.models.promise import KEPT
from keepword.surveys.models import Survey
from keepword.surveys.wording import FACES, label
from keepword.web import times
from keepword.web.conversations.contact import channel_name
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.reports.parity import AGAIN, ANSWERS, FIRST, SOLVED, begin, weeks_of
from keepword.web.reports.shell import report

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """`words` is what the figure counts of it; `said` the customer's words, "" for none."""

    address: str
    customer: str
    subject: str
    when: SafeString
    words: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """`path` leads from a row to its conversation, "" where it is one."""

    words: Callable[[], str]
    rows: Callable[..., QuerySet[Any]]
    column: str
    path: str
    said: Callable[[Any], str]


@for_agents(may=SEE_REPORTS)
@require_safe
def show(request: AgentRequest, what: str, channel: str) -> HttpResponse:
    kind = KINDS.get(what)
    if kind is None:
        raise Http404
    weeks, until = weeks_of(request), clock.now()
    rows = kind.rows(request.user, channel=channel, since=begin(weeks, until=until), until=until)
    rows = rows.select_related(f"{kind.path}contact").annotate(counted_at=F(kind.column))
    order = pages.Order("counted_at", is_descending=True)
    try:
        found = list(pages.after(rows, order=order, cursor=request.GET.get("before"))[: PAGE + 1])
    except pages.BadCursor as error:
        raise Http404 from error
    context: dict[str, Any] = {
        "heading": channel_name(channel),
        "words": kind.words() % {"weeks": weeks},
        "rows": [_row(one, kind=kind) for one in found[:PAGE]],
        "back": f"{reverse('web:parity')}?weeks={weeks}",
        "more": "",
    }
    if len(found) > PAGE:
        last = found[PAGE - 1]
        context["more"] = f"?weeks={weeks}&before={pages.encode(last.counted_at, last.pk)}"
    return report(request, "web/reports/behind.html", tab="parity", context=context)


def _row(one: Any, *, kind: Kind) -> Row:
    conversation = one.conversation if kind.path else one
    return Row(
        address=reverse("web:conversation", args=[conversation.pk]),
        customer=str(conversation.contact),
        subject=conversation.subject or conversation.reference,
        when=times.reader().moment(one.counted_at),
        words=kind.said(one),
        said=getattr(one, "words", ""),
    )


def _solved(agent: Agent, *, channel: str, since: datetime, until: datetime) -> QuerySet[Any]:
    return solved_ones(agent, since=since, until=until).filter(channel=channel)


def _again(agent: Agent, **wanted: Any) -> QuerySet[Any]:
    return opened_again(_solved(agent, **wanted))


def _first(agent: Agent, *, channel: str, since: datetime, until: datetime) -> QuerySet[Any]:
    return first_answers(since=since, until=until).filter(channel=channel, inbox__in=Inbox.objects.visible_to(agent))


def _answers(agent: Agent, *, channel: str, since: datetime, until: datetime) -> QuerySet[Any]:
    mine = Survey.objects.visible_to(agent).answered()
    return mine.filter(channel=channel, asked_at__gte=since, asked_at__lt=until)


def _told(agent: Agent, *, channel: str, since: datetime, until: datetime) -> QuerySet[Any]:
    return told(agent, channel=channel, since=since, at=until)


def _aimed(agent: Agent, *, channel: str, since: datetime, until: datetime) -> QuerySet[Any]:
    return aimed(agent, channel=channel, since=since, at=until)


def _length(seconds: float) -> str:
    return times.length(round(seconds), get_language() or "en")


def _took(one: Any) -> str:
    return _length((one.resolved_at - one.created_at).total_seconds())


def _in_time(is_kept: bool) -> str:
    return _("in time") if is_kept else _("too late")


KINDS = {
    SOLVED: Kind(lambda: _("Solved in the last %(weeks)s weeks."), _solved, "resolved_at", "", _took),
    AGAIN: Kind(
        lambda: _("Solved in the last %(weeks)s weeks, after they had been opened again."),
        _again,
        "resolved_at",
        "",
        _took,
    ),
    ANSWERS: Kind(
        lambda: _("What customers said of our help, of those who were asked in the last %(weeks)s weeks."),
        _answers,
        "answered_at",
        "conversation__",
        lambda one: f"{FACES[one.score]} {label(one.score)}",
    ),
    FIRST: Kind(
        lambda: _("First answers to what came in the last %(weeks)s weeks, in opening time."),
        _first,
        "started_at",
        "conversation__",
        lambda one: _length(one.business_seconds or 0),
    ),
    TOLD: Kind(
        lambda: _("The times that customers were told, due in the last %(weeks)s weeks."),
        _told,
        "due_at",
        "conversation__",
        lambda one: _in_time(one.state == KEPT),
    ),
    AIMED: Kind(
        lambda: _("First answers by our own target, due in the last %(weeks)s weeks."),
        _aimed,
        "due_at",
        "conversation__",
        lambda one: _in_time(one.outcome == MET),
    ),
}
