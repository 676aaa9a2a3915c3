"""The promises themselves, a page at a time: /promises."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.kit import clock, pages
from keepword.promises.models import Promise
from keepword.promises.models.promise import OPEN
from keepword.web import times
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.promises.choosing import MINE, SOON, UNSENT, Choice, choice_of, due_before, promises_of
from keepword.web.promises.words import KINDS, REASONS, STATES, WHATS
from keepword.web.reports.shell import report

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """What the list prints of one promise; `late` is how long after its time it was done, "" otherwise. `is_unsent`:
    answered, and the answer has not left."""

    id: int
    address: str
    customer: str
    what: str
    kind: str
    said: str
    language: str
    owner: str
    due: SafeString
    state: str
    state_words: str
    is_soon: bool
    is_at_risk: bool
    is_unsent: bool
    late: str
    reason: str


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    choice = choice_of(request.GET)
    order = pages.Order("due_at", is_descending=choice.state not in (OPEN, SOON))
    found = promises_of(choice, agent=request.user).select_related("contact", "made_by", "conversation__assignee")
    try:
        rows = list(pages.after(found, order=order, cursor=request.GET.get("before"))[: PAGE + 1])
    except pages.BadCursor as error:
        raise Http404 from error
    reader = times.reader()
    context = {
        "rows": [row_of(promise, reader=reader) for promise in rows[:PAGE]],
        "choice": choice,
        "filters": _filters(choice),
        "next_address": _next(choice, rows=rows),
    }
    return report(request, "web/promises/list.html", tab="promises", context=context)


def row_of(promise: Promise, *, reader: times.Reader) -> Row:
    state = state_of(promise)
    owner = promise.made_by or promise.conversation.assignee
    late = promise.done_at - promise.due_at if promise.done_at and state == "late" else None
    return Row(
        id=promise.pk,
        address=reverse("web:conversation", args=[promise.conversation_id]),
        customer=str(promise.contact),
        what=str(WHATS[promise.what]),
        kind=str(KINDS[promise.kind]),
        said=promise.said,
        language=promise.language,
        owner=owner.name if owner else _("Nobody by name"),
        due=reader.moment(promise.due_at),
        state=state,
        state_words=str(STATES[state]),
        is_soon=state == OPEN and promise.due_at < due_before(reader.now),
        is_at_risk=state == OPEN and promise.at_risk_since is not None,
        is_unsent=promise.is_unsent,
        late=times.length(int(late.total_seconds()), reader.language) if late else "",
        reason=str(REASONS.get(promise.reason, promise.reason)),
    )


def state_of(promise: Promise) -> str:
    """As it stands now: overdue is broken, and broken may be done late."""
    if promise.is_overdue(at=clock.now()):
        return "broken"
    return "late" if promise.state == "broken" and promise.done_at else promise.state


@dataclass(frozen=True, slots=True)
class Filter:
    label: str
    address: str
    is_current: bool


def _filters(choice: Choice) -> list[Filter]:
    mine = Filter(_("Owed by me"), choice.address(owed="" if choice.owed else MINE), choice.owed == MINE)
    every = Filter(_("All"), choice.address(state=""), choice.state == "")
    soon = Filter(_("Overdue or due soon"), choice.address(state=SOON), choice.state == SOON)
    unsent = Filter(_("Answered, not sent"), choice.address(state=UNSENT), choice.state == UNSENT)
    return [mine, every, soon, unsent] + [
        Filter(str(label), choice.address(state=state), choice.state == state) for state, label in STATES.items()
    ]


def _next(choice: Choice, *, rows: list[Promise]) -> str:
    if len(rows) <= PAGE:
        return ""
    last = rows[PAGE - 1]
    address = choice.address()
    return f"{address}{'&' if '?' in address else '?'}before={pages.encode(last.due_at, last.pk)}"
