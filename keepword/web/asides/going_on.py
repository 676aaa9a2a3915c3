"""What is done in a side conversation: /asides/<id>/messages and /asides/<id>/state; a letter is taken back at
/asides/messages/<id>/recall."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.asides.closing import finish, take_up
from keepword.conversations.asides.placing import draft_for
from keepword.conversations.asides.recalling import recall, where_it_was
from keepword.conversations.asides.saying import say
from keepword.conversations.drafting.enclosing import kept_in
from keepword.conversations.drafting.keeping import remove
from keepword.conversations.drafting.planning import TooLate
from keepword.conversations.filing import as_kept
from keepword.conversations.macros.marks import Unfilled
from keepword.conversations.models import Aside, Conversation, Message
from keepword.conversations.models.aside import DONE
from keepword.conversations.models.draft import BEGINNING
from keepword.conversations.models.message import OUTWARD
from keepword.conversations.replying import NothingToSay
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.people.permissions import NOTE, REPLY
from keepword.web.asides.keeping import keep
from keepword.web.asides.showing import Refused, shown
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.uploads import TooLarge, files_of
from keepword.web.errors import refusal
from keepword.web.people.admitting import AgentRequest, demand, for_agents
from keepword.web.rendering import wants_part


@for_agents(may=NOTE)
@require_POST
def messages(request: AgentRequest, number: int) -> HttpResponse:
    """To outside it takes the permission to reply."""
    aside = aside_for(request, number)
    if not aside.is_internal:
        demand(request, REPLY)
    text = request.POST.get("text", "")
    try:
        _say(request, aside, text=text)
    except NothingToSay:
        return _refused(request, aside, text=text, why=_("Write something, or attach a file."))
    except NotForThem:
        return _refused(request, aside, text=text, why=_("Nobody of this team may see this conversation."))
    except Unfilled:
        return _refused(request, aside, text=text, why=_("Something in it still has to be filled in."))
    except TooLarge as error:
        return _refused(request, aside, text=text, why=str(error))
    return back_to_it(request, aside.conversation, number=aside.pk)


@for_agents(may=NOTE)
@require_POST
def state(request: AgentRequest, number: int) -> HttpResponse:
    """`state` is "done", or anything else to take it up again."""
    aside = aside_for(request, number)
    if "text" in request.POST:
        keep(request, aside.conversation, aside=aside.pk)  # whoever presses this beside words has not given them up
    act = finish if request.POST.get("state") == DONE else take_up
    act(aside, by=request.user.as_actor)
    return back_to_it(request, aside.conversation, number=aside.pk)


@for_agents(may=REPLY)
@require_POST
def recalling(request: AgentRequest, number: int) -> HttpResponse:
    """The words are in the form again, as they were typed. Twice is once."""
    letters = Message.everywhere.visible_to(request.user).filter(kind=OUTWARD).select_related("conversation", "aside")
    letter = letters.filter(pk=number).first()
    if letter is None:
        return _recalled_before(request, number)
    conversation, aside = letter.conversation, letter.aside_id
    try:
        draft = recall(letter, by=request.user)
    except TooLate:
        return refusal(request, title=_("It has left already"), reason=_("What is in the post cannot be taken back."))
    if draft is not None and draft.place == BEGINNING and draft.agent_id == request.user.pk:
        return redirect("web:new-aside", conversation.pk)
    return back_to_it(request, conversation, number=aside or 0)


def _recalled_before(request: AgentRequest, number: int) -> HttpResponse:
    """Where its words are now. Raises Http404 where nothing of this number was taken back."""
    was = where_it_was(number, agent=request.user)
    if was is None:
        raise Http404
    begun = draft_for(Conversation(pk=was), agent=request.user, aside=None)
    return redirect("web:new-aside" if begun else "web:conversation", was)


def back_to_it(request: AgentRequest, conversation: Conversation, *, number: int) -> HttpResponse:
    """See Other: the page of the conversation, with this one open; for a script that part alone."""
    if wants_part(request):
        return redirect("web:asides", conversation.pk)
    address = reverse("web:conversation", args=[conversation.pk])
    return redirect(f"{address}?aside={number}#aside-{number}")


def aside_for(request: AgentRequest, number: int) -> Aside:
    rows = Aside.objects.visible_to(request.user).select_related("conversation__inbox", "inbox", "team")
    return get_object_or_404(rows, pk=number)


def _say(request: AgentRequest, aside: Aside, *, text: str) -> None:
    taken_back = draft_for(aside.conversation, agent=request.user, aside=aside.pk)
    files = [as_kept(one) for one in files_of(request, limit=settings.UPLOAD_SIZE_LIMIT)]
    kept = [*(kept_in(taken_back.files.all()) if taken_back else ()), *files]
    pause, form = timedelta(seconds=request.user.undo_seconds), request.POST.get("form", "")
    say(aside, text=text, by=request.user, kept=kept, form=form, pause=pause)
    if taken_back is not None:
        remove(taken_back)


def _refused(request: AgentRequest, aside: Aside, *, text: str, why: str) -> HttpResponse:
    conversation = conversation_for(request, aside.conversation_id)
    return shown(request, conversation, refused=Refused(aside.pk, text, why), status=422)
