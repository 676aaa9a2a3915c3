"""A word among agents, that no customer ever sees."""

from django.http import HttpRequest, HttpResponse

from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.problems import wrong
from keepword.api.rest.adding import added
from keepword.api.rest.describing import documented
from keepword.api.rest.messages import MessageItem
from keepword.api.rest.writing import BODY, Letter
from keepword.conversations.models import Conversation
from keepword.conversations.noting import note
from keepword.conversations.replying import NothingToSay
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.people.models import Agent
from keepword.people.permissions import NOTE

router = Router(tags=["Messages"])


@router.post(
    "/{int:conversation_id}/notes",
    response=documented(201, MessageItem, 403, 400, 404, 409, 413, 415, 422),
    summary="Add a note",
    openapi_extra=BODY,
)
def create_note(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Add a note for your colleagues. Send a form to add `files`. "@name" in it calls a colleague or a team: they
    find it among their mentions, and it is refused when they may not see the conversation."""
    agent = agent_of(request, may=NOTE)
    return added(request, conversation_id, make=_note, by=agent)


def _note(conversation: Conversation, *, letter: Letter, by: Agent) -> int:
    try:
        return note(conversation, text=letter.text, files=letter.files, by=by).pk
    except NothingToSay as error:
        raise wrong("/text", "There is nothing in it.") from error
    except NotForThem as error:
        raise wrong(
            "/text", f"It calls somebody who may not see the conversation: {', '.join(error.names)}."
        ) from error
