"""An agent writes first: a conversation begins with our words."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import IntegrityError, transaction

from keepword.conversations.addressing import checked
from keepword.conversations.approaching import approach
from keepword.conversations.assigning import assign
from keepword.conversations.changing import tell
from keepword.conversations.models import Conversation, Inbox, Message, Participant
from keepword.conversations.models.conversation import OPEN
from keepword.conversations.models.message import INBOUND, REPLY
from keepword.conversations.referring import references
from keepword.kit import clock, tokens
from keepword.kit.cards import redact
from keepword.kit.storable import storable
from keepword.people.identifying import Person, fold
from keepword.people.models import Agent, Contact

CHANNEL = "email"
LONGEST_SUBJECT = 300
PURPOSE = "begun-by-us"
TOKEN_LENGTH = 32
BEGINS = "begins"  # in the fact of the first words of such a conversation: they are found by its subject


class WritesToUs(ValueError):
    """The address is one of our own inboxes: mail between two of them goes in circles."""


def begin(inbox: Inbox, *, to: Person, subject: str, by: Agent, form: str = "") -> Conversation:
    """A conversation with this person that waits for our first words, held by the agent. Nothing is sent yet: what is
    written there goes out as any answer does, and carries the subject as it is.

    `form` is the mark of the form that it was asked for in: twice the same is once. Whoever calls has asked whether
    the agent sees the inbox. Raises BadAddress or WritesToUs.
    """
    [address] = checked([to.address])
    # All of them, whoever may see them.
    if address in {fold(one) for one in Inbox.objects.values_list("address", flat=True)}:
        raise WritesToUs

    def first() -> First:
        contact = approach(replace(to, address=address), inbox=inbox, by=by)
        return First(contact, CHANNEL, subject, to.language or contact.language, fold(address))

    return begin_once(inbox, first=first, by=by, form=form)


@dataclass(frozen=True, slots=True)
class First:
    """What a conversation of ours begins with. `address` is where letters in it go, "" where none is known."""

    contact: Contact
    channel: str
    subject: str
    language: str
    address: str = ""


def begin_once(inbox: Inbox, *, first: Callable[[], First], by: Agent, form: str) -> Conversation:
    """A conversation that waits for our first words, held by the agent. `form` and whoever calls as in `begin`;
    `first` is asked where nothing has begun from this form yet."""
    token = token_of(form, by=by)
    try:
        with transaction.atomic():
            return earlier_of(token, inbox=inbox) or _made(inbox, first(), token=token, by=by)
    except IntegrityError:  # the same form, pressed twice at one moment
        found = earlier_of(token, inbox=inbox)
        if found is None:
            raise
        return found


def begun_before(form: str, *, by: Agent) -> Conversation | None:
    """What began from the form of this mark, in whatever inbox, while the agent may see it."""
    return Conversation.objects.visible_to(by).filter(token=token_of(form, by=by)).first() if form else None


def token_of(form: str, *, by: Agent) -> str:
    """The same for the same form, and still nothing that a stranger can guess, or that the agent who sent the form
    can choose."""
    if not form:
        return tokens.unguessable()
    digest = hashlib.sha256(form.encode("utf-8", "replace")).hexdigest()
    halves = [
        tokens.signature(settings.SECRET_KEY, purpose=PURPOSE, text=f"{half}.{by.pk}.{digest}") for half in ("a", "b")
    ]
    return "".join(halves)[:TOKEN_LENGTH]


def earlier_of(token: str, *, inbox: Inbox) -> Conversation | None:
    # house: of the very agent, whose form it was
    return Conversation.objects.filter(token=token, inbox=inbox).first()


def _made(inbox: Inbox, first: First, *, token: str, by: Agent) -> Conversation:
    now = clock.now()
    made = Conversation.objects.create(
        inbox=inbox,
        contact=first.contact,
        reference=next(references(1)),
        token=token,
        channel=first.channel,
        subject=" ".join(redact(storable(first.subject)).text.split())[:LONGEST_SUBJECT],
        language=first.language,
        status=OPEN,
        created_at=now,
        last_activity_at=now,
    )
    if first.address:
        Participant.objects.create(conversation=made, contact=first.contact, address=first.address, added_at=now)
    tell(made, "conversation.created", by=by.as_actor, channel=first.channel, by_us=True)
    assign(made, to=by, by=by.as_actor)
    return made


def says_nothing_yet(conversation: Conversation) -> bool:
    """Whether neither they nor we have written here."""
    # house: asked for whoever writes here, and sees it
    return not conversation.messages.filter(kind__in=(INBOUND, REPLY)).exists()


def words_to_find(message: Message, *, subject: str) -> str:
    """What such first words are found by, beside themselves: their subject, and whom they went to."""
    return "\n".join([subject, *message.recipients.get("to", [])])


def begins(message: Message, *, conversation: Conversation) -> bool:
    """Whether these are the first words of a conversation that has a subject. The same whatever came later, so that a
    mail is the same bytes whenever it is sent again."""
    # house: of what is sent, not of what is shown
    said = Message.objects.filter(conversation=conversation, kind__in=(INBOUND, REPLY), id__lt=message.pk)
    return bool(conversation.customers_subject) and not said.exists()
