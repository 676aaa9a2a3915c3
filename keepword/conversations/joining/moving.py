"""Messages change their place for good: both sides are told, message by message, so that whoever reads the log knows
where each belongs."""

from collections.abc import Sequence
from typing import Any

from keepword.conversations.models import Conversation, Message, MessageReference
from keepword.conversations.threading import digest
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.log import Fact


def move(ids: Sequence[int], *, origin: Conversation, to: Conversation, by: Actor) -> None:
    """Those of one conversation to another one, and what answers them will follow."""
    messages = Message.objects.filter(id__in=ids)
    digests = [digest(name) for name in messages.exclude(message_id="").values_list("message_id", flat=True)]
    MessageReference.objects.filter(digest__in=digests, conversation=origin).update(conversation=to)
    messages.update(conversation=to, inbox=to.inbox_id)
    log.record_all(
        [Fact("message.left", by, origin.pk, origin.inbox_id, message_id=one, data={"to": to.pk}) for one in ids]
        + [
            Fact("message.moved", by, to.pk, to.inbox_id, message_id=one, data=_came(one, origin=origin))
            for one in ids
        ]
    )


def _came(message_id: int, *, origin: Conversation) -> dict[str, Any]:
    """What somebody declared done without an answer stays so."""
    return {"from": origin.pk, "settled": message_id <= (origin.settled_to or 0)}
