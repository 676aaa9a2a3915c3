"""Which conversation does a message belong to? Look-ups never leave the inbox."""

import hashlib
from collections.abc import Iterable

from keepword.conversations.inbound import Thread
from keepword.conversations.models import Conversation, Inbox, MessageReference, Participant
from keepword.people.identifying import fold

KEPT_IDS = 50  # of one message's references: a chain longer than that is a loop or an attack


def find(inbox: Inbox, *, thread: Thread, address: str) -> Conversation | None:
    """By our own signature; then by the ids that this inbox knows, nearest first, if the sender takes part; then by a
    reference in the subject, if the sender takes part. None when a new conversation begins."""
    conversations = Conversation.objects.filter(inbox=inbox)
    if thread.conversation_id is not None:
        signed = conversations.filter(pk=thread.conversation_id).first()
        if signed:
            return signed
    for conversation_id in _known(inbox, ids=thread.message_ids):
        if takes_part(conversation_id, address=address):
            return conversations.get(pk=conversation_id)
    if thread.reference:
        named = conversations.filter(reference=thread.reference).first()
        if named and takes_part(named.pk, address=address):
            return named
    return None


def takes_part(conversation_id: int, *, address: str) -> bool:
    """Whether this address takes part, and was not merely added by somebody unproved."""
    return Participant.objects.filter(conversation_id=conversation_id, address=fold(address), is_trusted=True).exists()


def _known(inbox: Inbox, *, ids: tuple[str, ...]) -> list[int]:
    """The conversations of those ids that the inbox knows, in the order of the ids."""
    if not ids:
        return []
    digests = [digest(message_id) for message_id in ids[:KEPT_IDS]]
    found = dict(
        MessageReference.objects.filter(inbox=inbox, digest__in=digests).values_list("digest", "conversation_id")
    )
    return list(dict.fromkeys(found[one] for one in digests if one in found))


def remember(conversation: Conversation, *, ids: Iterable[str]) -> None:
    """These ids now lead to this conversation. An id that leads somewhere already stays there."""
    digests = dict.fromkeys(digest(message_id) for message_id in ids if message_id)
    rows = [
        MessageReference(inbox_id=conversation.inbox_id, digest=one, conversation=conversation)
        for one in list(digests)[:KEPT_IDS]
    ]
    MessageReference.objects.bulk_create(rows, ignore_conflicts=True)


def digest(message_id: str) -> str:
    return hashlib.sha256(message_id.strip().lower().encode()).hexdigest()[:32]
