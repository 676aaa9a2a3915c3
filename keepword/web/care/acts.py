"""What is done about a gift: /gifts/<id>/decision, taking-back, carrying-out, words."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from keepword.care import approving, taking_back
from keepword.care.approving import approve, decline
from keepword.care.carrying_out import carry_out, not_carried_out
from keepword.care.models import Gift
from keepword.care.saying import customer_words
from keepword.care.taking_back import TooLate, take_back
from keepword.conversations.drafting.keeping import write_below
from keepword.notices.reading import read_in
from keepword.people.permissions import APPROVE_GIFTS, GIVE, REPLY, TASK
from keepword.web.people.admitting import AgentRequest, demand, for_agents

LARGEST = 2**63 - 1
LISTS = ("waiting", "todo", "given")
NOT_THEIRS = "not-yours"
WHY_NOT = {
    NOT_THEIRS: _("This needs somebody else: nobody says yes to their own wish, or to more than their role may give."),
    "late": _("It was given too long ago to be taken back."),
    "answered": _("Somebody was quicker: it is answered already."),
}


@for_agents
@require_POST
def decision(request: AgentRequest, number: int) -> HttpResponse:
    """`answer` is "yes" or "no", `word` what whoever asked should know. A stranger learns of none."""
    gift = gift_for(request, number)
    demand(request, APPROVE_GIFTS)
    act = approve if request.POST.get("answer") == "yes" else decline
    try:
        is_first = act(gift, by=request.user, word=request.POST.get("word", ""))
    except approving.NotTheirs:
        return back(request, gift, refused=NOT_THEIRS)
    read_in(gift.conversation_id, by=request.user)
    return back(request, gift, refused="" if is_first else "answered")


@for_agents(may=GIVE)
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    """`why` is what it was taken back for."""
    gift = gift_for(request, number)
    try:
        take_back(gift, by=request.user, why=request.POST.get("why", ""))
    except taking_back.NotTheirs:
        return back(request, gift, refused=NOT_THEIRS)
    except TooLate:
        return back(request, gift, refused="late")
    return back(request, gift)


@for_agents(may=TASK)
@require_POST
def carrying_out(request: AgentRequest, number: int) -> HttpResponse:
    """`done` is "no" when it was not, after all."""
    gift = gift_for(request, number)
    act = not_carried_out if request.POST.get("done") == "no" else carry_out
    act(gift, by=request.user)
    return back(request, gift)


@for_agents(may=REPLY)
@require_POST
def words(request: AgentRequest, number: int) -> HttpResponse:
    """Below what the agent is writing to this customer."""
    gift = gift_for(request, number)
    conversation = gift.conversation.merged_into or gift.conversation
    write_below(conversation, agent=request.user, words=customer_words(gift))
    return redirect("web:conversation", conversation.pk)


def gift_for(request: AgentRequest, number: int) -> Gift:
    seen = Gift.objects.visible_to(request.user).with_people()
    return get_object_or_404(seen, pk=min(number, LARGEST))


def back(request: AgentRequest, gift: Gift, *, refused: str = "") -> HttpResponse:
    """To the list of which `here` tells, else to the panel."""
    here = request.POST.get("here", "")
    query = f"&refused={refused}" if refused else ""
    if here in LISTS:
        return redirect(f"{reverse('web:gifts')}?which={here}{query}")
    if here == "contact":
        return redirect("web:one-contact", gift.contact_id)
    if here == "panel":
        return redirect("web:conversation-gifts", gift.conversation_id)
    return redirect("web:conversation", gift.conversation_id)
