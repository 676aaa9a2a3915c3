"""A conversation of a thousand messages: what a family of regular customers makes of one thread in some years."""

from datetime import datetime, timedelta

from keepword.conversations.models import Conversation, Message
from keepword.kit.inserting import insert_all

MESSAGES = 1000


def prolong(conversation: Conversation) -> Conversation:
    """What was said in it is said again, a minute later each time, until there are a thousand messages."""
    said = list(Message.objects.filter(conversation=conversation).order_by("at", "id"))
    last = said[-1].at
    more = [
        _again(said[number % len(said)], at=last + timedelta(minutes=number + 1), number=number)
        for number in range(MESSAGES - len(said))
    ]
    insert_all(more)
    Conversation.objects.filter(pk=conversation.pk).update(last_activity_at=more[-1].at)
    return conversation


def _again(message: Message, *, at: datetime, number: int) -> Message:
    values = {field.attname: getattr(message, field.attname) for field in Message._meta.concrete_fields}
    values |= {"id": None, "at": at, "external_id": f"again-{number}-{message.pk}@bench.example"}
    return Message(**values)
