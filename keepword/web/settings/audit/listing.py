"""Who saw, changed, exported or tried what, and when: /settings/audit, also as a file."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from keepword.events import log
from keepword.events.models import AuditEntry
from keepword.kit import clock, pages
from keepword.kit.tables import BOM, row_as_csv
from keepword.people.models import Agent
from keepword.people.permissions import SEE_AUDIT
from keepword.web import times
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.audit.finding import AuditForm, asked_in, entries_for
from keepword.web.settings.audit.wording import in_words
from keepword.web.settings.shell import settings_page

PAGE = 100
AT_ONCE = 1000
LONGEST_FILE = 100_000
NEWEST = pages.Order("at", is_descending=True)
COLUMNS = ("at", "who", "what", "about", "fields", "address", "name", "id")


@for_agents(may=SEE_AUDIT)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    form = AuditForm(request.GET if request.GET else None)
    found = entries_for(request.user, asked=asked_in(form))
    try:
        rows = list(pages.after(found, order=NEWEST, cursor=request.GET.get("before"))[: PAGE + 1])
    except pages.BadCursor as error:
        raise Http404 from error
    page = pages.page(rows, size=PAGE, at="at")
    context = {
        "form": form,
        "lines": in_words(page.items, reader=request.user),
        "moment": times.reader().moment,
        "next_address": _address(request, before=page.next) if page.next else "",
        "asked": {name: value for name, value in request.GET.items() if name in form.fields},
    }
    return settings_page(request, "web/settings/audit/list.html", tab="audit", context=context)


@for_agents(may=SEE_AUDIT)
@require_POST
def export(request: AgentRequest) -> StreamingHttpResponse:
    """The same as a file, at most the newest hundred thousand entries. That it was taken out stands in the log before
    the first line leaves."""
    found = entries_for(request.user, asked=asked_in(AuditForm(request.POST)))
    with transaction.atomic():
        log.record("list.exported", actor=request.user.as_actor, list="audit")
    name = f"audit-{clock.now():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(
        _lines(found, reader=request.user), content_type="text/csv; charset=utf-8", headers=headers
    )


def _lines(found: QuerySet[AuditEntry], *, reader: Agent) -> Iterator[str]:
    """Page by page, so that a long log costs no more memory than a short one. Whoever may not read it any more gets no
    further page: a slow line must not outlast their right."""
    yield BOM + row_as_csv(COLUMNS)
    cursor: str | None = None
    for page in range(LONGEST_FILE // AT_ONCE):
        if page and not _may_still(reader):
            return
        rows = list(pages.after(found, order=NEWEST, cursor=cursor)[:AT_ONCE])
        for entry, said in zip(rows, in_words(rows, reader=reader), strict=True):
            yield row_as_csv(
                [entry.at.isoformat(), said.who, said.what, said.about, said.fields, said.address, said.name, entry.pk]
            )
        if len(rows) < AT_ONCE:
            return
        cursor = pages.encode(rows[-1].at, rows[-1].pk)


def _may_still(reader: Agent) -> bool:
    now = Agent.objects.active().select_related("own_role").filter(pk=reader.pk).first()
    return now is not None and now.may(SEE_AUDIT)


def _address(request: AgentRequest, *, before: str) -> str:
    kept = {name: value for name, value in request.GET.items() if name != "before" and value}
    return f"{reverse('web:audit')}?{urlencode(kept | {'before': before})}"
