"""One conversation: /conversations/<id>."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import VIEWS
from keepword.conversations.seeing import newest_word
from keepword.web import times
from keepword.web.conversations import choices, composer, contact, copies, status, timeline
from keepword.web.conversations.finding import conversation_for
from keepword.web.desk import surroundings
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer, wants_part


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    return page(request, conversation, composed=composer.empty())


def page(
    request: AgentRequest, conversation: Conversation, *, composed: composer.Composed, status_code: int = 200
) -> HttpResponse:
    """The whole conversation, with what was being written when it could not be taken."""
    view = request.GET.get("view", "")
    context = _shown(request, conversation) | {"composer": composer.of(conversation, by=request.user, has=composed)}
    if not wants_part(request):
        context |= surroundings(request, view=view if view in VIEWS else "")
    return answer(
        request,
        page="web/conversations/show.html",
        part="web/conversations/_part.html",
        context=context,
        status=status_code,
    )


def _shown(request: AgentRequest, conversation: Conversation) -> dict[str, Any]:
    reader = times.reader()
    view = request.GET.get("view", "")
    return {
        "conversation": conversation,
        "subject": conversation.subject or _("Without a subject"),
        "address": reverse("web:conversation", args=[conversation.pk]),
        "suffix": f"?view={view}" if view in VIEWS else "",
        "live_name": f"conversation-{conversation.pk}",
        "back_address": reverse("web:inbox", args=[view if view in VIEWS else "unassigned"]),
        "seen": newest_word(conversation.pk),
        "timeline": timeline.of(conversation, reader=reader),
        "copies": copies.of(conversation, agent=request.user),
        "status": status.of(conversation, reader=reader),
        "contact": contact.of(conversation, reader=reader),
        "other_conversations": contact.others(conversation, agent=request.user, reader=reader),
        **choices.of(conversation, agent=request.user, reader=reader),
    }
