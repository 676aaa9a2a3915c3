"""Everything with one person over all channels, newest first: their conversations, those of others in which they take
part, and what they were told to expect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from keepword.conversations.models import Conversation, Participant
from keepword.conversations.models.conversation import MERGED
from keepword.kit import pages
from keepword.kit.among import Among, listed
from keepword.people.models import Agent, Contact
from keepword.promises.models import Promise
from keepword.web import times
from keepword.web.conversations import status
from keepword.web.conversations.contact import channel_name
from keepword.web.promises.ledger import Row, row_of

PAGE = 30


class Key(NamedTuple):
    """Where something stands: `code` is its id and its kind in one, so that one cursor walks through all kinds."""

    at: datetime
    code: int


@dataclass(frozen=True, slots=True)
class Item:
    """A conversation, or a promise; the other is None."""

    when: SafeString
    conversation: "Matter | None" = None
    promise: Row | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """`whose` is who began it, "" when it was this person."""

    address: str
    subject: str
    preview: str
    language: str
    channel: str
    inbox: str
    assignee: str
    status: status.Status
    whose: str


@dataclass(frozen=True, slots=True)
class Timeline:
    items: list[Item]
    earlier_address: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Where the rows of one kind come from, by which time they stand, and how one is printed."""

    rows: QuerySet[Any, Any]
    column: str
    printed: Callable[[Any], Item]


def timeline_of(contact: Contact, *, agent: Agent, reader: times.Reader, before: str | None) -> Timeline:
    """Of what the agent may see. Seven queries, however much there is: what others began, the keys of each
    kind, then what is shown.

    Raises pages.BadCursor."""
    kinds = _kinds(contact, agent=agent, reader=reader)
    keys = nlargest(PAGE + 1, (key for place in range(len(kinds)) for key in _keys(kinds, place=place, before=before)))
    shown = keys[:PAGE]
    items = [item for place, kind in enumerate(kinds) for item in _printed(kind, shown, place=place, of=len(kinds))]
    return Timeline(
        items=[item for _key, item in sorted(items, key=lambda pair: pair[0], reverse=True)],
        earlier_address=_address(contact, after=shown[-1]) if len(keys) > PAGE else "",
    )


def _kinds(contact: Contact, *, agent: Agent, reader: times.Reader) -> list[Kind]:
    seen = Conversation.objects.visible_to(agent).exclude(status=MERGED)
    others = _of_others(contact)
    shared = seen.filter(Among("pk", listed(others))) if others else seen.none()
    promised = Promise.objects.visible_to(agent).filter(contact=contact)

    def matter(conversation: Conversation) -> Item:
        return _matter(conversation, contact=contact, reader=reader)

    def promise(one: Promise) -> Item:
        return Item(reader.day_or_clock(one.made_at), promise=row_of(one, reader=reader))

    return [
        Kind(promised.select_related("contact", "made_by", "conversation__assignee"), "made_at", promise),
        Kind(shared.with_people(), "last_activity_at", matter),
        Kind(seen.filter(contact=contact).with_people(), "last_activity_at", matter),
    ]


def _of_others(contact: Contact) -> list[int]:
    """The ids of what they take part in and did not begin. Asked first: as part of the other question, the database
    looked through all conversations there are for it, 0.8 s among a million."""
    parts = Participant.objects.filter(contact=contact)  # house: which of them are seen is asked by `_kinds`
    parts = parts.exclude(conversation__contact=contact)
    return list(parts.values_list("conversation_id", flat=True).distinct())


def _keys(kinds: list[Kind], *, place: int, before: str | None) -> list[Key]:
    kind, number_of_kinds = kinds[place], len(kinds)
    cursor = None
    if before:
        at, code = pages.decode(before)
        # The first id of this kind whose code is not below that of the cursor.
        cursor = pages.encode(at, max(0, -(-(code - place) // number_of_kinds)))
    order = pages.Order(kind.column, is_descending=True)
    rows = pages.after(kind.rows, order=order, cursor=cursor).values_list(kind.column, "id")
    return [Key(at, number * number_of_kinds + place) for at, number in rows[: PAGE + 1]]


def _printed(kind: Kind, keys: list[Key], *, place: int, of: int) -> list[tuple[Key, Item]]:
    wanted = {key.code // of: key for key in keys if key.code % of == place}
    return [(wanted[row.pk], kind.printed(row)) for row in kind.rows.filter(pk__in=wanted)] if wanted else []


def _matter(conversation: Conversation, *, contact: Contact, reader: times.Reader) -> Item:
    matter = Matter(
        address=reverse("web:conversation", args=[conversation.pk]),
        subject=conversation.subject or _("Without a subject"),
        preview=conversation.preview,
        language=conversation.language,
        channel=channel_name(conversation.channel),
        inbox=conversation.inbox.name,
        assignee=conversation.assignee.name if conversation.assignee else "",
        status=status.of(conversation, reader=reader),
        whose="" if conversation.contact_id == contact.pk else str(conversation.contact),
    )
    return Item(reader.day_or_clock(conversation.last_activity_at), conversation=matter)


def _address(contact: Contact, *, after: Key) -> str:
    query = urlencode({"before": pages.encode(after.at, after.code)})
    return f"{reverse('web:one-contact', args=[contact.pk])}?{query}"
