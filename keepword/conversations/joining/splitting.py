"""A customer wrote of something else: from one message on it is a conversation of its own."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.fields.indexing import index_fields
from keepword.conversations.joining.moving import move
from keepword.conversations.models import Conversation, Message, Participant
from keepword.conversations.models.conversation import ELSEWHERE, OPEN, SPAM, WAITING
from keepword.conversations.models.message import INBOUND, REPLY
from keepword.conversations.previewing import preview_of
from keepword.conversations.referring import references
from keepword.conversations.waiting import unanswered_since
from keepword.kit import tokens
from keepword.kit.storable import storable
from keepword.people.models import Agent


class CannotSplit(ValueError):
    """`why` is "first" (nothing would be left), "ours" (a conversation begins with a customer's words) or "spam"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def split(message: Message, *, by: Agent, subject: str = "") -> Conversation:
    """The message and all that was said after it go to a new conversation of the same inbox, with the same team, and
    held by the same agent; who wrote the message is its customer. `subject` "" keeps the old one. Raises
    CannotSplit."""
    origin = lock(Conversation(pk=message.conversation_id))
    ids = _from_here(message, origin=origin)
    made = Conversation.objects.create(**_fields(origin, message=message, subject=subject))
    _take_part(made, origin=origin, message=message)
    told = tell(made, "conversation.created", by=by.as_actor, channel=origin.channel, split_from=origin.pk)
    move(ids, origin=origin, to=made, by=by.as_actor)
    index_fields([origin.pk])
    _settle(made)
    _settle(origin)
    origin.change(is_joined=True)
    facts = {"other": made.pk, "reference": made.reference, "messages": len(ids)}
    tell(origin, "conversation.split", by=by.as_actor, cause=told, **facts)
    tell(made, "conversation.split_off", by=by.as_actor, cause=told, other=origin.pk, reference=origin.reference)
    return made


def _from_here(message: Message, *, origin: Conversation) -> list[int]:
    if origin.status in (SPAM, *ELSEWHERE):
        raise CannotSplit("spam")
    if message.kind != INBOUND or message.contact_id is None:
        raise CannotSplit("ours")
    order = list(origin.messages.order_by("at", "id").values_list("id", "kind"))
    place = [number for number, _ in order].index(message.pk)
    if all(kind not in (INBOUND, REPLY) for _, kind in order[:place]):
        raise CannotSplit("first")
    return [number for number, _ in order[place:]]


def _fields(origin: Conversation, *, message: Message, subject: str) -> dict[str, object]:
    given = storable(subject).strip()[:300]
    return {
        "inbox_id": origin.inbox_id,
        "contact_id": message.contact_id,
        "reference": next(references(1)),
        "token": tokens.unguessable(),
        "channel": origin.channel,
        "subject": given or origin.subject,
        "first_subject": None if given else origin.first_subject,
        "language": message.language or origin.language,
        "priority": origin.priority,
        "assignee_id": origin.assignee_id,
        "team_id": origin.team_id,
        "created_at": message.at,
        "last_activity_at": message.at,
        "settled_to": origin.settled_to,
        "split_from": origin,
    }


def _take_part(made: Conversation, *, origin: Conversation, message: Message) -> None:
    """Who wrote the message first: answers go to them. The others of those who were there take part as before."""
    them = sorted(origin.participants.order_by("id"), key=lambda one: one.address != message.sender_address)
    for one in them:
        Participant.objects.create(
            conversation=made,
            contact_id=one.contact_id,
            address=one.address,
            is_trusted=one.is_trusted,
            is_bystander=one.is_bystander and one.contact_id != message.contact_id,
            added_at=one.added_at,
        )


def _settle(conversation: Conversation) -> None:
    """What the list shows, read off the messages that are there now."""
    newest = conversation.messages.exclude(kind="note").order_by("-at", "-id").first()
    waits = unanswered_since(conversation)
    status = conversation.status
    if status == OPEN and waits is None and conversation.messages.filter(kind=REPLY).exists():
        status = WAITING
    conversation.change(
        status=status,
        waiting_since=waits if status not in (SPAM, *ELSEWHERE) else None,
        last_activity_at=newest.at if newest else conversation.last_activity_at,
        preview=preview_of(newest.text) if newest else conversation.preview,
    )
