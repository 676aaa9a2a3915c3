"""Whose a conversation is: somebody else than its sender."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from pydantic import ConfigDict, Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.problems import wrong
from keepword.api.rest.conversations import ADDRESS
from keepword.api.rest.describing import Given, Id, Language, Words, documented
from keepword.api.rest.reading import ConversationInFull, found, full
from keepword.conversations.addressing import BadAddress
from keepword.conversations.beginning import WritesToUs
from keepword.conversations.contacts import find_contact
from keepword.conversations.models import Conversation
from keepword.conversations.whose.putting_right import CannotChange, give_to, give_to_address
from keepword.people.identifying import Person
from keepword.people.models import Agent
from keepword.people.permissions import CHANGE

router = Router(tags=["Conversations"])
NOTHING: Any = None


def _without_default(schema: dict[str, Any]) -> None:
    """Nobody is no value that a program could send."""
    schema.pop("default", None)


class Customer(Given):
    """Somebody whom you know by the id of their contact, or whoever has this address. A name and a language fill what
    is unknown of them."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["contact"]}, {"required": ["address"]}]})

    contact: Annotated[Id, Field(json_schema_extra=_without_default)] = NOTHING
    address: Annotated[
        Words,
        Field(max_length=254, pattern=ADDRESS, examples=["ann@customer.example"], json_schema_extra=_without_default),
    ] = NOTHING
    name: Annotated[Words, Field(max_length=200, description="Only with `address`.")] = ""
    language: Language = ""


@router.put(
    "/{int:conversation_id}/contact",
    response=documented(200, ConversationInFull, 400, 403, 404, 413, 415, 422),
    summary="Say who the customer is",
)
def put_conversation_contact(request: HttpRequest, conversation_id: int, new: Customer) -> HttpResponse:
    """Where a colleague, a partner or a form sent in what a customer wrote. Messages keep who wrote them. Answers go
    to the customer from now on; whoever took part before still may write in, and gets copies only where you give
    them. Links that were mailed before lead nowhere. Whose it is already changes nothing; the former one put in again
    takes it back."""
    agent = agent_of(request, may=CHANGE)
    conversation = found(conversation_id, agent=agent)
    if len({"contact", "address"} & new.model_fields_set) != 1:
        raise wrong("/contact", "Either `contact` or `address` says who it is.")
    if "contact" in new.model_fields_set and {"name", "language"} & new.model_fields_set:
        raise wrong("/contact", "A name and a language go with `address`.")
    try:
        _give(conversation, new=new, by=agent)
    except CannotChange as error:
        raise wrong("", WHY[error.why]) from error
    except BadAddress as error:
        raise wrong("/address", "No mail address.") from error
    except WritesToUs as error:
        raise wrong("/address", "One of our own addresses.") from error
    return answer(full(conversation.pk, agent=agent))


def _give(conversation: Conversation, *, new: Customer, by: Agent) -> None:
    if "address" in new.model_fields_set:
        person = Person(new.address, new.name, new.language)
        give_to_address(conversation, person=person, by=by)
        return
    contact = find_contact(new.contact, agent=by)
    if contact is None:
        raise wrong("/contact", "There is no such contact, or none that you may see.")
    give_to(conversation, to=contact, by=by.as_actor)


WHY = {
    "merged": "It was merged into another one.",
    "binned": "It is in the bin.",
    "spam": "It is spam.",
    "erased": "This person was erased.",
}
