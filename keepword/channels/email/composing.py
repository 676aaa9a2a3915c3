"""Write the mail of a reply: the same bytes every time that it is sent."""

import hashlib
import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.translation import get_language_info

from keepword.brands.naming import sender_name
from keepword.channels.email.faces import Face, face_of
from keepword.channels.email.plus_addresses import with_tag
from keepword.channels.email.subjects import reply_subject
from keepword.channels.email.writing import INTERNATIONAL, POLICY, is_id, literal, looks_encoded
from keepword.channels.form.linking import with_link
from keepword.conversations import emergency_links, survey_links
from keepword.conversations.asides.naming import token_of as aside_token_of
from keepword.conversations.asides.passing_on import parted
from keepword.conversations.beginning import begins
from keepword.conversations.models import Aside, Attachment, Conversation, Message
from keepword.conversations.models.message import FAILED, INBOUND, INWARD, NOTE
from keepword.conversations.reply_tokens import token_of
from keepword.conversations.signing.signing import signature_under
from keepword.kit import html
from keepword.kit.markdown import Words, render
from keepword.kit.prepared import Prepared, PreparedModels, Value

REFERENCES_KEPT = 20  # the first and the last ones (RFC 5537, 3.4.4): long chains are cut on the way anyway
_TYPE = re.compile(r"(?P<main>application|audio|font|image|model|text|video)/(?P<sub>[\w.+-]{1,100})", re.ASCII)
_FONTS = "system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif"
_NOWHERE = "@invalid"  # see `inbound.nobody`
Chain = list[tuple[str, str]]  # Message-ID and kind


class NoAddress(ValueError):
    """The reply has no address that a mail could be sent to."""


def compose(message: Message) -> EmailMessage:
    """The reply as a mail: a person at the brand writes, and it joins the customer's thread. Raises NoAddress."""
    [conversation] = CONVERSATION.rows(conversation=message.conversation_id)
    aside, chain = _aside(message), _chain(message)
    to, copies = ([address_of(one) for one in them] for them in (recipients(message), copies_of(message)))
    is_international = not all(one.addr_spec.isascii() for one in [*to, *copies])
    mail = EmailMessage(INTERNATIONAL if is_international else POLICY)
    mail["From"] = _from(conversation, message=message, aside=aside)
    _ask_for_answers(mail, conversation=conversation, aside=aside)
    mail["To"] = to
    if copies:
        mail["Cc"] = copies
    mail["Subject"] = literal(_subject(message, conversation=conversation, aside=aside, chain=chain))
    mail["Message-ID"] = f"<{message.message_id}>"
    mail["Date"] = format_datetime(message.at)
    _join_thread(mail, chain=chain)
    if message.is_automatic:
        _mark_as_automatic(mail)
    _write(mail, message=message, conversation=conversation)
    _fix_boundaries(mail, seed=message.message_id)
    return mail


def recipients(message: Message) -> list[str]:
    """Raises NoAddress when the reply has none: a mail whose sender could not be read may still be answered by
    mistake."""
    found = [one for one in message.recipients.get("to", []) if "@" in one and not one.endswith(_NOWHERE)]
    if not found:
        raise NoAddress
    return found


def copies_of(message: Message) -> list[str]:
    """Who gets a copy that everybody sees."""
    return [one for one in message.recipients.get("cc", []) if "@" in one]


def hidden_copies_of(message: Message) -> list[str]:
    """Who gets a copy that nobody sees: they are in the envelope alone, never in the mail. Raises NoAddress."""
    return [address_of(one).addr_spec for one in message.recipients.get("bcc", []) if "@" in one]


def address_of(address: str, *, name: str = "") -> Address:
    """The domain in its ASCII form (RFC 5890), which every server understands. Raises NoAddress."""
    local, _, domain = address.rpartition("@")
    if looks_encoded(address):
        raise NoAddress(address)
    try:
        domain = domain.encode("idna").decode() if not domain.isascii() else domain
        return Address(literal(" ".join(name.split())), username=local, domain=domain)
    except (UnicodeError, ValueError, IndexError) as error:
        raise NoAddress(address) from error


def _from(conversation: Conversation, *, message: Message, aside: Aside | None) -> Address:
    inbox, language = aside.inbox if aside else conversation.inbox, message.language or conversation.language
    name = sender_name(inbox.brand, person=message.sender_name, language=language)
    return address_of(inbox.address, name=name)


def _aside(message: Message) -> Aside | None:
    """The side conversation that it is a letter of, None for an answer to the customer. It is written as from the
    inbox that it began in, for there it is answered."""
    if message.aside_id is None:
        return None
    return Aside.objects.select_related("inbox__brand").get(pk=message.aside_id)  # house: of what is sent


def _subject(message: Message, *, conversation: Conversation, aside: Aside | None, chain: Chain) -> str:
    """No letter to outside has the customer's reference in it: it would lead an answer to them."""
    if aside is None:
        if not chain and begins(message, conversation=conversation):
            return " ".join(conversation.customers_subject.split())  # what answers nothing says no "Re:"
        return reply_subject(conversation.customers_subject, reference=conversation.reference)
    began = Message.everywhere.filter(aside=aside, pk__lt=message.pk)  # house: as above
    return reply_subject(aside.subject or "…", reference="") if began.exists() else aside.subject


def _ask_for_answers(mail: EmailMessage, *, conversation: Conversation, aside: Aside | None) -> None:
    """Answers go to an address that names the conversation, where the inbox has such addresses."""
    inbox = aside.inbox if aside else conversation.inbox
    tag = aside_token_of(aside) if aside else token_of(conversation)
    tagged = with_tag(inbox.address, tag=tag) if inbox.takes_tags else ""
    if tagged:
        mail["Reply-To"] = address_of(tagged, name=mail["From"].addresses[0].display_name)


def _join_thread(mail: EmailMessage, *, chain: Chain) -> None:
    if not chain:
        return
    theirs = [message_id for message_id, kind in chain if kind in (INBOUND, INWARD)]
    ids = [message_id for message_id, _ in chain]
    mail["In-Reply-To"] = f"<{theirs[-1] if theirs else ids[-1]}>"
    mail["References"] = " ".join(f"<{one}>" for one in ids)


def _chain(message: Message) -> Chain:
    """Message-ID and kind of the mails that went before in this conversation, oldest first; none that never left. Of
    many the first and the last ones, so that a long conversation costs no more than a short one."""
    if message.aside_id is not None:
        return _chain_beside(message)
    known: dict[str, Value] = {"conversation": message.conversation_id, "at": message.at, "but": message.pk}
    pairs = NEWEST_BEFORE(**known)
    if len(pairs) == REFERENCES_KEPT:
        pairs[-1:] = OLDEST_BEFORE(**known)
    return [(message_id, kind) for message_id, kind in reversed(pairs) if is_id(message_id)]


def _chain_beside(message: Message) -> Chain:
    """Of the side conversation alone: whoever is outside learns no id of the customer's mails."""
    rows = Message.everywhere.filter(aside=message.aside_id, pk__lt=message.pk)  # house: whatever they were sent
    mails = rows.exclude(message_id="").exclude(delivery_state=FAILED).order_by("id")
    pairs = [pair for pair in mails.values_list("message_id", "kind") if is_id(pair[0])]
    return pairs if len(pairs) <= REFERENCES_KEPT else [pairs[0], *pairs[1 - REFERENCES_KEPT :]]


def _before(conversation: int, at: datetime, but: int) -> QuerySet[Message, Any]:
    mails = Message.objects.filter(conversation_id=conversation, at__lte=at)  # house: whatever the customer was sent
    mails = mails.exclude(pk=but).exclude(message_id="").exclude(kind=NOTE).exclude(delivery_state=FAILED)
    return mails.values_list("message_id", "kind")


def _whole(conversation: int) -> QuerySet[Conversation]:
    return Conversation.objects.select_related("inbox__brand", "team").filter(
        pk=conversation
    )  # house: of what is sent


def _attached(message: int) -> QuerySet[Attachment]:
    return Attachment.objects.filter(message_id=message).order_by("id")  # house: as above


CONVERSATION, FILES = PreparedModels(_whole), PreparedModels(_attached)
NEWEST_BEFORE = Prepared(lambda **known: _before(**known).order_by("-at", "-id")[:REFERENCES_KEPT])
OLDEST_BEFORE = Prepared(lambda **known: _before(**known).order_by("at", "id")[:1])


def _mark_as_automatic(mail: EmailMessage) -> None:
    """So that no robot answers it: as RFC 3834 asks, as Microsoft does, and as older programs understand."""
    mail["Auto-Submitted"] = "auto-replied"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["Precedence"] = "auto_reply"


def _write(mail: EmailMessage, *, message: Message, conversation: Conversation) -> None:
    signature = _signature(message, conversation=conversation)
    words = _words(message, conversation=conversation)
    passed_on = f"\n{message.quoted}\n" if message.aside_id and message.quoted else ""
    text = "\n\n-- \n".join(filter(None, [words, signature.text])) + "\n" + passed_on
    mail.set_content(text, cte=encoding_of(text))
    language = message.language or conversation.language or conversation.inbox.brand.language
    face = face_of(message, brand=conversation.inbox.brand, language=language) if signature.text else None
    ours, theirs = parted(message.html) if message.aside_id else (message.html, "")
    page = _page(
        ours or _formed(words, message=message, conversation=conversation),
        signature=signature,
        face=face,
        language=language,
        below=theirs,
    )
    mail.add_alternative(page, subtype="html", cte=encoding_of(page))
    if face is not None:
        _place(mail, content=face.picture.content, kind=face.picture.kind, cid=face.cid)
    files = FILES.rows(message=message.pk)
    for picture in (file for file in files if file.is_inline and message.html):
        with default_storage.open(picture.path) as content:
            _place(mail, content=content.read(), kind=picture.type, cid=picture.cid, name=literal(picture.name))
    for file in (file for file in files if not (file.is_inline and message.html)):
        _attach(mail, file=file)


def _signature(message: Message, *, conversation: Conversation) -> Words:
    """As whoever wrote the words called themselves then."""
    name = message.sender_name if message.agent_id else ""
    return render(signature_under(conversation, agent=message.agent_id, name=name, language=message.language or ""))


def _words(message: Message, *, conversation: Conversation) -> str:
    """A customer's link is written into an automatic mail only here, on its way out: no kept message holds it."""
    if not message.is_automatic:
        return message.text
    if message.automatic_kind == survey_links.KIND:
        return survey_links.with_addresses(message.text, message_id=message.pk)
    if emergency_links.PLACE in message.text:
        return emergency_links.with_address(message.text, conversation=conversation, at=message.at)
    return with_link(message.text, conversation=conversation, at=message.at)


def _formed(words: str, *, message: Message, conversation: Conversation) -> str:
    """As HTML. In a question about our help each face is a link, in a receipt "This cannot wait"."""
    if message.is_automatic and message.automatic_kind == survey_links.KIND:
        return survey_links.with_links(html.from_text(message.text), message_id=message.pk)
    if message.is_automatic and emergency_links.PLACE in message.text:
        return emergency_links.with_link(html.from_text(message.text), conversation=conversation, at=message.at)
    return html.from_text(words)


def encoding_of(text: str) -> str:
    """Readable where it can be; base64 for scripts that quoted-printable would make three times as long."""
    if text.isascii() and all(len(line) <= 76 and not line.startswith("From ") for line in text.split("\n")):
        return "7bit"
    return "base64" if sum(not letter.isascii() for letter in text) * 6 > len(text) else "quoted-printable"


def _page(body: str, *, signature: Words, face: Face | None, language: str, below: str = "") -> str:
    """`body` is HTML. Styles stand in the tags, because most mail programs drop all others; no colours, so that dark
    ones can choose theirs."""
    if signature.text:
        signed = (face.html if face else "") + (signature.html or html.from_text(signature.text))
        body += f'\n<div class="keepword-signature" style="margin-top:1.5em;opacity:.75">{signed}</div>'
    body += below
    direction = "rtl" if _is_right_to_left(language) else "ltr"
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{direction}">\n<head><meta charset="utf-8"></head>\n'
        f'<body dir="{direction}" style="font-family:{_FONTS};font-size:15px;line-height:1.5">\n{body}\n'
        "</body>\n</html>\n"
    )


def _is_right_to_left(language: str) -> bool:
    try:
        return bool(get_language_info(language.lower())["bidi"])
    except KeyError:
        return False


def _place(mail: EmailMessage, *, content: bytes, kind: str, cid: str, name: str | None = None) -> None:
    """A picture of the letter stands beside its HTML (RFC 2387), found by its Content-ID."""
    letter = next(part for part in mail.walk() if part.get_content_type() == "text/html")
    holder = next((part for part in mail.walk() if part.get_content_type() == "multipart/related"), letter)
    maintype, _, subtype = kind.partition("/")
    holder.add_related(content, maintype=maintype, subtype=subtype, cid=f"<{cid}>", filename=name)


def _attach(mail: EmailMessage, *, file: Attachment) -> None:
    """A type that we cannot vouch for, or that may not be encoded (a mail in a mail), travels as plain bytes."""
    found = _TYPE.fullmatch(file.type.lower())
    maintype, subtype = (found["main"], found["sub"]) if found else ("application", "octet-stream")
    with default_storage.open(file.path) as content:
        mail.add_attachment(content.read(), maintype=maintype, subtype=subtype, filename=literal(file.name))


def _fix_boundaries(mail: EmailMessage, *, seed: str) -> None:
    """Python takes random ones; a mail that is sent twice must be the same mail."""
    digest = hashlib.sha256(seed.encode()).hexdigest()[:24]
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"={digest}_{number}")  # "=_" and its like never stand in quoted-printable or base64
