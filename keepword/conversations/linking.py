"""One mail to several of our inboxes: each has a conversation of its own, and they are linked.

Otherwise two teams answer the same question, and neither knows of the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import permutations

from django.db.models import Q

from keepword.conversations.models import Message, SameMail
from keepword.conversations.models.message import INBOUND
from keepword.conversations.threading import Threads


def link_copies(messages: Sequence[Message], *, threads: Threads) -> None:
    """Link the conversations of these new messages with those of other inboxes that have the same mail. Nothing is
    asked unless another inbox knows the Message-ID of one of them.

    The same mail is one with the same external id, which is made of all that it says: a Message-ID alone may be
    anybody's.
    """
    wanted = Q()
    for message in messages:
        inboxes = threads.inboxes_that_know(message.message_id) - {message.inbox_id}
        if message.message_id and inboxes:
            wanted |= Q(inbox_id__in=[message.inbox_id, *inboxes], external_id=message.external_id)
    if wanted:
        _link(Message.objects.filter(wanted, kind=INBOUND).values_list("external_id", "conversation_id"))


def _link(found: Iterable[tuple[str | None, int]]) -> None:
    conversations: defaultdict[str | None, set[int]] = defaultdict(set)
    for external_id, conversation_id in found:
        conversations[external_id].add(conversation_id)
    pairs = sorted({pair for ids in conversations.values() for pair in permutations(ids, 2)})
    SameMail.objects.bulk_create(
        [SameMail(conversation_id=one, other_id=other) for one, other in pairs], ignore_conflicts=True
    )
