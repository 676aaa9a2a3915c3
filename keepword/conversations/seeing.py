"""Did whoever acts know the last words? A page may stand open for an hour while the customer writes on, or while a
colleague answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from keepword.conversations.models import Conversation, Draft, Message
from keepword.conversations.models.draft import LEAVING, TO_CUSTOMER
from keepword.conversations.models.message import INBOUND
from keepword.events.models import Event
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent


class NotSeen(ValueError):
    """The customer wrote something that was not on the page. `newest` is the id of their newest message."""

    def __init__(self, newest: int) -> None:
        super().__init__(newest)
        self.newest = newest


class Answered(ValueError):
    """A colleague answered, and that was not on the page. `message` is the id of their answer, None while it can
    still be taken back."""

    def __init__(self, by: str, *, message: int | None) -> None:
        super().__init__(by)
        self.by = by
        self.message = message


@dataclass(frozen=True, slots=True)
class Read:
    """What was on the page: the newest message of the customer or of an agent, and the answers that were leaving."""

    message: int
    leaving: frozenset[int] = field(default=frozenset())


def newest_word(conversation_id: int) -> int:
    """The id of the customer's newest message in the order of storing, a robot's left aside; 0 when there is none.
    Read from the end of the log: it costs no more in a long conversation than in a short one."""
    found = NEWEST(conversation=conversation_id)
    return int(found[0][0]) if found else 0


def _newest(conversation: int) -> QuerySet[Event, Any]:
    received = Event.objects.filter(conversation_id=conversation, name="message.received", data__is_automatic=False)
    return received.order_by("-id").values_list("message_id")[:1]


NEWEST = Prepared(_newest)
BY_HAND = Q(name="message.received", data__is_automatic=False) | Q(name="message.queued", actor_kind="agent")


def newest_of_all(conversation_id: int) -> int:
    """The id of the newest message that a person wrote, the customer or an agent; 0 when there is none."""
    return newest_in(NEWEST_OF_ALL(conversation=conversation_id))


def newest_in(found: Sequence[tuple[int]]) -> int:
    """The same of the rows of `NEWEST_OF_ALL`."""
    return found[0][0] if found else 0


def _newest_of_all(conversation: int) -> QuerySet[Event, Any]:
    said = Event.objects.filter(BY_HAND, conversation_id=conversation)
    return said.order_by("-id").values_list("message_id")[:1]


NEWEST_OF_ALL = Prepared(_newest_of_all)


def demand_seen(conversation: Conversation, *, seen: int | None) -> None:
    """`seen` is the newest message that whoever acts has read, None when they do not say. Raises NotSeen."""
    if seen is not None and newest_word(conversation.pk) > seen:
        raise NotSeen(newest_word(conversation.pk))


def demand_unanswered(conversation: Conversation, *, read: Read | None, by: Agent) -> None:
    """`read` is None when whoever answers does not say what they saw. Raises Answered when a colleague answered, or
    just pressed the button: the customer would hear twice, and perhaps two different things."""
    if read is None:
        return
    answers = _answers_of_others([conversation.pk], but=by).filter(message_id__gt=read.message)
    newest = answers.order_by("-id").values_list("message_id", "actor_id").first()
    if newest is not None:
        raise Answered(_name_of(newest[1]), message=newest[0])
    leaving = Draft.objects.filter(conversation=conversation, kind=TO_CUSTOMER, state=LEAVING)  # house: of everybody
    unseen = leaving.exclude(agent=by).exclude(pk__in=read.leaving).select_related("agent").first()
    if unseen is not None:
        raise Answered(unseen.agent.name, message=None)


def newest_word_since(conversation: Conversation, *, event: Event) -> int:
    """As `newest_word`, with what a merge brought after that event: the log knows words by their first place."""
    joined = Event.objects.filter(conversation_id=conversation.pk, name="conversation.took_in", id__gt=event.pk)
    if not (conversation.is_joined and joined.exists()):
        return newest_word(conversation.pk)
    # house: whoever acts was asked before
    said = Message.objects.filter(conversation=conversation, kind=INBOUND, is_automatic=False)
    return said.order_by("-id").values_list("id", flat=True).first() or 0


def was_answered_since(conversation: Conversation, *, event: Event, but: Agent) -> bool:
    """Whether a colleague of `but` answered after that event, here or in what was merged into it. By the order of the
    log: a clock may be put back."""
    places = [conversation.pk]
    if conversation.is_joined:
        # house: as above
        places += Conversation.objects.filter(merged_into=conversation).values_list("id", flat=True)
    return _answers_of_others(places, but=but).filter(id__gt=event.pk).exists()


def _answers_of_others(places: Sequence[int], *, but: Agent) -> QuerySet[Event]:
    answers = Event.objects.filter(conversation_id__in=places, name="message.queued", actor_kind="agent")
    return answers.exclude(actor_id=but.pk)


def _name_of(agent_id: int | None) -> str:
    return Agent.objects.filter(pk=agent_id).values_list("name", flat=True).first() or ""
