"""What was said on the telephone, written down."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.problems import Problem, wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import MEANT, SOMETHING, Given, Id, Moment, Words, documented
from keepword.api.rest.messages import MessageItem, one
from keepword.api.rest.reading import address_of, found
from keepword.conversations.beginning import LONGEST_SUBJECT
from keepword.conversations.calls.beginning import begin_by_phone
from keepword.conversations.calls.keeping import LONGEST_CALL, NotThen, Spoken, keep_call
from keepword.conversations.calls.whom import met, read
from keepword.conversations.contacts import find_contact
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.models.call import WAYS
from keepword.conversations.models.conversation import BINNED
from keepword.conversations.replying import NothingToSay
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.people.models import Agent, Contact
from keepword.people.permissions import REPLY

router = Router(tags=["Messages"])
conversation_router = Router(tags=["Messages"])
LONGEST_WORDS = 20_000
Way = Annotated[str, Field(json_schema_extra={"enum": list(WAYS)}, pattern=f"^({'|'.join(WAYS)})$")]
Subject = Annotated[Words, Field(max_length=LONGEST_SUBJECT, pattern=SOMETHING, json_schema_extra=MEANT)]


class NewCall(Given):
    way: Annotated[Way, Field(description="They called us, we called them, or nobody answered.", examples=["in"])]
    began_at: Annotated[Moment, Field(description="Within the last year.")]
    words: Annotated[
        Words, Field(max_length=LONGEST_WORDS, description="What was said. May be empty where nobody answered.")
    ] = ""
    minutes: Annotated[int | None, Field(ge=0, le=int(LONGEST_CALL.total_seconds() // 60))] = None
    number: Annotated[Words, Field(max_length=40, description="As it was dialled or shown.")] = ""


class NewCallAnywhere(NewCall):
    """With somebody whom you know (`contact`), or by their mail address or telephone number (`who`)."""

    inbox: Id
    subject: Subject
    contact: Annotated[Id | None, Field(description="Instead of `who`.")] = None
    who: Annotated[Words, Field(max_length=320, examples=["+49 30 901820"])] = ""
    name: Annotated[Words, Field(max_length=200, description="For somebody new. A name that we know stays.")] = ""


@conversation_router.post(
    "/{int:conversation_id}/calls",
    response=documented(201, MessageItem, 403, 400, 404, 409, 413, 415, 422),
    summary="Log a call",
)
def create_call(request: HttpRequest, conversation_id: int, new: NewCall) -> HttpResponse:
    """It is kept as a note of your team, at the time of the call. The customer's wait stays as it is: settle it or set
    the status, if the call answered them."""
    agent = agent_of(request, may=REPLY)
    conversation = found(conversation_id, agent=agent)
    if conversation.status == BINNED:
        raise Problem(409, name="in-bin", detail="The conversation is in the bin. Bring it back first.")
    return _kept(request, make=lambda: _keep(conversation, new=new, by=agent), by=agent)


@router.post(
    "",
    response=documented(201, MessageItem, 403, 400, 409, 413, 415, 422),
    summary="Log a call that begins a conversation",
)
def create_call_anywhere(request: HttpRequest, new: NewCallAnywhere) -> HttpResponse:
    """A conversation of the channel “phone” that you hold, with the call as its first words. Whoever has the address
    or the number is its customer; somebody new is added."""
    agent = agent_of(request, may=REPLY)
    inbox = Inbox.objects.visible_to(agent).filter(pk=new.inbox).first()
    if inbox is None:
        raise wrong("/inbox", "There is no such inbox, or none that you may see.")
    return _kept(request, make=lambda: _begin(new, inbox=inbox, by=agent), by=agent)


def _kept(request: HttpRequest, *, make: Callable[[], int], by: Agent) -> HttpResponse:
    made, is_repeated = once(request, said=[request.body], make=make)
    item = one(made, agent=by)
    return created(item, address=f"{address_of(item['conversation'])}/messages", is_repeated=is_repeated)


@transaction.atomic
def _begin(new: NewCallAnywhere, *, inbox: Inbox, by: Agent) -> int:
    """All of it or nothing. Raises Problem."""
    conversation = begin_by_phone(inbox, contact=_customer(new, inbox=inbox, by=by), subject=new.subject, by=by)
    return _keep(conversation, new=new, by=by)


def _customer(new: NewCallAnywhere, *, inbox: Inbox, by: Agent) -> Contact:
    """Raises Problem."""
    if (new.contact is None) == (not new.who.strip()):
        raise wrong("/contact", "Give either `contact`, or `who`: their mail address or telephone number.")
    if new.contact is not None:
        known = find_contact(new.contact, agent=by)
        if known is None:
            raise wrong("/contact", "There is no such contact, or none that you may know.")
        return known
    kind, value = read(new.who)
    if not value:
        raise wrong("/who", "Neither a mail address nor a telephone number.")
    return met(kind, value, name=new.name, inbox=inbox, by=by)


def _keep(conversation: Conversation, *, new: NewCall, by: Agent) -> int:
    """Raises Problem."""
    length = None if new.minutes is None else timedelta(minutes=new.minutes)
    try:
        return keep_call(conversation, Spoken(new.way, new.began_at, new.words, length, new.number), by=by).pk
    except NothingToSay as error:
        raise wrong("/words", "Say what was said, unless nobody answered.") from error
    except NotThen as error:
        raise wrong("/began_at", "A time within the last year.") from error
    except NotForThem as error:
        why = f"It calls somebody who may not see the conversation: {', '.join(error.names)}."
        raise wrong("/words", why) from error
