"""Who has a conversation open: told to the screens of those who may see it, and heard from them:
/conversations/<id>/presence."""

import time
from typing import Any

from django.http import JsonResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.events import hub
from keepword.events.presence import DOINGS, READING, Glimpse, visitor_at, who_is_at
from keepword.web.conversations.finding import conversation_for
from keepword.web.initials import initials_of
from keepword.web.people.admitting import AgentRequest, for_agents

LONGEST = 40


@for_agents
@require_POST
def create(request: AgentRequest, number: int) -> JsonResponse:
    """`doing` is "reading", "writing" or "gone"; `screen` tells one tab from another. Answers with who is there."""
    conversation, agent = conversation_for(request, number), request.user
    doing = request.POST.get("doing", "")
    hub.show(
        Glimpse(
            conversation_id=conversation.pk,
            inbox_id=conversation.inbox_id,
            agent_id=agent.pk,
            name=agent.name,
            screen=request.POST.get("screen", "")[:LONGEST],
            doing=doing if doing in DOINGS else READING,
        )
    )
    response = JsonResponse(present(conversation.pk))
    response.headers["Cache-Control"] = "no-store"
    return response


def present(conversation_id: int) -> dict[str, Any]:
    """As the scripts read it. `at` in seconds: of two answers that overtake each other the later one counts."""
    at = time.time()
    people = [
        {"id": one.agent_id, "name": one.name, "initials": initials_of(one.name), "writes": one.is_writing}
        for one in who_is_at(conversation_id)
    ]
    return {"conversation": conversation_id, "people": people, "visitor": visitor_at(conversation_id), "at": at}


def mark_of(conversation_id: int, *, but: int) -> SafeString | str:
    """For the row of a list, as `row-presence.js` makes it; "" where nobody else is there."""
    others = [one for one in who_is_at(conversation_id) if one.agent_id != but]
    if not others:
        return ""
    words = _("Here now: %(names)s") % {"names": ", ".join(one.name for one in others)}
    initials = " ".join(initials_of(one.name) for one in others)
    return format_html(
        '<span class="row-present" role="img" aria-label="{}" title="{}">{}</span>', words, words, initials
    )
