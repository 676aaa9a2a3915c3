"""What one was told: /notices; the bell alone: /notices/bell; the marks of what was read: /notices/reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keepword.kit import pages
from keepword.notices import kinds
from keepword.notices.kinds import icon_of
from keepword.notices.models import Notice
from keepword.notices.reading import count_of, mark, read_all, read_in, unread_again
from keepword.notices.saying import names_for, say
from keepword.web import times
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer, wants_part

PAGE = 30
LONGEST_ID = 18
NEWEST = pages.Order("at", is_descending=True)


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    address: str
    icon: str
    words: str
    subject: str
    language: str
    inbox: str
    when: SafeString
    is_unread: bool


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """The newest first. `state` "unread" leaves the others out; `read` is the moment at which all were marked."""
    only_unread = request.GET.get("state") == "unread"
    mine = Notice.objects.visible_to(request.user).listed()
    found = (mine.unread() if only_unread else mine).select_related("conversation__inbox", "event__cause")
    try:
        rows = list(pages.after(found, order=NEWEST, cursor=request.GET.get("before"))[: PAGE + 1])
    except pages.BadCursor as error:
        raise Http404 from error
    context: dict[str, Any] = {
        "rows": _rows(rows[:PAGE]),
        "only_unread": only_unread,
        "list_from": request.get_full_path(),
        "can_undo": _moment(request.GET.get("read", "")) is not None,
        "read": request.GET.get("read", ""),
        "next_cursor": pages.encode(rows[PAGE - 1].at, rows[PAGE - 1].pk) if len(rows) > PAGE else "",
        "bell_count": count_of(request.user),
    }
    if not wants_part(request):
        context |= surroundings(request, section="notices")
    return answer(request, page="web/notices/list.html", part="web/notices/_list.html", context=context)


@for_agents
@require_safe
def bell(request: AgentRequest) -> HttpResponse:
    context = {"bell_count": count_of(request.user)}
    return answer(request, page="web/notices/_bell.html", part="web/notices/_bell.html", context=context)


@for_agents
@require_POST
def reading(request: AgentRequest) -> HttpResponse:
    """`notice` is one's number with `read` "yes" or "no"; `conversation` one whose notices are read; `undo` the moment
    of a marking of all that is taken back. Without any of them all are read."""
    by, data = request.user, request.POST
    query = {"state": "unread"} if data.get("state") == "unread" else {}
    if "notice" in data:
        mark(_number(data["notice"]), by=by, is_read=data.get("read") != "no")
    elif "conversation" in data:
        read_in(_number(data["conversation"]), by=by)
        return HttpResponse(status=204)
    elif "undo" in data:
        at = _moment(data["undo"])
        if at is not None:
            unread_again(at=at, by=by)
    else:
        query["read"] = read_all(by=by).isoformat()
    return redirect(reverse("web:notices") + (f"?{urlencode(query)}" if query else ""))


def _rows(notices: list[Notice]) -> Iterable[Row]:
    reader, names = times.reader(), names_for(notices)
    return [
        Row(
            number=one.pk,
            address=address_of(one),
            icon=icon_of(one.kind),
            words=say(one, names=names),
            subject=(one.conversation.subject or _("Without a subject")) if one.conversation else "",
            language=one.conversation.language if one.conversation else "",
            inbox=one.conversation.inbox.name if one.conversation else "",
            when=reader.moment(one.at),
            is_unread=one.read_at is None,
        )
        for one in notices
    ]


ALONE = {
    kinds.TASK: "tasks",
    kinds.DRIFT: "parity",
    kinds.RETENTION: "retention",
    kinds.REVIEW: "how-we-serve",
}  # where what is about no conversation leads


def address_of(notice: Notice) -> str:
    """Where it leads: to the message that it is about, else to the conversation."""
    if notice.kind == kinds.FILE and notice.event:
        return reverse("web:contacts-import-file", args=[notice.event.data["file"]])
    if notice.conversation_id is None:
        return reverse(f"web:{ALONE.get(notice.kind, 'notices')}")
    if notice.kind == kinds.GIFT_ASKED:
        return reverse("web:gifts")
    address = reverse("web:conversation", args=[notice.conversation_id])
    message = notice.event.message_id or notice.event.data.get("message") if notice.event else None
    return f"{address}?message={message}#message-{message}" if message else address


def _number(text: str) -> int:
    """0 for what is none of ours."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID else 0


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
