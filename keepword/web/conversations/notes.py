"""A word among colleagues: /conversations/<id>/notes."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keepword.conversations.models import Conversation
from keepword.conversations.noting import note
from keepword.conversations.replying import NothingToSay
from keepword.people.permissions import NOTE
from keepword.web.conversations.acting import back_to
from keepword.web.conversations.composer import Composed
from keepword.web.conversations.conversation import page
from keepword.web.conversations.finding import conversation_for
from keepword.web.conversations.uploads import TooLarge, files_of
from keepword.web.people.admitting import AgentRequest, for_agents


@for_agents(may=NOTE)
@require_POST
def create(request: AgentRequest, number: int) -> HttpResponse:
    conversation = conversation_for(request, number)
    try:
        files = files_of(request, limit=settings.UPLOAD_SIZE_LIMIT)
        text, form = request.POST.get("text", ""), request.POST.get("form", "")
        note(conversation, text=text, by=request.user, files=files, form=form)
    except NothingToSay:
        return _refused(request, conversation, why=_("Write something, or attach a file."))
    except TooLarge as error:
        return _refused(request, conversation, why=str(error))
    return back_to(request, conversation)


def _refused(request: AgentRequest, conversation: Conversation, *, why: str) -> HttpResponse:
    written = Composed(is_note=True, note_text=request.POST.get("text", ""), note_error=why)
    return page(request, conversation, composed=written, status_code=422)
