"""The messages of a conversation and their files as plain rows: what the screen reads of them, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import Left

from keepword.conversations.models import Attachment, Message
from keepword.conversations.models.message import REPLY
from keepword.kit import pages
from keepword.kit.prepared import Prepared

AT_ONCE = 50  # messages of one page
WORDS, QUOTED = 20_000, 4_000  # letters of one message that its conversation shows: the whole has a page of its own
FORM = 60_000  # letters of HTML: what is longer is shown as its text
ROOM = 60_000  # bytes of words for one page, so that it stays quick: what is older comes with the part before
NEWEST = pages.Order("at", is_descending=True)


class Kept(NamedTuple):
    """A file of a message."""

    message_id: int
    token: str
    name: str
    type: str
    size: int
    is_inline: bool = False
    cid: str = ""


class Said(NamedTuple):
    """A message. The fields are those of `Message`; `html` only of our own replies, where they have a form: what
    customers send may be large. Of `text` and `quoted` one letter more than is shown, where there are more."""

    pk: int
    kind: str
    at: datetime
    sender_name: str
    sender_address: str
    recipients: dict[str, Any]
    is_automatic: bool
    has_html: bool
    warnings: list[str]
    delivery_state: str
    delivery_reason: str
    delivery_detail: str
    delivered_at: datetime | None
    arrived_at: datetime | None
    text: str
    quoted: str
    agent_id: int | None
    contact_id: int | None
    message_id: str
    html: str = ""


BEGINNINGS = {"text": Left("text", WORDS + 1), "quoted": Left("quoted", QUOTED + 1), "html": Left("html", FORM + 1)}
READ = tuple(BEGINNINGS.get(name, name) for name in Said._fields[:-1])


def _messages(conversation: int) -> QuerySet[Message, Any]:
    messages = Message.objects.filter(conversation_id=conversation)  # house: whoever asks may see the conversation
    return messages.order_by(*NEWEST.terms).values_list(*READ)[: AT_ONCE + 1]


def _files(**messages: int) -> QuerySet[Attachment, Any]:
    files = Attachment.objects.filter(message_id__in=list(messages.values()))  # house: as above, and theirs
    return files.order_by("id").values_list(*Kept._fields)


def _forms(**messages: int) -> QuerySet[Message, Any]:
    replies = Message.objects.filter(id__in=list(messages.values()), kind=REPLY, has_html=True)  # house: as above
    return replies.values_list("id", BEGINNINGS["html"])


MESSAGES, FILES, FORMS = Prepared(_messages), Prepared(_files), Prepared(_forms)


@dataclass(frozen=True, slots=True)
class Words:
    """Messages with their files, oldest first, and whether there are earlier ones."""

    messages: list[tuple[Said, list[Kept]]]
    has_earlier: bool


def said_in(conversation_id: int, *, before: tuple[datetime, int] | None = None) -> Words:
    """The newest messages, or those before a moment and id, for whoever may see the conversation: a message is as
    visible as its conversation. As many as a page has room for."""
    rows = list(_before(conversation_id, cursor=before)) if before else MESSAGES(conversation=conversation_id)
    newest = [Said(*row) for row in rows[:AT_ONCE]]
    fit = newest[: fitting((one.text, one.quoted) for one in newest)]
    shown = _with_form(fit[::-1])
    files: dict[int, list[Kept]] = defaultdict(list)
    for file in map(Kept._make, FILES(**_slots([message.pk for message in shown]))):
        files[file.message_id].append(file)
    return Words([(message, files[message.pk]) for message in shown], len(rows) > len(shown))


def fitting(words: Iterable[tuple[str, str]]) -> int:
    """How many messages, from the first, one page has room for: the first in any case. Each as `text` and `quoted`."""
    room, place = ROOM, 0
    for place, (text, quoted) in enumerate(words):  # noqa: B007
        room -= _bytes(text) + _bytes(quoted)
        if room < 0 and place:
            return place
    return place + 1


def _bytes(words: str) -> int:
    return len(words) if words.isascii() else len(words.encode())


def _with_form(messages: list[Said]) -> list[Said]:
    """A query where one of our replies has a form."""
    formed = [one.pk for one in messages if one.kind == REPLY and one.has_html]
    if not formed:
        return messages
    known = {number: html for number, html in FORMS(**_slots(formed)) if len(html) <= FORM}
    return [one._replace(html=known.get(one.pk, "")) for one in messages]


def _slots(ids: list[int]) -> dict[str, int]:
    """Always as many as a page has, so that the query can be prepared; nothing has the id 0."""
    return {f"message_{place}": number for place, number in enumerate((ids + [0] * AT_ONCE)[:AT_ONCE])}


def _before(conversation_id: int, *, cursor: tuple[datetime, int]) -> QuerySet[Message, Any]:
    messages = Message.objects.filter(conversation_id=conversation_id)  # house: as below
    page = pages.after(messages, order=NEWEST, cursor=pages.encode(*cursor))
    return page.values_list(*READ)[: AT_ONCE + 1]
