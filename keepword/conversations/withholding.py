"""May we say something by ourselves, and to whom? Asked for many at once: a few queries, however many there are.

Never to a robot, never into spam, never more than the limits allow.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from keepword.conversations.automatic_limits import (
    HOUR,
    LIMITS_OVER_ALL,
    LONGEST,
    MINUTE,
    Counted,
    Sent,
    may_send,
)
from keepword.conversations.models import Conversation, Message, Participant
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.models.message import INBOUND, REPLY
from keepword.conversations.replying import first_trusted, last_writer
from keepword.events import log
from keepword.events.actor import SYSTEM
from keepword.events.log import Fact
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.among import Among, listed
from keepword.kit.prepared import Prepared, PreparedModels
from keepword.kit.together import Together
from keepword.people.identifying import dead_of

WITHHELD = "announcement.withheld"
# Why an announcement was withheld: the `reason` of that fact.
IS_SPAM, NOBODY, DEAD_ADDRESS, NOT_ANSWERABLE, LIMIT = "spam", "nobody", "dead-address", "not-answerable", "limit"


@dataclass(frozen=True, slots=True)
class Way:
    """To somebody, about one conversation. `once`: the mark by which a message of this cause is known again, None
    without a cause. `known`: the message, where it was said before. `reason`: why nothing may be said, "" when it
    may."""

    conversation: Conversation
    kind: str
    cause: Event | None
    once: str | None
    to: tuple[str, ...]
    known: Message | None
    reason: str

    @property
    def is_open(self) -> bool:
        return self.known is None and not self.reason


def ways(wanted: Sequence[tuple[Conversation, Event | None]], *, kind: str) -> list[Way]:
    """For each conversation, as it is now, and the fact that it is because of; in their order. The caller holds the
    conversations. What may be said counts against the limits of those after it."""
    ids = {conversation.pk for conversation, _ in wanted}
    known, routes = _known(wanted, kind=kind), _routes(ids)
    dead = dead_of(address for address, _ in routes.values() if address)
    limits = Limits(conversation for conversation, _ in wanted)
    found = []
    for conversation, cause in wanted:
        once = _once(kind, cause)
        address, may_be_answered = routes.get(conversation.pk, (None, False))
        said = known.get((conversation.inbox_id, once or ""))
        reason = ""
        if said is None:
            is_dead = address in dead
            reason = _why_not(conversation, address=address, may_be_answered=may_be_answered, is_dead=is_dead)
            if not reason and not limits.take(conversation):
                reason = LIMIT
        found.append(Way(conversation, kind, cause, once, (address,) if address else (), said, reason))
    return found


def _once(kind: str, cause: Event | None) -> str | None:
    return f"auto:{kind}:{cause.pk}" if cause else None


def _why_not(conversation: Conversation, *, address: str | None, may_be_answered: bool, is_dead: bool) -> str:
    if conversation.status == SPAM:
        return IS_SPAM
    if not address:
        return NOBODY
    if not may_be_answered:
        return NOT_ANSWERABLE
    return DEAD_ADDRESS if is_dead else ""


def _known(wanted: Sequence[tuple[Conversation, Event | None]], *, kind: str) -> dict[tuple[int, str], Message]:
    marks = [(conversation.inbox_id, once) for conversation, cause in wanted if (once := _once(kind, cause))]
    if not marks:
        return {}
    inboxes = {inbox_id for inbox_id, _ in marks}
    said = SAID.rows(inboxes=listed(inboxes), marks=listed(once for _, once in marks))
    return {(one.inbox_id, one.external_id or ""): one for one in said}


def _said(inboxes: str, marks: str) -> QuerySet[Message]:
    return Message.objects.filter(Among("inbox_id", inboxes), Among("external_id", marks))


def _routes(ids: Iterable[int]) -> dict[int, tuple[str | None, bool]]:
    """By conversation: who would be answered, and whether a robot may answer their newest message."""
    return {number: (last or first, bool(may)) for number, last, first, may in ROUTES(ids=listed(ids))}


def _routes_of(ids: str) -> QuerySet[Conversation, Any]:
    here = OuterRef("pk")
    newest: QuerySet[Message, Any] = Message.objects.filter(conversation_id=here, kind=INBOUND).order_by("-at", "-id")
    # What somebody wrote in for the customer since: it says nothing about who is written to.
    beside = Participant.objects.filter(conversation_id=OuterRef("conversation_id"), is_bystander=True)
    newest = newest.exclude(may_be_answered=False, sender_address__in=beside.values("address"))
    # house: whoever announces was told by a fact, in whatever inbox it is
    return Conversation.objects.filter(Among("pk", ids)).values_list(
        "pk",
        Subquery(last_writer(here)),
        Subquery(first_trusted(here)),
        Subquery(newest.values_list("may_be_answered")[:1]),
    )


SAID, ROUTES = PreparedModels(_said), Prepared(_routes_of)


class Limits:
    """How many automatic messages went to these customers, in these conversations and over all. Read once; what is
    taken counts at once. Counted by contact and by the log, which have an index: no table is read through."""

    def __init__(self, conversations: Iterable[Conversation]) -> None:
        self._now = clock.now()
        pairs = {(one.pk, one.contact_id) for one in conversations}
        self._by_contact: dict[int, Sent] = {}
        self._by_conversation: dict[int, Sent] = {}
        self._read(pairs)
        sent = OVER_ALL(minute_ago=self._now - MINUTE, hour_ago=self._now - HOUR).counts
        self._over_all = Counted({MINUTE: sent["minute"], HOUR: sent["hour"]})

    def _read(self, pairs: set[tuple[int, int]]) -> None:
        by_contact: dict[int, list[datetime]] = defaultdict(list)
        by_conversation: dict[int, list[datetime]] = defaultdict(list)
        contacts = listed({contact for _, contact in pairs})
        for conversation, contact, at in OURS(contacts=contacts, since=self._now - LONGEST):
            by_contact[contact].append(at)
            by_conversation[conversation].append(at)
        self._by_contact = {contact: Sent(by_contact[contact]) for _, contact in pairs}
        self._by_conversation = {conversation: Sent(by_conversation[conversation]) for conversation, _ in pairs}

    def take(self, conversation: Conversation) -> bool:
        """Whether one more may go there; then it counts."""
        lists = self._by_contact[conversation.contact_id], self._by_conversation[conversation.pk]
        may = may_send(self._now, to_recipient=lists[0], in_conversation=lists[1], over_all=self._over_all)
        if may:
            for sent in (*lists, self._over_all):
                sent.add(self._now)
        return may


def _ours(contacts: str, since: datetime) -> QuerySet[Message, Any]:
    ours = Message.objects.filter(
        Among("conversation__contact_id", contacts), kind=REPLY, is_automatic=True, at__gt=since
    )
    return ours.values_list("conversation_id", "conversation__contact_id", "at")


def _told(since: datetime) -> QuerySet[Event, Any]:
    """By ourselves, to whomever. No more than the larger limit: beyond it nobody counts."""
    told = Event.objects.filter(name="message.queued", actor_kind=SYSTEM.kind, at__gt=since)
    return told.values_list("id")[: LIMITS_OVER_ALL[-1][0]]


OURS = Prepared(_ours)
OVER_ALL = Together(
    lists={},
    counts={
        "minute": Prepared(lambda minute_ago: _told(minute_ago)),
        "hour": Prepared(lambda hour_ago: _told(hour_ago)),
    },
)


def withhold(them: Sequence[Way]) -> None:
    """Write down why nothing is said. Once for each cause, however often it is tried."""
    causes = [way.cause.pk for way in them if way.cause]
    told = Event.objects.filter(
        conversation_id__in=[way.conversation.pk for way in them], name=WITHHELD, cause__in=causes
    )
    before = {(event.cause_id, event.data["automatic"]) for event in told} if causes else set()
    log.record_all(
        Fact(
            WITHHELD,
            conversation_id=way.conversation.pk,
            inbox_id=way.conversation.inbox_id,
            cause=way.cause,
            data={"automatic": way.kind, "reason": way.reason},
        )
        for way in them
        if way.cause is None or (way.cause.pk, way.kind) not in before
    )
