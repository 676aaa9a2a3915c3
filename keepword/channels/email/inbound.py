"""From a mail to what every channel ends in."""

import hashlib
import re
from datetime import datetime

from keepword.channels.email.automatic import is_answerable, may_answer_automatically
from keepword.channels.email.identity import House, Sender, who_wrote
from keepword.channels.email.mail import Mail
from keepword.channels.email.mime.dates import read_offset
from keepword.channels.email.models import StoredMail
from keepword.channels.email.plus_addresses import tags_in
from keepword.channels.email.relays.renaming import known_names
from keepword.channels.email.trimming import split
from keepword.conversations.asides.naming import aside_of, aside_of_token
from keepword.conversations.inbound import File, Inbound, Thread
from keepword.conversations.reply_tokens import conversation_of_token
from keepword.conversations.replying import conversation_of
from keepword.conversations.whose.passed_on import code_of
from keepword.kit.detecting import detect
from keepword.people.identifying import Person
from keepword.people.placing import zone_of_offset

_REFERENCE = re.compile(r"\[#([2-9A-HJKMNP-TV-Z]{7})\]", re.IGNORECASE)
CAME_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
ADDRESSES_READ = 100
NOWHERE = "invalid"  # RFC 2606: can never be the domain of an address


def from_mail(mail: Mail, *, stored: StoredMail, house: House) -> Inbound:
    """The customer's message in a stored mail. Of a mail that one of us passes on, all of it is the message."""
    sender = who_wrote(mail, house=house)
    text = mail.text if sender.forwarded_by or sender.offered else mail.new_text
    # What they wrote themselves goes first: a subject may be an order's number and a product's English name.
    language = detect(text) or detect(f"{mail.subject}\n{text}")
    named = dict.fromkeys([*mail.in_reply_to, *reversed(mail.references)])
    ids = tuple(dict.fromkeys(name for one in named for name in known_names(one)))
    return Inbound(
        channel="email",
        external_id=external_id(mail, raw=bytes(stored.raw)),
        address=sender.address if "@" in sender.address else nobody(raw=bytes(stored.raw)),
        name=sender.name,
        subject=mail.subject,
        text=text,
        at=stored.received_at,
        quoted=_left_out(mail, text=text),
        html=mail.html,
        message_id=mail.message_id,
        thread=_thread(mail, ids=ids, house=house),
        to=tuple(one.address for one in mail.to),
        cc=tuple(one.address for one in mail.cc),
        files=tuple(File(a.name, a.type, a.content, a.cid, a.inline) for a in mail.attachments),
        language=language,
        time_zone="" if sender.forwarded_by else _time_zone(mail, language=language, at=stored.received_at),
        warnings=(*_cut(stored), *mail.warnings, *sender.warnings, *_offer(sender)),
        is_automatic=mail.auto_reply,
        may_be_answered=_may_be_answered(mail, stored=stored, sender=sender, house=house),
        is_authenticated=sender.is_authenticated,
    )


def _offer(sender: Sender) -> tuple[str, ...]:
    """Whose mail it was that one of us passed on: said to agents, who decide."""
    return (code_of(Person(sender.offered.address, sender.offered.name)),) if sender.offered else ()


def _time_zone(mail: Mail, *, language: str, at: datetime) -> str:
    """Where the sender's clock is, by the Date of the mail. A forwarded mail carries the clock of who forwards."""
    offset = read_offset(mail.header("date"))
    return "" if offset is None else zone_of_offset(offset, at=mail.date or at, language=language)


def _thread(mail: Mail, *, ids: tuple[str, ...], house: House) -> Thread:
    """What our own signature names: in the nearest id that this mail answers, or in the address that it came to. The
    servers that passed it on may have written down more of that than To says."""
    reference = _reference(mail.subject)
    for one in ids:
        aside, conversation = aside_of([one]), conversation_of([one])
        if aside is not None or conversation is not None:
            return Thread(conversation, ids, reference, aside_id=aside)
    tags = _tags(mail, house=house)
    aside = next((number for tag in tags if (number := aside_of_token(tag)) is not None), None)
    named = (number for tag in tags if (number := conversation_of_token(tag)) is not None)
    return Thread(next(named, None) if aside is None else None, ids, reference, aside_id=aside)


def _tags(mail: Mail, *, house: House) -> list[str]:
    written = [one.address for one in (*mail.to, *mail.cc)]
    passed_on = [header.value.strip(" <>") for header in mail.headers if header.name in CAME_TO]
    return list(tags_in([*written, *passed_on][:ADDRESSES_READ], ours=house.our_addresses))


def _may_be_answered(mail: Mail, *, stored: StoredMail, sender: Sender, house: House) -> bool:
    """Whether a robot of ours may write back. Not to a forged sender: the answer would go to whom they forged."""
    return (
        sender.may_add_people
        and is_answerable(sender.address, our_addresses=house.our_addresses)
        and may_answer_automatically(mail, return_path=_return_path(mail, stored), our_addresses=house.our_addresses)
    )


def _return_path(mail: Mail, stored: StoredMail) -> str | None:
    """The envelope's sender; where nobody told us (a mailbox, some pipes), what the delivering server wrote down."""
    if stored.envelope_from is not None:
        return stored.envelope_from
    return next((header.value for header in mail.headers if header.name == "return-path"), None)


def _left_out(mail: Mail, *, text: str) -> str:
    """The quotes and the signature, to be folded below the message."""
    return "" if text.strip() == mail.text.strip() else split(mail.text).quoted


def external_id(mail: Mail, *, raw: bytes) -> str:
    """The same for one mail that comes twice (by two ways, or again after a crash), different for two mails that a
    broken sender gave one Message-ID."""
    if not mail.message_id:
        return "raw:" + hashlib.sha256(raw).hexdigest()
    digest = hashlib.sha256(
        "\x00".join([mail.message_id, mail.subject, mail.text, mail.html]).encode("utf-8", "replace")
    )
    for attachment in mail.attachments:
        digest.update(hashlib.sha256(attachment.content).digest())
    return "mail:" + digest.hexdigest()


def _cut(stored: StoredMail) -> tuple[str, ...]:
    """A mail of which only the beginning was kept says so first."""
    if stored.full_size is None:
        return ()
    return (f"cut: {len(stored.raw) / 1_000_000:.1f} of {stored.full_size / 1_000_000:.1f} MB",)


def nobody(*, raw: bytes) -> str:
    """In place of an address, when a mail has none: it is shown, and cannot be answered. Another one for each mail,
    because two people without an address are not one person."""
    return f"unknown-{hashlib.sha256(raw).hexdigest()[:16]}@{NOWHERE}"


def _reference(subject: str) -> str:
    found = _REFERENCE.search(subject)
    return found.group(1).upper() if found else ""
