"""Words that sort conversations."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.problems import wrong
from keepword.api.rest.describing import SOMETHING, Given, Words, documented
from keepword.api.rest.reading import ConversationInFull, found, full
from keepword.conversations.tagging import LENGTH, BadTag, tag, untag
from keepword.people.permissions import CHANGE

router = Router(tags=["Conversations"])


class NewTag(Given):
    name: Annotated[Words, Field(max_length=LENGTH, pattern=SOMETHING, examples=["refund"])]


@router.post(
    "/{int:conversation_id}/tags",
    response=documented(200, ConversationInFull, 403, 400, 404, 413, 415, 422),
    summary="Tag a conversation",
)
def create_tag(request: HttpRequest, conversation_id: int, new: NewTag) -> HttpResponse:
    """Add a tag. Case and spaces around it make no difference; a tag that it has already changes nothing."""
    agent = agent_of(request, may=CHANGE)
    conversation = found(conversation_id, agent=agent)
    try:
        tag(conversation, name=new.name, by=agent.as_actor)
    except BadTag as error:
        raise wrong("/name", f"A tag is 1 to {LENGTH} characters.") from error
    return answer(full(conversation_id, agent=agent))


@router.delete(
    "/{int:conversation_id}/tags/{path:name}",
    response=documented(200, ConversationInFull, 403, 404),
    summary="Remove a tag",
)
def delete_tag(request: HttpRequest, conversation_id: int, name: Words) -> HttpResponse:
    """Remove a tag. One that it does not have changes nothing."""
    agent = agent_of(request, may=CHANGE)
    conversation = found(conversation_id, agent=agent)
    try:
        untag(conversation, name=name, by=agent.as_actor)
    except BadTag:
        return answer(full(conversation_id, agent=agent))  # what cannot be a tag is not there either
    return answer(full(conversation_id, agent=agent))
