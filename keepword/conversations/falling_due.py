"""When the next thing that is owed in a conversation is due: written from above, so that lists sort without a join."""

from collections.abc import Mapping
from datetime import datetime

from keepword.conversations.models import Conversation
from keepword.kit.updating import update_each


def set_due(due: Mapping[int, datetime | None]) -> None:
    """By conversation; None where nothing is due. Records nothing: whoever starts or ends a clock does."""
    # For the clocks, not for a person: they run in every inbox.
    rows = Conversation.objects.filter(id__in=due).only("id", "due_at")
    moved = {row.pk: due[row.pk] for row in rows if row.due_at != due[row.pk]}
    if moved:
        update_each(Conversation, moved, field="due_at", counts="version")
