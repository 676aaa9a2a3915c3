"""What waits for a yes, what is to be carried out, and what was given: /gifts."""

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.care.models import Gift
from keepword.care.tallying import zone_of
from keepword.kit import pages
from keepword.web.care.acts import WHY_NOT
from keepword.web.care.rows import rows_of
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer

WAITING, TO_DO, GIVEN = "waiting", "todo", "given"
PAGE = 50
MONTH = re.compile(r"(\d{4})-(\d{2})")
ORDERS = {
    WAITING: pages.Order("asked_at", is_descending=False),
    TO_DO: pages.Order("given_at", is_descending=False),
    GIVEN: pages.Order("given_at", is_descending=True),
}


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """`which` is "waiting", "todo" or "given"; of these `month` (2026-11), `kind` (a number), `reason` and `currency`
    leave the others out."""
    which = request.GET.get("which", WAITING)
    which = which if which in ORDERS else WAITING
    try:
        found = pages.after(_rows(request, which=which), order=ORDERS[which], cursor=request.GET.get("before"))
        rows = list(found[: PAGE + 1])
    except pages.BadCursor as error:
        raise Http404 from error
    context: dict[str, Any] = surroundings(request, section="gifts") | {
        "rows": rows_of(rows[:PAGE], agent=request.user),
        "which": which,
        "choices": [(words, f"{reverse('web:gifts')}?which={key}", key == which) for key, words in _words().items()],
        "refused": WHY_NOT.get(request.GET.get("refused", ""), ""),
        "is_narrowed": any(request.GET.get(name) for name in ("month", "kind", "reason")),
        "next_address": _next(request, rows, which=which),
    }
    return answer(request, page="web/care/list.html", part="web/care/list.html", context=context)


def _rows(request: AgentRequest, *, which: str) -> QuerySet[Gift]:
    seen = Gift.objects.visible_to(request.user).with_people()
    if which == WAITING:
        return seen.asked()
    return seen.to_carry_out() if which == TO_DO else _narrowed(seen.given(), request=request)


def _narrowed(rows: QuerySet[Gift], *, request: AgentRequest) -> QuerySet[Gift]:
    asked = request.GET
    if month := MONTH.fullmatch(asked.get("month", "")):
        since, until = _month(int(month[1]), int(month[2]))
        rows = rows.filter(given_at__gte=since, given_at__lt=until)
    kind = asked.get("kind", "")
    if kind.isascii() and kind.isdigit() and len(kind) < 19:
        rows = rows.filter(kind=int(kind))
    if "reason" in asked:
        rows = rows.filter(reason=asked["reason"][:80].replace("\0", ""))
    if "currency" in asked:
        rows = rows.filter(currency=asked["currency"][:3].replace("\0", ""))
    return rows


def _month(year: int, month: int) -> tuple[datetime, datetime]:
    """On the organisation's clock, as the report counts. Raises Http404 for none."""
    zone = zone_of()
    try:
        since = datetime(year, month, 1, tzinfo=zone)
        until = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
        return since.astimezone(UTC), until.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Http404 from error


def _next(request: AgentRequest, rows: list[Gift], *, which: str) -> str:
    if len(rows) <= PAGE:
        return ""
    last = rows[PAGE - 1]
    at = last.asked_at if which == WAITING else last.given_at or last.asked_at
    asked = {name: request.GET[name] for name in ("month", "kind", "reason", "currency") if name in request.GET}
    query = {"which": which, **asked, "before": pages.encode(at, last.pk)}
    return f"{reverse('web:gifts')}?{urlencode(query)}"


def _words() -> dict[str, str]:
    return {WAITING: _("Waiting for a yes"), TO_DO: _("To be carried out"), GIVEN: _("Given")}
