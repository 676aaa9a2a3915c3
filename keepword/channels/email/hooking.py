"""A provider calls us: mail that it took in for us, and what became of mail that it sent for us.

Nothing here knows HTTP: whoever is asked has checked the signature before.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from keepword.channels.email.bounces.failures import Failure
from keepword.channels.email.bounces.weighing import weigh
from keepword.channels.email.mime.addresses import read_addresses
from keepword.channels.email.relays.renaming import known_names
from keepword.channels.email.storing import Letter, inbox_of, store
from keepword.conversations.asides.naming import aside_of
from keepword.conversations.delivering import mark_failed, note_arrival, note_delay
from keepword.conversations.joining.standing import places_of
from keepword.conversations.models import Message
from keepword.conversations.models.message import DELIVERED, OUTWARD
from keepword.conversations.replying import conversation_of
from keepword.conversations.threading import conversations_with
from keepword.people.identifying import fold, mark_dead

WAY = "hook"


class NoInbox(Exception):
    """The mail is for nobody here. Trying again changes nothing."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a provider says of one recipient of a mail of ours. kind: "failed", "delayed" or "delivered". recipient: ""
    when it does not say. said: its words, and those of the other server."""

    kind: str
    message_id: str
    recipient: str
    said: str


def keep(raw: bytes, *, to: Iterable[str], envelope_from: str | None) -> None:
    """Store a mail, once for each inbox that it came to. `to`: addresses as the envelope or the headers have them.
    When this returns, the mail is durable. Raises NoInbox, and django.db.Error when it cannot be kept now."""
    inboxes = {inbox.pk for address in _plain(to) if (inbox := inbox_of(address)) is not None}
    if not inboxes:
        raise NoInbox
    store([Letter(pk, raw, WAY, envelope_from) for pk in sorted(inboxes)])


def _plain(addresses: Iterable[str]) -> list[str]:
    return [found.address for one in addresses for found in read_addresses(one.encode("utf-8", "replace"))]


@transaction.atomic
def take_report(report: Report) -> Message | None:
    """The reply that it is about, None when it is none of ours. A report that comes twice changes nothing twice."""
    message = _reply_of(report.message_id)
    if message is None:
        return None
    if report.kind == "delayed":
        note_delay(message, detail=report.said)
        return message
    if report.kind == "delivered":
        if not report.recipient or _is_to(message, address=report.recipient):
            note_arrival(message)
        return message
    failure = Failure(report.recipient, action="failed", diagnostic=report.said, spoken_by="smtp")
    found = weigh(failure, original=message.message_id, is_delayed=False)
    mark_failed(message, reason=found.reason, detail=report.said)
    if found.permanent and _is_to(message, address=report.recipient):
        mark_dead(address=report.recipient, inbox=message.inbox_id)
    return message


def _is_to(message: Message, *, address: str) -> bool:
    return fold(address) in map(fold, message.recipients.get("to", []))


def _reply_of(message_id: str) -> Message | None:
    """By our own signature, or by the name that the provider gave it. A provider knows nothing of inboxes, so all of
    them are asked: it has proved that it sends for all."""
    names = known_names(message_id.strip("<> "))
    beside = aside_of(names)
    if beside is not None:
        letters = Message.everywhere.filter(kind=OUTWARD, aside_id=beside).defer("text", "html")
        return next((one for one in letters if one.message_id in names), None)
    signed = conversation_of(names)
    ids = [signed] if signed is not None else conversations_with(names)
    places = [place for number in ids for place in places_of(number)]
    ours = Message.everywhere.filter(conversation_id__in=places, kind__in=DELIVERED).order_by("-id")
    return next((one for one in ours.defer("text", "html") if {one.message_id, one.sent_as} & set(names)), None)
