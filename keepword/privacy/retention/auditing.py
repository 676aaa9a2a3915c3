"""The end of the audit log, whether or not a rule shortens it."""

from django.conf import settings

from keepword.conversations.models import Conversation
from keepword.events.auditing import forget_older_than


def forget_old() -> int:
    """As long as this installation keeps it; who looked at a held conversation stays known. Returns how many entries
    went."""
    held = Conversation.objects.filter(is_held=True)  # house: by a rule, not for a reader
    return forget_older_than(days=settings.AUDIT_DAYS, but=held.values_list("pk", flat=True))
