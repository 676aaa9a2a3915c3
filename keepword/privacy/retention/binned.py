"""What somebody deleted by hand is emptied when the time to think again is over."""

from django.db import transaction

from keepword.conversations.changing import lock_all
from keepword.conversations.emptying import with_merged
from keepword.events import log
from keepword.events.log import Fact
from keepword.privacy.models import RESOLVED
from keepword.privacy.retention.deleting import AT_ONCE, empty_conversations
from keepword.privacy.retention.due import deleted_by_hand


@transaction.atomic
def empty_due() -> int:
    """A few in one go. Returns how many."""
    ids = list(deleted_by_hand().order_by("pk").values_list("pk", flat=True)[: AT_ONCE[RESOLVED]])
    if not ids:
        return 0
    lock_all(with_merged(ids))
    still = list(deleted_by_hand().filter(pk__in=ids).order_by("pk"))
    empty_conversations([one.pk for one in still])
    log.record_all([Fact("conversation.emptied", conversation_id=one.pk, inbox_id=one.inbox_id) for one in still])
    return len(still)
