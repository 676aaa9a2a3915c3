"""Beside a conversation: /conversations/<id>/purchases, asked for by the page; /conversations/<id>/order, which order
it is about."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keepword.conversations.concerning import concern
from keepword.conversations.models import Conversation
from keepword.people.permissions import CHANGE
from keepword.web import times
from keepword.web.commerce.finding import orders_called
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.finding import conversation_for
from keepword.web.desk import surroundings
from keepword.web.panels import orders
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.rendering import answer, wants_part


@for_agents
@require_safe
def show(request: AgentRequest, number: int) -> HttpResponse:
    """A part of the conversation's page, or a page of its own without a script."""
    return _shown(request, conversation_for(request, number))


@for_agents(may=CHANGE)
@require_POST
def choose(request: AgentRequest, number: int) -> HttpResponse:
    """`number` is the number of an order as somebody types it, "" for none; `shop` where two shops count alike."""
    conversation = conversation_for(request, number)
    typed = request.POST.get("number", "").strip()
    found = orders_called(typed, agent=request.user)
    if "shop" in request.POST:
        found = [one for one in found if one.shop == request.POST["shop"]]
    mine = [one for one in found if one.contact_id == conversation.contact_id]
    fitting = mine or found
    if typed and len(fitting) != 1:
        why = _("There is no order of this number.") if not fitting else _("Two shops have an order of this number.")
        return _shown(request, conversation, status=422, typed=typed, why=why)
    concern(conversation, order=fitting[0].pk if typed else None, by=request.user.as_actor)
    return redirect("web:purchases", conversation.pk) if wants_part(request) else back_to(request, conversation)


def _shown(
    request: AgentRequest, conversation: Conversation, *, status: int = 200, typed: str = "", why: str = ""
) -> HttpResponse:
    context = {
        "conversation": conversation,
        "subject": conversation.subject or _("Without a subject"),
        "address": reverse("web:conversation", args=[conversation.pk]),
        "live_name": f"conversation-{conversation.pk}",
        "bought": orders.beside(conversation, agent=request.user, reader=times.reader()),
        "typed": typed[:60],
        "why": why,
    }
    if not wants_part(request):
        context |= surroundings(request)
    return answer(
        request,
        page="web/commerce/beside.html",
        part="web/commerce/_beside.html",
        context=context,
        status=status,
    )
