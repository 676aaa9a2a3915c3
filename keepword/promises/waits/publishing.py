"""Keep what a customer was told about their wait, so that it can be seen whether it held."""

from collections.abc import Iterable
from datetime import datetime

from keepword.conversations.models import Conversation
from keepword.kit.inserting import insert_unless_there
from keepword.promises.models.estimate import PublishedWait
from keepword.promises.waits.estimating import Estimate


def publish(conversation: Conversation, *, told: Estimate, said_at: datetime) -> None:
    """`said_at`: the instant for which the estimate was made. Called twice for it, it keeps the first."""
    publish_all([(conversation, told)], said_at=said_at)


def publish_all(them: Iterable[tuple[Conversation, Estimate]], *, said_at: datetime) -> None:
    """As `publish` for each."""
    insert_unless_there([_row(conversation, told=told, said_at=said_at) for conversation, told in them])


def _row(conversation: Conversation, *, told: Estimate, said_at: datetime) -> PublishedWait:
    return PublishedWait(
        conversation=conversation,
        said_at=said_at,
        inbox_id=conversation.inbox_id,
        channel=conversation.channel,
        priority=conversation.priority,
        language=conversation.language,
        due_at=told.due_at,
        business_seconds=told.business_seconds,
        basis=told.basis,
        group=told.group,
        n=told.n,
        stretch=told.stretch,
    )
