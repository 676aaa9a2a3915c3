"""What was deleted by hand, until its words are gone for good: /bin."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keepword.conversations.binning import restore
from keepword.conversations.models import BinMark, Conversation
from keepword.conversations.models.conversation import BINNED
from keepword.kit import pages
from keepword.kit.pages import BadCursor, Order
from keepword.people.permissions import DELETE
from keepword.web import times
from keepword.web.conversations.empty import EMPTY
from keepword.web.conversations.inbox import list_of, listed
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.people.numbers import numbers
from keepword.web.rendering import answer, wants_part

PAGE = 30
FIRST_TO_GO_LAST = Order("delete_at", is_descending=True)
VIEW = "bin"


@dataclass(frozen=True, slots=True)
class Line:
    """`by` is "" for somebody who is not known any more."""

    number: int
    address: str
    subject: str
    language: str
    customer: str
    by: str
    goes_on: str


@for_agents(may=DELETE)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: AgentRequest) -> HttpResponse:
    """A POST restores: `one` is the number of a conversation, else all that are `chosen`. Beside a conversation it is
    a list like any other."""
    if request.method == "POST":
        return _restored(request)
    if wants_part(request):
        return listed(request, context=list_of(request, view=VIEW), view=VIEW)
    page = _page(request)
    count = request.GET.get("restored", "")
    context = surroundings(request, view=VIEW) | {
        "lines": _lines(page.items),
        "empty": EMPTY[VIEW],
        "next_address": f"{reverse('web:bin')}?before={page.next}" if page.next else "",
        "is_first": "before" not in request.GET,
        "restored": _("Restored: %(count)s") % {"count": count}
        if count.isascii() and count.isdigit() and len(count) <= len(str(PAGE))
        else "",
    }
    template = "web/conversations/bin.html"
    return answer(request, page=template, part=template, context=context)


def _restored(request: AgentRequest) -> HttpResponse:
    """What is not there any more, or not for this agent, is passed over: somebody else may have been quicker."""
    wanted = numbers(request.POST.getlist("one") or request.POST.getlist("chosen"))[:PAGE]
    found = Conversation.objects.visible_to(request.user).filter(pk__in=wanted, status=BINNED)
    restored = list(found.order_by("id"))  # locked in one order, one after the other
    for one in restored:
        restore(one, by=request.user)
    return redirect(f"{reverse('web:bin')}?restored={len(restored)}")


def _page(request: AgentRequest) -> pages.Page:
    seen = Conversation.objects.visible_to(request.user).of_view(VIEW, agent=request.user).select_related("contact")
    try:
        rows = pages.after(seen, order=FIRST_TO_GO_LAST, cursor=request.GET.get("before"))
    except BadCursor as error:
        raise Http404 from error
    return pages.page(list(rows[: PAGE + 1]), size=PAGE, at=FIRST_TO_GO_LAST.column)


def _lines(conversations: list[Conversation]) -> list[Line]:
    reader = times.reader()
    marks = BinMark.objects.filter(conversation__in=conversations).select_related("by")  # house: of those on the page
    by = {mark.conversation_id: mark.by.name for mark in marks if mark.by}
    return [
        Line(
            number=one.pk,
            address=f"{reverse('web:conversation', args=[one.pk])}?view={VIEW}",
            subject=one.subject or _("Without a subject"),
            language=one.language,
            customer=str(one.contact),
            by=by.get(one.pk, ""),
            goes_on=reader.long_date(one.delete_at) if one.delete_at else "",
        )
        for one in conversations
    ]
