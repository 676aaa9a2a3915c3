"""Who is told that we have their message? Asked for many at once: a few queries, however many came."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from keepword.brands.models import BrandChannel
from keepword.conversations.models import Inbox, Message
from keepword.conversations.models.chat import CHAT
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.models.message import INBOUND, REPLY
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.among import Among, listed
from keepword.kit.prepared import Prepared
from keepword.kit.together import Together
from keepword.people.models import Agent
from keepword.promises.models import Acknowledgement, Promise
from keepword.promises.models.promise import OPEN

# Who heard from us since then is in a conversation with us; more receipts would only be noise.
SILENCE = timedelta(days=3)
# A message that was read so late (a mailbox that was just connected, an outage) is not acknowledged "at once".
FRESH = timedelta(hours=6)
# Nobody publishes an answer time that is longer: older mail was told nothing that is still to come.
OLDEST = timedelta(days=30)


class Came(NamedTuple):
    """A message, with its conversation, inbox, brand and contact, and the fact that it came."""

    message: Message
    fact: Event


class Untold(NamedTuple):
    """Somebody who waits and was not told a time. `wants_letter`: it is the first message of a wait, of a person who
    has not heard from us for long, where letters go out; never of a visitor who chats, whose page tells it."""

    message: Message
    fact: Event
    wants_letter: bool


def is_on(inbox_id: int) -> bool:
    return not QUIET(inboxes=listed([inbox_id]))


def says_a_time(inbox: Inbox, *, entry: BrandChannel | None) -> bool:
    """Whether customers are told when they will hear from us: by a published time, or by our letters. Elsewhere no
    page names an estimate either, for nobody would count whether it was kept."""
    return (entry is not None and entry.answer_seconds is not None) or is_on(inbox.pk)


def may_need_one(message: Message) -> bool:
    """Whether it began a wait, as far as these two rows can tell."""
    conversation = message.conversation
    return (
        message.kind == INBOUND
        and not message.is_automatic
        and conversation.status != SPAM
        and conversation.waiting_since == message.at
        and clock.now() - message.at < OLDEST
    )


def untold(came: Sequence[Came]) -> list[Untold]:
    """Those to whom nobody said anything since the wait began, for another word would only unsettle them, and who are
    none of us. Their conversations are as they are now."""
    fresh = [one for one in came if may_need_one(one.message)]
    if not fresh:
        return []
    quiet, ours, owed = _known(fresh)
    heard = _heard({one.message.conversation_id: one.message.at - SILENCE for one in fresh})
    found = []
    for message, fact in fresh:
        said_at = heard[message.conversation_id]
        is_told = message.conversation_id in owed or any(at >= message.at for at in said_at)
        if not is_told and message.sender_address.lower() not in ours:
            is_late = clock.now() - message.at >= FRESH
            is_heard = message.conversation.channel == CHAT or any(at < message.at for at in said_at)
            wants_letter = not is_late and message.inbox_id not in quiet and not is_heard
            found.append(Untold(message, fact, wants_letter))
    return found


def _known(came: Sequence[Came]) -> tuple[set[int], set[str], set[int]]:
    """Inboxes that acknowledge nothing; those of the addresses that are agents' own, in small letters; and
    conversations in which something is promised, or was because of this very fact."""
    found = KNOWN(
        inboxes=listed({one.message.inbox_id for one in came}),
        addresses=listed({one.message.sender_address.lower() for one in came}),
        conversations=listed({one.message.conversation_id for one in came}),
        facts=listed({one.fact.pk for one in came}),
    ).rows
    quiet, ours, owed = ({one for (one,) in found[name]} for name in ("quiet", "ours", "owed"))
    return quiet, ours, owed


def _quiet(inboxes: str) -> QuerySet[Acknowledgement, Any]:
    return Acknowledgement.objects.filter(Among("inbox_id", inboxes), is_on=False).values_list("inbox_id")


def _ours(addresses: str) -> QuerySet[Agent, Any]:
    agents = Agent.objects.filter(is_active=True).annotate(folded=Lower("email"))
    return agents.filter(Among("folded", addresses)).values_list("folded")


def _owed(conversations: str, facts: str) -> QuerySet[Promise, Any]:
    said = Promise.objects.filter(Among("conversation_id", conversations))
    return said.filter(Q(state=OPEN) | Q(Among("cause_id", facts))).values_list("conversation_id")


QUIET = Prepared(_quiet)
KNOWN = Together(lists={"quiet": QUIET, "ours": Prepared(_ours), "owed": Prepared(_owed)})


def _heard(moments: dict[int, datetime]) -> dict[int, list[datetime]]:
    """When we said something after the moment of each conversation."""
    heard: dict[int, list[datetime]] = {number: [] for number in moments}
    for number, at in SAID(conversations=listed(moments), since=min(moments.values())):
        if at > moments[number]:
            heard[number].append(at)
    return heard


def _said(conversations: str, since: datetime) -> QuerySet[Message, Any]:
    said = Message.objects.filter(Among("conversation_id", conversations), kind=REPLY, at__gt=since)
    return said.values_list("conversation_id", "at")


SAID = Prepared(_said)
