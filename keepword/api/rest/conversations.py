"""Conversations: list, read, create."""

from typing import Annotated, Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import ConfigDict, Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.problems import wrong
from keepword.api.repeating import once
from keepword.api.rest import listing
from keepword.api.rest.describing import SOMETHING, TEXT, Given, Id, Language, Words, documented, only_known
from keepword.api.rest.listing import ConversationPage, Filters
from keepword.api.rest.reading import ConversationInFull, address_of, full
from keepword.api.rest.writing import FORMAT, Addresses, Letter
from keepword.api.rest.writing_first import whose_words, write_first
from keepword.conversations.approaching import approach
from keepword.conversations.inbound import Inbound
from keepword.conversations.models import Inbox
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.conversations.receiving import receive
from keepword.kit import clock, tokens
from keepword.kit.prepared import PreparedModels
from keepword.people.identifying import Person
from keepword.people.models import Agent, Contact
from keepword.people.permissions import REPLY

router = Router(tags=["Conversations"])
CHANNEL = "api"
ADDRESS = r"^[^\s@<>,;:\"\x00]+@[^\s@<>,;:\"\x00]+\.[^\s@<>,;:\"\x00.]+$"


class Writer(Given):
    """Who wrote. Found by the address, or met for the first time; the name and the language fill what is unknown."""

    address: Annotated[Words, Field(max_length=254, pattern=ADDRESS, examples=["ann@customer.example"])]
    name: Annotated[Words, Field(max_length=200, examples=["Ann Lee"])] = ""
    language: Language = ""


def _without_default(schema: dict[str, Any]) -> None:
    """Nobody is no value that a program could send."""
    schema.pop("default", None)


TO = "Whom you write to. A name that we know stays as it is."
NOBODY: Any = None


class NewConversation(Given):
    """A customer's message, on behalf of the customer (`contact`), or our own first words to somebody (`to`)."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["contact"]}, {"required": ["to", "subject"]}]}
    )

    inbox: Id
    contact: Annotated[Writer, Field(description="Who wrote.", json_schema_extra=_without_default)] = NOBODY
    to: Annotated[Writer, Field(description=TO, json_schema_extra=_without_default)] = NOBODY
    subject: Annotated[Words, Field(max_length=300, examples=["Where is my parcel?"])] = ""
    text: Annotated[Words, Field(max_length=TEXT, pattern=SOMETHING, examples=["It was due on Monday."])]
    cc: Annotated[Addresses, Field(description="Who gets a copy, and is seen by all. Only with `to`.")] = []
    bcc: Annotated[Addresses, Field(description="Who gets a copy that nobody sees. Only with `to`.")] = []
    format: Annotated[str, Field(pattern="^(plain|markdown)$", description=f"{FORMAT} Only with `to`.")] = "plain"


OURS_ALONE = ("cc", "bcc", "format")


@router.get("", response=documented(200, ConversationPage, 400, 422), summary="List conversations")
def list_conversations(request: HttpRequest, filters: Query[Filters]) -> HttpResponse:
    """The conversations that you may see, spam only when asked for. Several filters narrow each other.

    `sort=newest` begins with the last activity; `sort=waiting` with the customer who waits longest, and leaves out
    those who do not wait; `sort=due` with what is due first, and leaves out where nothing is. With `q` the newest
    message that matches comes first.
    """
    only_known(request, Filters)
    page = listing.listed(filters, agent=agent_of(request))
    return answer({"items": page.items, "next": page.next})


@router.post(
    "", response=documented(201, ConversationInFull, 403, 400, 409, 413, 415, 422), summary="Create a conversation"
)
def create_conversation(request: HttpRequest, new: NewConversation) -> HttpResponse:
    """With `contact`, store a customer's message as the beginning of a new conversation, as if it had come by mail.
    What you answer goes to the contact's address. With `to`, write first: your words are queued as an answer is, you
    hold the conversation, and it waits for them."""
    agent = agent_of(request, may=REPLY)
    whose_words(new.model_fields_set, ours_alone=OURS_ALONE)
    found, visible = INBOX.rows(inbox=new.inbox), visible_inbox_ids(agent)
    if not found or (visible is not None and new.inbox not in visible):
        raise wrong("/inbox", "There is no such inbox, or none that you may see.")
    made, is_repeated = once(request, said=[request.body], make=lambda: _make(new, inbox=found[0], by=agent))
    return created(full(made, agent=agent), address=address_of(made), is_repeated=is_repeated)


@router.get("/{int:conversation_id}", response=documented(200, ConversationInFull, 404), summary="Read a conversation")
def read_conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """One conversation with those who take part in it."""
    return answer(full(conversation_id, agent=agent_of(request)))


def _inbox(inbox: int) -> QuerySet[Inbox]:
    return Inbox.objects.filter(pk=inbox)  # house: whoever creates a conversation is asked which ones they see


INBOX = PreparedModels(_inbox)


def _make(new: NewConversation, *, inbox: Inbox, by: Agent) -> int:
    return _write(new, inbox=inbox, by=by) if new.to else _receive(new, who=new.contact, inbox=inbox, by=by)


def _receive(new: NewConversation, *, who: Writer, inbox: Inbox, by: Agent) -> int:
    inbound = Inbound(
        channel=CHANNEL,
        external_id=f"{CHANNEL}:{tokens.unguessable()}",
        address=who.address,
        name=who.name,
        language=who.language,
        subject=new.subject,
        text=new.text,
        at=clock.now(),
    )
    message = receive(inbound, inbox=inbox, sender=_sender(who, inbox=inbox, by=by))
    assert message is not None  # noqa: S101  its external id was made a moment ago
    conversation_id: int = message.conversation_id
    return conversation_id


def _sender(who: Writer, *, inbox: Inbox, by: Agent) -> Contact | None:
    """That somebody wrote is what a program says. One that sees a part of the inboxes does not learn by it what the
    others know of them."""
    if visible_inbox_ids(by) is None:
        return None
    return approach(Person(who.address, who.name, who.language), inbox=inbox, by=by)


@transaction.atomic
def _write(new: NewConversation, *, inbox: Inbox, by: Agent) -> int:
    to = Person(new.to.address, new.to.name, new.to.language)
    letter = Letter(new.text, (), (), cc=tuple(new.cc), bcc=tuple(new.bcc), format=new.format)
    return write_first(inbox, to=to, subject=new.subject, letter=letter, by=by).pk
