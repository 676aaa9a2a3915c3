"""The same words sent twice from one form are said once: two quick presses, or a page loaded again."""

import hashlib

from keepword.conversations.models import Conversation, Message
from keepword.kit.storable import storable

MARK_LENGTH = 64


def key_of(mark: str, *, text: str) -> str | None:
    """What tells one sending of a form from another: the form's own mark and what was written in it, because an old
    page may be used for a second, different answer. None without a mark: then every sending counts."""
    if not mark:
        return None
    digest = hashlib.sha256(text.strip().encode("utf-8", "replace")).hexdigest()[:32]
    return f"form:{storable(mark)[:MARK_LENGTH]}:{digest}"


def said_before(conversation: Conversation, *, key: str | None) -> Message | None:
    """What was already said under this key, in this conversation."""
    if key is None:
        return None
    return Message.objects.filter(
        inbox_id=conversation.inbox_id, conversation_id=conversation.pk, external_id=key
    ).first()


def form_was_used(conversation: Conversation, *, mark: str) -> bool:
    """Whether anything was said, or decided to be said, from the form of this mark, in the thread or beside it."""
    begins = f"form:{storable(mark)[:MARK_LENGTH]}:"
    said = Message.everywhere.filter(conversation_id=conversation.pk, external_id__startswith=begins)
    return bool(mark) and (said.exists() or conversation.drafts.filter(mark__startswith=begins).exists())
