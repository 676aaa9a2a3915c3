"""Not a customer, or one after all: /conversations/<id>/spam, its sender, and what else they sent."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.bulk.beginning import CannotBegin, begin
from keepword.conversations.marking_spam import mark_spam, unmark_spam
from keepword.conversations.spam.blocking import CannotBlock, block, may_be_told
from keepword.conversations.spam.cleaning import ids_in_the_way
from keepword.people.permissions import BULK, MARK_SPAM
from keepword.web.conversations.acting import back_to, refused_in_bin
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.why_spam import sender_of
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=MARK_SPAM)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`spam` is "no" to take the mark away."""
    conversation = conversation_for(request, number)
    if refused := refused_in_bin(request, conversation):
        return refused
    act = unmark_spam if request.POST.get("spam") == "no" else mark_spam
    act(conversation, by=request.user.as_actor)
    return back_to(request, conversation)


@for_agents(may=MARK_SPAM)
@require_POST
def sender(request: AgentRequest, number: int) -> HttpResponse:
    """Block who wrote it; `whom` is "domain" for everybody there. Wherever the agent may tell of it: what was met in
    a closed inbox does not stand on the list of one that others see."""
    conversation = conversation_for(request, number)
    address = sender_of(conversation)
    who = address.rpartition("@")[2] if request.POST.get("whom") == "domain" else address
    try:
        block(who, by=request.user, inboxes=may_be_told(conversation.inbox, to=request.user))
    except CannotBlock:
        reason = _("It is one of our own, or shared by very many people.")
        return refusal(request, title=_("This cannot be blocked"), reason=reason)
    return back_to(request, conversation)


@for_agents(may=BULK)
@require_POST
def cleaning(request: AgentRequest, number: int) -> HttpResponse:
    """Everything else of theirs that is in the way goes to spam, with progress and the way back."""
    conversation = conversation_for(request, number)
    try:
        made = begin(
            "spam",
            by=request.user,
            ids=ids_in_the_way(conversation, to=request.user),
            form=request.POST.get("form", "")[:64],
        )
    except CannotBegin:
        return back_to(request, conversation)
    return redirect("web:bulk", made.pk)
