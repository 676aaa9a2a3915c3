"""What stands behind a share: the conversations that it counts, /reports/promises/<basis>/<channel>."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.kit import clock, pages
from keepword.people.models import Agent
from keepword.people.permissions import SEE_REPORTS
from keepword.promises.attaining import AIMED, TOLD, aimed, told
from keepword.promises.models import PublishedWait
from keepword.promises.models.clock import MET
from keepword.promises.models.estimate import HELD
from keepword.promises.models.promise import KEPT
from keepword.web import times
from keepword.web.conversations.contact import channel_name
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.promises.choosing import begins, day_of, house_zone, weeks_until
from keepword.web.reports.shell import report

WEEKS = 12
PAGE = 50
ESTIMATED = "estimated"
GOOD = (KEPT, MET, HELD)
ORDER = pages.Order("due_at", is_descending=True)


@dataclass(frozen=True, slots=True)
class Row:
    address: str
    customer: str
    subject: str
    due: SafeString
    is_in_time: bool


@for_agents(may=SEE_REPORTS)
@require_safe
def show(request: AgentRequest, basis: str, channel: str) -> HttpResponse:
    week = request.GET.get("week", "")
    found = _found(request.user, basis=basis, channel=channel, week=week)
    try:
        rows = list(pages.after(found, order=ORDER, cursor=request.GET.get("before"))[: PAGE + 1])
    except pages.BadCursor as error:
        raise Http404 from error
    context: dict[str, Any] = {
        "heading": channel_name(channel),
        "words": _words(basis),
        "rows": [_row(one) for one in rows[:PAGE]],
        "more": "",
    }
    if len(rows) > PAGE:
        last = rows[PAGE - 1]
        context["more"] = f"?week={week}&before={pages.encode(last.due_at, last.pk)}"
    return report(request, "web/promises/outcomes.html", tab="kept", context=context)


def _found(agent: Agent, *, basis: str, channel: str, week: str) -> QuerySet[Any]:
    """The same rows as the share counts. Raises Http404 for a basis or a week that is none."""
    now, zone = clock.now(), house_zone()
    since = begins(weeks_until(now, count=WEEKS, zone=zone)[0][0], zone=zone)
    if basis == TOLD:
        rows: QuerySet[Any] = told(agent, channel=channel, since=since, at=now)
    elif basis == AIMED:
        rows = aimed(agent, channel=channel, since=since, at=now)
    elif basis == ESTIMATED:
        rows = PublishedWait.objects.visible_to(agent).counted().filter(channel=channel)
        monday = day_of(week)
        if monday is None:
            raise Http404
        after = monday + timedelta(weeks=1)
        rows = rows.filter(said_at__gte=begins(monday, zone=zone), said_at__lt=begins(after, zone=zone))
    else:
        raise Http404
    return rows.select_related("conversation__contact")


def _row(one: Any) -> Row:
    conversation = one.conversation
    return Row(
        address=reverse("web:conversation", args=[conversation.pk]),
        customer=str(conversation.contact),
        subject=conversation.subject or conversation.reference,
        due=times.reader().moment(one.due_at),
        is_in_time=getattr(one, "outcome", "") in GOOD or getattr(one, "state", "") in GOOD,
    )


def _words(basis: str) -> str:
    return {
        TOLD: _("The times that customers were told where an answer time is published, due in the last 12 weeks."),
        AIMED: _("First answers where no answer time is published, by our own target, due in the last 12 weeks."),
        ESTIMATED: _("The waits that customers were told in that week, of which it is known whether they held."),
    }[basis]
