"""Keep what a customer was told about their wait, so that it can be seen whether it held."""

from datetime import datetime

from keepword.conversations.models import Conversation
from keepword.promises.models.estimate import PublishedWait
from keepword.promises.waits.estimating import Estimate


def publish(conversation: Conversation, *, told: Estimate, said_at: datetime) -> PublishedWait:
    """`said_at`: the instant for which the estimate was made. Called twice for it, it keeps the first."""
    row, _ = PublishedWait.objects.get_or_create(
        conversation=conversation,
        said_at=said_at,
        defaults={
            "inbox_id": conversation.inbox_id,
            "channel": conversation.channel,
            "priority": conversation.priority,
            "language": conversation.language,
            "due_at": told.due_at,
            "business_seconds": told.business_seconds,
            "basis": told.basis,
            "group": told.group,
            "n": told.n,
            "stretch": told.stretch,
        },
    )
    return row
