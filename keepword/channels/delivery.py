"""A reply leaves the house by the channel of its conversation."""

from keepword.channels.email import sending
from keepword.conversations.models import Message
from keepword.conversations.models.message import QUEUED
from keepword.events.models import Event


def deliver(event: Event) -> None:
    """Send the queued message of this event, unless it went already. Every conversation of today ends in a mail:
    a visitor of the contact form is answered at the address that they gave."""
    message = Message.objects.filter(pk=event.message_id or 0, delivery_state=QUEUED).first()
    if message is not None:
        sending.send(message)
