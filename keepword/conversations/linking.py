"""One mail to several of our inboxes: each has a conversation of its own, and they are linked.

Otherwise two teams answer the same question, and neither knows of the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import permutations

from django.db import connection
from django.db.models import Q

from keepword.conversations.inbound import Arrival
from keepword.conversations.models import Message, SameMail
from keepword.conversations.models.message import INBOUND
from keepword.conversations.threading import Threads, digest

LOCKS = 0x6B77  # ours alone, in the space of advisory locks with two numbers


def one_after_the_other(arrivals: Iterable[Arrival]) -> None:
    """Until this transaction ends, nobody else takes in a mail with one of these Message-IDs. Two workers that take in
    two copies at one moment would else not see each other's, and the conversations would never be linked. In one
    order, so that they never wait for each other; before anything is read, so that what is read is what they left.
    SQLite has one writer anyway."""
    if connection.vendor == "sqlite":
        return
    ids = {arrival.inbound.message_id for arrival in arrivals if arrival.inbound.message_id}
    numbers = sorted({int(digest(one)[:8], 16) - 2**31 for one in ids})
    if numbers:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, one) FROM unnest(%s::int[]) one", [LOCKS, numbers])


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
