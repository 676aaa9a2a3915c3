"""Who gets a copy: what an agent typed, as addresses; and who is there to choose from."""

import re
from collections.abc import Iterable, Sequence
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from keepword.conversations.approaching import approach_all
from keepword.conversations.models import Conversation, Message, Participant
from keepword.conversations.models.message import INBOUND, REPLY
from keepword.kit import clock
from keepword.people.identifying import Person, fold
from keepword.people.models import Agent

MOST = 20  # copies of one answer: more is a mailing list, and looks like one to other servers
RECENT = 20  # messages that are looked at for whom to remember
_BETWEEN = re.compile(r"[,;\n，；、]+")


class BadAddress(ValueError):
    """What stands where a mail address should. `written` as it was typed."""

    def __init__(self, written: str) -> None:
        super().__init__(written)
        self.written = written


class TooMany(ValueError):
    """More copies than `MOST`."""


def pieces(text: str) -> list[str]:
    """What was typed, one for each address, right or wrong: to be kept while somebody is still typing."""
    return [one.strip() for one in _BETWEEN.split(text) if one.strip()][: MOST * 2]


def checked(written: Iterable[str], *, but: Iterable[str] = ()) -> list[str]:
    """Each address once, folded, without those of `but`. Raises BadAddress or TooMany."""
    found: dict[str, None] = {}
    for one in written:
        address = parseaddr(one)[1] if "<" in one else one
        try:
            validate_email(_in_ascii(address))
        except (ValidationError, UnicodeError) as error:
            raise BadAddress(one) from error
        found.setdefault(fold(address))
    left_out = {fold(one) for one in but}
    addresses = [one for one in found if one not in left_out]
    if len(addresses) > MOST:
        raise TooMany
    return addresses


def _in_ascii(address: str) -> str:
    """A domain in its own script is as good."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}" if domain else address


def let_take_part(conversation: Conversation, *, addresses: Sequence[str], by: Agent) -> None:
    """Whoever an agent sends a copy to may answer into the conversation: the agent vouched for them."""
    known = dict(conversation.participants.filter(address__in=addresses).values_list("address", "is_trusted"))
    conversation.participants.filter(address__in=addresses, is_trusted=False).update(is_trusted=True)
    new = [one for one in addresses if one not in known]
    contacts = approach_all(map(Person, new), inbox=conversation.inbox, by=by) if new else {}
    Participant.objects.bulk_create(
        Participant(conversation=conversation, contact=contacts[one], address=one, added_at=clock.now()) for one in new
    )


def offered(conversation: Conversation, *, but: Iterable[str]) -> list[str]:
    """Whom a copy may be meant for: who takes part, and who got one of the last messages; newest first, never an
    address of ours. To choose from: nobody is sent anything by being listed."""
    said = Message.objects.filter(conversation=conversation, kind__in=[INBOUND, REPLY])  # house: whoever asks sees it
    found: dict[str, None] = {}
    for message in said.order_by("-at", "-id").only("recipients", "kind")[:RECENT]:
        ways = ("to", "cc") if message.kind == INBOUND else ("cc",)
        for one in (fold(one) for way in ways for one in message.recipients.get(way, [])):
            found.setdefault(one)
    for one in conversation.participants.order_by("-id").values_list("address", flat=True):
        found.setdefault(one)
    left_out = {fold(conversation.inbox.address), *(fold(one) for one in but)}
    return [one for one in found if "@" in one and one not in left_out][:MOST]
