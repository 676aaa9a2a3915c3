"""When the next thing that is owed in a conversation is due: written from above, so that lists sort without a join."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F

from keepword.conversations.models import Conversation


def set_due(due: Mapping[int, datetime | None]) -> None:
    """By conversation; None where nothing is due. Records nothing: whoever starts or ends a clock does."""
    # For the clocks, not for a person: they run in every inbox.
    rows = Conversation.objects.filter(id__in=due).only("id", "due_at")
    moved = [row for row in rows if row.due_at != due[row.pk]]
    for row in moved:
        row.due_at = due[row.pk]
    if len(moved) == 1:
        Conversation.objects.filter(id=moved[0].pk).update(due_at=moved[0].due_at, version=F("version") + 1)
    elif moved:
        Conversation.objects.bulk_update(moved, ["due_at"])
        Conversation.objects.filter(id__in=[row.pk for row in moved]).update(version=F("version") + 1)
