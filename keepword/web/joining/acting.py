"""What is joined and parted: /conversations/<id>/joining/…"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.joining.gathering import CannotGather, gather, release
from keepword.conversations.joining.merging import CannotMerge, merge
from keepword.conversations.joining.relating import NotToItself, part, relate
from keepword.conversations.joining.relocating import IsThere, relocate
from keepword.conversations.joining.unmerging import CannotUnmerge, unmerge
from keepword.conversations.models import Conversation, Inbox, Merge
from keepword.people.permissions import MERGE
from keepword.web.conversations.finding import LARGEST, conversation_for
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=MERGE)
@require_POST
def join(request: AgentRequest, number: int) -> HttpResponse:
    """`other` is the chosen conversation, `way` one of `choosing.ways`. What was done already is done."""
    here, there = conversation_for(request, number), conversation_for(request, _number(request, "other"))
    try:
        return WAYS[request.POST.get("way", "")](request, here, there)
    except (CannotMerge, CannotGather) as error:
        return refusal(request, title=_("These two cannot be joined"), reason=_why(error.why))
    except KeyError as error:
        raise Http404 from error


def _merge(request: AgentRequest, kept: Conversation, other: Conversation) -> HttpResponse:
    if kept.pk == other.pk:  # pressed twice
        return redirect("web:conversation", kept.pk)
    made = merge(other, into=kept, by=request.user)
    return redirect(f"{reverse('web:conversation', args=[kept.pk])}?merged={made.pk}")


def _merge_into(request: AgentRequest, here: Conversation, there: Conversation) -> HttpResponse:
    return _merge(request, there, here)


def _link(request: AgentRequest, here: Conversation, there: Conversation) -> HttpResponse:
    try:
        relate(here, to=there, by=request.user.as_actor)
    except NotToItself as error:
        raise CannotMerge("itself") from error
    return redirect("web:conversation", here.pk)


def _case(request: AgentRequest, here: Conversation, there: Conversation) -> HttpResponse:
    gather(here, under=there, by=request.user.as_actor)
    return redirect("web:conversation", here.pk)


WAYS = {"merge": _merge, "merge-into": _merge_into, "link": _link, "case": _case}


@for_agents(may=MERGE)
@require_POST
def move(request: AgentRequest, number: int) -> HttpResponse:
    """`inbox` is where it goes on; the page that is shown then has the way back."""
    conversation = conversation_for(request, number)
    inbox = get_object_or_404(Inbox.objects.visible_to(request.user), pk=_number(request, "inbox"))
    try:
        made = relocate(conversation, to=inbox, by=request.user)
    except IsThere:  # pressed twice
        return redirect("web:conversation", conversation.pk)
    except CannotMerge as error:
        return refusal(request, title=_("It cannot be moved"), reason=_why(error.why))
    merged = Merge.objects.visible_to(request.user).standing().filter(kept=made).get()
    return redirect(f"{reverse('web:conversation', args=[made.pk])}?merged={merged.pk}")


@for_agents(may=MERGE)
@require_POST
def undo(request: AgentRequest, number: int) -> HttpResponse:
    """`merge` is which one. Both must be theirs to see: what is parted again stands in two inboxes."""
    conversation = conversation_for(request, number)
    merges = Merge.objects.visible_to(request.user).filter(kept=conversation)
    made = get_object_or_404(merges, pk=_number(request, "merge"))
    try:
        unmerge(made, by=request.user)
    except CannotUnmerge as error:
        if error.why == "emptied":
            reason = _("The words of both were deleted since then. Nothing would come back.")
        else:
            reason = _("This one was merged itself since then. Undo that merge first.")
        return refusal(request, title=_("This merge cannot be undone yet"), reason=reason)
    return redirect("web:conversation", conversation.pk)


@for_agents(may=MERGE)
@require_POST
def leave(request: AgentRequest, number: int) -> HttpResponse:
    """`other` names a link to take away; without it the conversation is taken out of its problem."""
    conversation = conversation_for(request, number)
    if request.POST.get("other"):
        part(conversation, from_=conversation_for(request, _number(request, "other")), by=request.user.as_actor)
    else:
        release(conversation, by=request.user.as_actor)
    return redirect("web:conversation", conversation.pk)


def _number(request: AgentRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 19 and int(text) <= LARGEST):  # noqa: PLR2004
        raise Http404
    return int(text)


def _why(why: str) -> str:
    return {
        "itself": _("It is the same conversation."),
        "merged": _("One of them was merged into another one already."),
        "spam": _("One of them is spam. Take the mark away first."),
        "binned": _("One of them is in the bin. Restore it first."),
        "case": _("That one is a case of a problem itself. Choose the problem."),
        "problem": _("This one has cases of its own. Take them out first."),
    }[why]
