"""Find conversations by what was said in them: /search?q=."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.models import Conversation, Message
from keepword.conversations.searching import search
from keepword.web.conversations.empty import EMPTY
from keepword.web.conversations.inbox import listed
from keepword.web.conversations.rows import COLUMNS, Row, printed
from keepword.web.conversations.snippets import snippet
from keepword.web.people.admitting import AgentRequest, for_agents

PAGE = 30
LONGEST = 200  # letters of a query


@for_agents
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:LONGEST]
    return listed(request, context=_found(request, query=query))


def _found(request: AgentRequest, *, query: str) -> dict[str, Any]:
    before = request.GET.get("before", "")
    ids = search(query, agent=request.user, limit=PAGE, before=int(before) if before.isdecimal() else None)
    here = f"{reverse('web:search')}?{urlencode({'q': query})}"
    return {
        "heading": _("Search"),
        "query": query,
        "rows": _rows(request, ids=ids, query=query),
        "root": reverse("web:conversation", args=[0])[:-1],
        "suffix": "",
        "sorts": [],
        "first_address": here if before else "",
        "next_address": f"{here}&before={ids[-1]}" if len(ids) == PAGE else "",
        "empty": EMPTY["search"],
    }


def _rows(request: AgentRequest, *, ids: list[int], query: str) -> list[Row]:
    """One row for each conversation, at its newest message that was found, with the words around the find."""
    found = Message.objects.visible_to(request.user).filter(id__in=ids).order_by("-id")
    messages: dict[int, tuple[int, str]] = {}
    for number, conversation_id, text in found.values_list("id", "conversation_id", "text"):
        messages.setdefault(conversation_id, (number, snippet(text, query=query)))
    conversations = Conversation.objects.visible_to(request.user).filter(id__in=messages)
    rows = {row.id: row for row in printed(list(conversations.values_list(*COLUMNS)))}
    return [
        rows[number]._replace(words=words, fragment=f"?message={message}#message-{message}")
        for number, (message, words) in messages.items()
        if number in rows
    ]
