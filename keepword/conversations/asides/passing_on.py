"""What was said, as it is passed on: with who wrote it, when, and to whom; in the language of whoever passes it on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from django.utils.translation import gettext as _

from keepword.conversations.filing import KeptFile
from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.message import INBOUND, NOTE
from keepword.hours.dates import day_and_year, time_of_day
from keepword.kit.html import from_text, make_safe
from keepword.kit.markdown import Words
from keepword.kit.zones import zone_of

MOST = 200  # messages of one letter
OPENING = (
    '<blockquote class="keepword-forwarded"'  # nothing that is made safe has a class: it parts words from letters
)


@dataclass(frozen=True, slots=True)
class PassedOn:
    """`text` and `html` are the letters with their heads, `files` those that go along. `ids` and `with_files` are what
    was chosen."""

    text: str = ""
    html: str = ""
    files: Sequence[KeptFile] = field(default=())
    ids: Sequence[int] = ()
    with_files: bool = True

    def __bool__(self) -> bool:
        return bool(self.text)


NOTHING = PassedOn()


def passed_on(
    conversation: Conversation, *, ids: Iterable[int], with_files: bool, language: str, zone: str
) -> PassedOn:
    """These messages of the thread, oldest first; notes are never among them. `ids` empty for the whole conversation.
    `language` and `zone` are those of whoever passes them on."""
    wanted = list(ids)
    rows = Message.objects.filter(conversation=conversation).exclude(kind=NOTE)  # house: whoever asks sees it
    if wanted:
        rows = rows.filter(id__in=wanted)
    newest = list(rows.prefetch_related("attachments").order_by("-at", "-id")[:MOST])
    letters = [(one, _head(one, conversation=conversation, language=language, zone=zone)) for one in reversed(newest)]
    return PassedOn(
        text="\n\n".join(f"{_plain(head)}\n\n{one.text}\n{one.quoted}".strip() for one, head in letters),
        html="".join(_formed(one, head=head) for one, head in letters),
        files=[file for one, _head_of in letters for file in _files(one, with_files=with_files)],
        ids=wanted,
        with_files=with_files,
    )


def joined(words: Words, *, passed_on: PassedOn) -> str:
    """The letter's HTML: our words, then what is passed on."""
    return f"{words.html or from_text(words.text)}{passed_on.html}"


def parted(html: str) -> tuple[str, str]:
    """Our words, and what is passed on, of such a letter."""
    ours, opening, theirs = html.partition(OPENING)
    return ours.rstrip(), f"{opening}{theirs}"


def _head(message: Message, *, conversation: Conversation, language: str, zone: str) -> list[tuple[str, str]]:
    at = message.at.astimezone(zone_of(zone))
    when = f"{day_and_year(at.date(), language=language)} {time_of_day(at, language=language)}"
    to = ", ".join(message.recipients.get("to", [])) or ("" if message.kind == INBOUND else conversation.contact.name)
    sender = message.sender_name or conversation.inbox.brand.name
    address = message.sender_address if message.kind == INBOUND else conversation.inbox.address
    lines = [
        (_("From"), f"{sender} <{address}>"),
        (_("Date"), when),
        (_("Subject"), conversation.customers_subject),
        (_("To"), to),
        (_("Cc"), ", ".join(message.recipients.get("cc", []))),
    ]
    return [(name, value) for name, value in lines if value]


def _plain(head: list[tuple[str, str]]) -> str:
    lines = "\n".join(f"{name}: {value}" for name, value in head)
    heading = _("Forwarded message")
    return f"---------- {heading} ----------\n{lines}"


def _formed(message: Message, *, head: list[tuple[str, str]]) -> str:
    """Pictures inside the letter stay in it; nothing is loaded from outside by whoever reads it."""
    own = {one.cid: f"cid:{one.cid}" for one in message.attachments.all() if one.cid}
    body = (
        make_safe(message.html, pictures=own).html if message.html else from_text(f"{message.text}\n{message.quoted}")
    )
    lines = "<br>".join(f"<b>{escape(name)}:</b> <bdi>{escape(value)}</bdi>" for name, value in head)
    style = "margin:1.5em 0 0;padding:0 0 0 1em;border-inline-start:2px solid #8885"
    return f'\n{OPENING} style="{style}"><p>{lines}</p>\n{body}</blockquote>'


def _files(message: Message, *, with_files: bool) -> Iterable[KeptFile]:
    for one in message.attachments.all():
        is_placed = one.is_inline and bool(message.html)
        if with_files or is_placed:
            yield KeptFile(
                one.name, one.type, one.size, one.path, is_inline=is_placed, cid=one.cid if is_placed else ""
            )
