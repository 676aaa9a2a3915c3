"""Answer the customer: /conversations/<id>/replies."""

from contextlib import suppress

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.models import Conversation
from keepword.conversations.replying import NobodyToAnswer, NothingToSay, reply
from keepword.conversations.resolving import resolve
from keepword.conversations.seeing import NotSeen
from keepword.web.conversations.acting import back_to, seen_by
from keepword.web.conversations.composer import Composed
from keepword.web.conversations.conversation import page
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.uploads import TooLarge, files_of
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    """`then` is "resolve" to resolve the conversation at once."""
    conversation = conversation_for(request, number)
    try:
        files = files_of(request, limit=settings.UPLOAD_SIZE_LIMIT)
        text, form = request.POST.get("text", ""), request.POST.get("form", "")
        reply(conversation, text=text, by=request.user, files=files, form=form, seen=seen_by(request))
    except NothingToSay:
        return _refused(request, conversation, why=_("Write something, or attach a file."))
    except NobodyToAnswer:
        return _refused(request, conversation, why=_("There is no address that an answer may go to."))
    except TooLarge as error:
        return _refused(request, conversation, why=str(error))
    except NotSeen as error:
        return _held(request, conversation, newest=error.newest)
    if request.POST.get("then") == "resolve":
        _resolve(request, conversation)
    return back_to(request, conversation)


def _resolve(request: AgentRequest, conversation: Conversation) -> None:
    """The answer went out. Who writes in this very moment keeps the conversation open."""
    with suppress(NotSeen):
        resolve(conversation, by=request.user.as_actor, seen=seen_by(request))


def _held(request: AgentRequest, conversation: Conversation, *, newest: int) -> HttpResponse:
    """Nothing was sent: the words stand in the composer, under what the customer wrote meanwhile."""
    name = conversation.contact.name or _("The customer")
    why = _("%(name)s wrote while you were writing, so nothing was sent. Read it above, then send again.")
    if request.FILES:
        why = _(
            "%(name)s wrote while you were writing, so nothing was sent. Read it above, attach your files again, "
            "then send again."
        )
    return _refused(request, conversation, why=why % {"name": name}, unseen=f"message-{newest}")


def _refused(request: AgentRequest, conversation: Conversation, *, why: str, unseen: str = "") -> HttpResponse:
    written = Composed(reply_text=request.POST.get("text", ""), reply_error=why, unseen=unseen)
    return page(request, conversation, composed=written, status_code=422)
