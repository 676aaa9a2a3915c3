"""What every channel ends in. Past here nobody knows what e-mail is."""

from dataclasses import dataclass, field
from datetime import datetime

from keepword.conversations.models import Inbox
from keepword.people.models import Contact

UNPROVED = "unproved-address"  # a form may claim any address; agents are told where that could do harm


@dataclass(frozen=True, slots=True)
class File:
    """`cid` is not empty when the HTML shows the file in place."""

    name: str
    type: str
    content: bytes
    cid: str = ""
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """What the message says about the conversation that it belongs to.

    conversation_id: proved by our own signature. own_ids: our own Message-IDs by look, nearest first, unproved.
    message_ids: all ids that it names, nearest first. reference: a public reference in the subject, or "". aside_id:
    the side conversation, proved by our own signature; then conversation_id is None.
    """

    conversation_id: int | None = None
    message_ids: tuple[str, ...] = ()
    reference: str = ""
    aside_id: int | None = None


@dataclass(frozen=True, slots=True)
class Inbound:
    """A customer's message, whatever it came by.

    external_id: the same for the same message coming again, different for every other; at most 120 characters.
    is_automatic: an out-of-office or robot's answer; it reopens nothing and starts no wait. may_be_answered: whether
    an acknowledgement, survey or other automatic message may go out in answer. is_authenticated: False
    when the channel knows that the sender is forged, None when it cannot know. at: when we received it (not when the
    sender's clock says), aware UTC. language: BCP 47 or "". time_zone: where the sender seems to be (IANA), or "".
    """

    channel: str
    external_id: str
    address: str
    name: str
    subject: str
    text: str
    at: datetime
    quoted: str = ""
    html: str = ""
    message_id: str = ""
    thread: Thread = field(default_factory=Thread)
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    language: str = ""
    time_zone: str = ""
    files: tuple[File, ...] = ()
    warnings: tuple[str, ...] = ()
    is_automatic: bool = False
    may_be_answered: bool = False
    is_authenticated: bool | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message at the door of an inbox. `sender` is whose words they are where an agent or a program says so; None
    where the address says it."""

    inbound: Inbound
    inbox: Inbox
    sender: Contact | None = None
