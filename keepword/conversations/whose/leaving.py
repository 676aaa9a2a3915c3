"""It stays with whoever passed it on: nobody is offered to make it its writer's any more."""

from django.db import transaction

from keepword.conversations.changing import lock
from keepword.conversations.models import Conversation, Message
from keepword.conversations.whose.passed_on import without_writer


@transaction.atomic
def leave_with_sender(conversation: Conversation, *, number: int) -> None:
    """`number` is the message that was passed on; one that is not in this conversation changes nothing. No fact is
    recorded: nothing about the work changed."""
    lock(conversation)
    for message in Message.objects.filter(conversation=conversation, pk=number).only("warnings"):
        left = without_writer(message.warnings)
        if left != message.warnings:
            Message.objects.filter(pk=message.pk).update(warnings=left)
