"""One more message in a conversation, whoever is to read it: found, read, written once and shown."""

from typing import Protocol

from django.http import HttpRequest, HttpResponse

from keepword.api.answering import created
from keepword.api.repeating import once
from keepword.api.rest.messages import one
from keepword.api.rest.reading import address_of, found
from keepword.api.rest.writing import Letter, Written, letter
from keepword.conversations.models import Conversation
from keepword.people.models import Agent


class Add(Protocol):
    """Gives the id of the message."""

    def __call__(self, conversation: Conversation, *, letter: Letter, by: Agent) -> int: ...


def added(
    request: HttpRequest, conversation_id: int, *, by: Agent, make: Add, of: type[Written] = Written
) -> HttpResponse:
    """What `make` wrote of the body, read as `of`; with the same key again, what it wrote then. Raises Problem."""
    conversation, sent = found(conversation_id, agent=by), letter(request, of=of)
    made, is_repeated = once(request, said=sent.said, make=lambda: make(conversation, letter=sent, by=by))
    return created(one(made, agent=by), address=f"{address_of(conversation_id)}/messages", is_repeated=is_repeated)
