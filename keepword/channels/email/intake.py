"""Read a stored mail and hand it to the conversations: a message, a bounce of one of ours, or set aside."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import DatabaseError, transaction
from django.db.models import Q

from keepword.channels.email import inbound
from keepword.channels.email.identity import House
from keepword.channels.email.mail import Bounce
from keepword.channels.email.models import DONE, SET_ASIDE, STORED, UNREADABLE, StoredMail
from keepword.channels.email.ourselves import our_house
from keepword.channels.email.parsing import parse
from keepword.channels.email.plus_addresses import is_one_of
from keepword.channels.email.relays.renaming import known_names
from keepword.conversations.asides.naming import aside_of
from keepword.conversations.delivering import mark_failed, note_delay
from keepword.conversations.inbound import Arrival, Inbound
from keepword.conversations.joining.standing import places_of
from keepword.conversations.models import Message, MessageReference
from keepword.conversations.models.message import OUTWARD, REPLY
from keepword.conversations.receiving import receive_all
from keepword.conversations.redacting import CARD_REMOVED, without_cards
from keepword.conversations.replying import conversation_of
from keepword.conversations.threading import conversation_with, digest
from keepword.events import log as event_log
from keepword.events.blaming import is_about_the_request
from keepword.events.models import Event
from keepword.kit.updating import update_all
from keepword.people.identifying import fold, mark_alive, mark_dead

log = logging.getLogger(__name__)


def take_in(event: Event) -> None:
    """Reaction to `mail.stored`. A mail that cannot be read, or that the database can never take, is kept, shown, and
    blocks nobody."""
    try:
        take_in_all([event])
    except DatabaseError as error:
        if not is_about_the_request(error):
            raise
        log.exception("Mail %s cannot be taken in", event.data["mail"])
        stored = StoredMail.objects.filter(pk=event.data["mail"], state=STORED)
        stored.update(state=UNREADABLE, reason=f"{type(error).__name__}: {error}"[:2000])


@transaction.atomic
def take_in_all(events: Sequence[Event]) -> None:
    """Many at once, as `take_in` for each."""
    ids = [event.data["mail"] for event in events]
    waiting = StoredMail.objects.select_related("inbox__brand").filter(pk__in=ids, state=STORED).order_by("id")
    house = our_house()
    letters = [read for stored in waiting if (read := _read(stored, house=house)) is not None]
    messages = receive_all([letter.arrival for letter in letters])
    mark_alive(addresses=[letter.arrival.inbound.address for letter in letters if _is_by_its_owner(letter)])
    _finish_all(zip(letters, messages, strict=True))


@dataclass(frozen=True, slots=True)
class _Letter:
    """A stored mail that somebody wrote to us."""

    stored: StoredMail
    arrival: Arrival


def _is_by_its_owner(letter: _Letter) -> bool:
    """Whether somebody sits in front of the mailbox that it came from, as far as we can tell."""
    return not letter.arrival.inbound.is_automatic and letter.arrival.inbound.is_authenticated is not False


def _read(stored: StoredMail, *, house: House) -> _Letter | None:
    """None when nothing is left to be received: it was a report, or could not be read."""
    try:
        mail = parse(bytes(stored.raw))
        if mail.bounce is not None and mail.bounce.kind in ("bounce", "delay"):
            with transaction.atomic():
                _take_bounce(stored, bounce=mail.bounce)
            return None
        letter = inbound.from_mail(mail, stored=stored, house=house)
        why = _why_ours(letter, house=house)
        if why:
            _finish(stored, state=SET_ASIDE, reason=why)
            return None
        return _Letter(stored, Arrival(letter, stored.inbox))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        log.exception("Mail %s could not be read", stored.pk)
        _finish(stored, state=UNREADABLE, reason=f"{type(error).__name__}: {error}")
        return None


def _why_ours(letter: Inbound, *, house: House) -> str:
    """Why a mail is no customer's but our own, "" when it is a customer's. Taking our own mail for a customer's is
    how loops begin."""
    if conversation_of([letter.message_id]) is not None or aside_of([letter.message_id]) is not None:
        return "A mail that we sent came back to us."
    if is_one_of(letter.address, ours=house.our_addresses):
        return "It is from one of our own inboxes, and names nobody else to answer."
    return ""


def _take_bounce(stored: StoredMail, *, bounce: Bounce) -> None:
    """A report about one of our own mails turns that message to "failed"; a delay is only noted."""
    ours = _reply_of(stored, message_id=bounce.original_message_id)
    if ours is None:
        _finish(stored, state=SET_ASIDE, reason="A bounce of a mail that this inbox did not send.")
        return
    detail = " ".join(filter(None, [bounce.reply_code, bounce.status, bounce.recipient]))
    if bounce.kind == "delay":
        note_delay(ours, detail=detail)
    else:
        mark_failed(ours, reason=bounce.reason, detail=detail)
        if bounce.permanent and fold(bounce.recipient) in map(fold, ours.recipients.get("to", [])):
            mark_dead(address=bounce.recipient, inbox=ours.inbox_id)
    _finish(stored, state=DONE, message=ours)


def _reply_of(stored: StoredMail, *, message_id: str) -> Message | None:
    """Our reply with this id, ours or the one that a provider gave it. Its conversation is looked for first: no index
    holds ids as long as a mail's may be."""
    names = known_names(message_id)
    beside = _beside(stored, names=[message_id, *names])
    if beside is not None:
        return beside
    known = (conversation_with(name, inbox=stored.inbox) for name in names)
    conversation_id = conversation_of([message_id]) or next((one for one in known if one is not None), None)
    if conversation_id is None:
        return None
    first, *elsewhere = places_of(conversation_id)
    here = Q(conversation_id=first, inbox=stored.inbox)
    ours = Message.objects.filter(here | Q(conversation_id__in=elsewhere), kind=REPLY)
    return ours.filter(Q(message_id=message_id) | Q(sent_as__in=names)).first()


def _beside(stored: StoredMail, *, names: Sequence[str]) -> Message | None:
    """Our letter of a side conversation that this inbox began."""
    number = aside_of(names)
    ours = Message.everywhere.filter(kind=OUTWARD, aside__inbox=stored.inbox)
    if number is not None:
        return ours.filter(aside_id=number, message_id=names[0]).first()
    known = MessageReference.objects.filter(inbox=stored.inbox, digest__in=[digest(one) for one in names])
    led = list(known.filter(aside__isnull=False).values_list("aside_id", flat=True))
    return ours.filter(aside_id__in=led, sent_as__in=names).first() if led else None


def _finish(stored: StoredMail, *, state: str, reason: str = "", message: Message | None = None) -> None:
    StoredMail.objects.filter(pk=stored.pk).update(state=state, reason=reason[:2000], message=message)


def _finish_all(done: Iterable[tuple[_Letter, Message | None]]) -> None:
    """A mail that held a card number is not kept as it came."""
    finished = list(done)
    rows = [(letter.stored.pk, DONE, message.pk if message else None) for letter, message in finished]
    secret = [letter.stored.pk for letter, message in finished if _held_a_card(letter, message=message)]
    if secret:
        StoredMail.objects.filter(pk__in=secret).update(raw=b"")
    update_all(StoredMail, rows, fields=("state", "message_id"))


def _held_a_card(letter: _Letter, *, message: Message | None) -> bool:
    """A mail that came again became no message of its own, and is asked itself."""
    if message is None:
        return without_cards(letter.arrival) is not letter.arrival
    return CARD_REMOVED in message.warnings


@transaction.atomic
def read_again(stored: StoredMail) -> None:
    """An administrator says: try once more."""
    StoredMail.objects.filter(pk=stored.pk).update(state=STORED, reason="")
    event_log.record("mail.stored", inbox_id=stored.inbox_id, mail=stored.pk)
