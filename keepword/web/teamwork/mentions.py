"""Where one was called: /mentions, and the marks of what was read: /mentions/reading."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keepword.conversations.models import Mention
from keepword.conversations.teamwork.reading import mark, read_all
from keepword.kit import pages
from keepword.people.models import Agent
from keepword.web import times
from keepword.web.desk import surroundings
from keepword.web.initials import initials_of
from keepword.web.people.admitting import AgentRequest, for_agents

PAGE = 30
ON_DAY = 10
EXCERPT = 240
LONGEST_ID = 18
NEWEST = pages.Order("at", is_descending=True)


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    address: str
    name: str
    initials: str
    subject: str
    language: str
    words: str
    team: str
    when: SafeString
    is_unread: bool


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    """The unread ones first in the eye, all of them in their order. `state` "unread" leaves the others out."""
    only_unread = request.GET.get("state") == "unread"
    found = mentions_of(request.user)
    try:
        rows = list(
            pages.after(found.unread() if only_unread else found, order=NEWEST, cursor=_cursor(request))[: PAGE + 1]
        )
    except pages.BadCursor as error:
        raise Http404 from error
    reader = times.reader()
    context: dict[str, Any] = surroundings(request, section="mentions") | {
        "rows": [row_of(one, reader=reader) for one in rows[:PAGE]],
        "only_unread": only_unread,
        "next_cursor": pages.encode(rows[PAGE - 1].at, rows[PAGE - 1].pk) if len(rows) > PAGE else "",
    }
    return render(request, "web/teamwork/mentions.html", context)


@for_agents
@require_POST
def reading(request: AgentRequest) -> HttpResponse:
    """`mention` is one's number with `read` "yes" or "no"; without it all of them are read."""
    number = request.POST.get("mention", "")
    if not number:
        read_all(by=request.user)
    elif number.isdecimal() and len(number) <= LONGEST_ID:
        mark(int(number), by=request.user, is_read=request.POST.get("read") != "no")
    state = "?state=unread" if request.POST.get("state") == "unread" else ""
    return redirect(reverse("web:mentions") + state)


def unread_mentions(agent: Agent) -> list[Row]:
    """For one's day: the newest few."""
    reader = times.reader()
    return [row_of(one, reader=reader) for one in mentions_of(agent).unread().order_by("-at", "-id")[:ON_DAY]]


def mentions_of(agent: Agent) -> Any:
    return Mention.objects.visible_to(agent).select_related("message__conversation", "team")


def row_of(one: Mention, *, reader: times.Reader) -> Row:
    conversation = one.message.conversation
    address = reverse("web:conversation", args=[conversation.pk])
    return Row(
        number=one.pk,
        address=f"{address}?{_place(one)}#message-{one.message_id}",
        name=one.message.sender_name,
        initials=initials_of(one.message.sender_name),
        subject=conversation.subject or _("Without a subject"),
        language=conversation.language,
        words=" ".join(one.message.text[:EXCERPT].split()),
        team=one.team.name if one.team else "",
        when=reader.moment(one.at),
        is_unread=one.read_at is None,
    )


def _place(one: Mention) -> str:
    """Where on the page the words stand."""
    return f"aside={one.message.aside_id}" if one.message.aside_id else f"message={one.message_id}"


def _cursor(request: AgentRequest) -> str | None:
    return request.GET.get("before")
