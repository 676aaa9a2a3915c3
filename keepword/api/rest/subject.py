"""What a conversation is called at the desk."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.rest.describing import Given, documented
from keepword.api.rest.reading import ConversationInFull, found, full
from keepword.conversations.retitling import LONGEST, retitle
from keepword.people.permissions import CHANGE

router = Router(tags=["Conversations"])


class NewSubject(Given):
    subject: Annotated[
        str,
        Field(max_length=LONGEST, description='One line; "" for the customer\'s own again.', examples=["Lid of 1042"]),
    ]


@router.put(
    "/{int:conversation_id}/subject",
    response=documented(200, ConversationInFull, 403, 400, 404, 413, 415, 422),
    summary="Call a conversation otherwise",
)
def put_subject(request: HttpRequest, conversation_id: int, new: NewSubject) -> HttpResponse:
    """The name under which your team finds it. Letters to the customer keep the subject that they know."""
    agent = agent_of(request, may=CHANGE)
    retitle(found(conversation_id, agent=agent), subject=new.subject, by=agent.as_actor)
    return answer(full(conversation_id, agent=agent))
