"""They were two matters after all: a merge is undone, exactly, also after new words came."""

from datetime import datetime
from typing import Any

from django.db import transaction

from keepword.conversations.asides import moving as asides
from keepword.conversations.changing import lock, lock_all, tell
from keepword.conversations.drafting.following import go_on
from keepword.conversations.fields.indexing import index_fields
from keepword.conversations.joining.merging import point
from keepword.conversations.joining.moving import move
from keepword.conversations.models import Conversation, Merge, Message, Tag
from keepword.conversations.models.conversation import MERGED, OPEN, RESOLVED, SNOOZED, WAITING
from keepword.conversations.models.message import INBOUND
from keepword.conversations.previewing import preview_of
from keepword.conversations.waiting import unanswered_since
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent

MOVES_STATUS = (
    "conversation.resolved",
    "conversation.waiting",
    "conversation.reopened",
    "conversation.deleted",
    "conversation.brought_back",
    "conversation.snoozed",
    "conversation.woken",
    "conversation.marked_spam",
    "conversation.unmarked_spam",
    "conversation.no_reply_needed",
    "message.queued",
    "message.received",
)
SET_DOWN = (WAITING, SNOOZED, RESOLVED)


class CannotUnmerge(ValueError):
    """`why` is "merged" (the kept one was merged itself since: that merge is undone first) or "emptied" (its words
    were deleted since, with those of the other one: nothing would come back)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def unmerge(merged: Merge, *, by: Agent) -> bool:
    """Each gets back what was its own, and the other one what came to it since by its own thread. Our answers since
    stay where they were written, and whoever waited in the other one waits again. What somebody changed since in the
    kept one stays as they left it. False when it was undone already. Raises CannotUnmerge."""
    lock_all([merged.kept_id, merged.other_id])
    if not Merge.objects.standing().filter(pk=merged.pk).update(undone_at=clock.now()):
        return False
    kept, other = lock(Conversation(pk=merged.kept_id)), lock(Conversation(pk=merged.other_id))
    if kept.status == MERGED:
        raise CannotUnmerge("merged")
    if kept.emptied_at is not None and kept.emptied_at >= merged.at:
        raise CannotUnmerge("emptied")
    back, came = _messages(merged, kept=kept), _came_since(merged, kept=kept)
    Message.everywhere.filter(id__in=back).update(conversation=other, inbox=other.inbox_id)
    asides.move_back(back, to=other, origin=kept)
    other.change(merged_into=None, **_times(merged.other_was))
    told = tell(
        other, "conversation.unmerged", by=by.as_actor, merge=merged.pk, kept=kept.pk, reference=kept.reference
    )
    _give_back(merged, kept=kept, other=other)
    move(came, origin=kept, to=other, by=by.as_actor)
    index_fields([kept.pk, other.pk])
    if came:
        _waits_since(other, came=came)
    kept.change(**_left(merged, kept=kept, cause_id=told.pk))
    facts = {"merge": merged.pk, "other": other.pk, "reference": other.reference}
    tell(kept, "conversation.gave_back", by=by.as_actor, cause=told, **facts)
    if not kept.messages.exists():  # it was only made to carry the other one, see `relocating.py`: it leads back
        kept.change(status=MERGED, merged_into=other, waiting_since=None, snoozed_until=None)
        go_on(kept.pk, to=other.pk)
        if kept.is_held:  # whoever said meanwhile that it must be kept meant its words
            other.change(is_held=True)
    return True


def _messages(merged: Merge, *, kept: Conversation) -> list[int]:
    """Those that are still there: a part may have been split off since."""
    return list(Message.everywhere.filter(id__in=merged.messages, conversation=kept).values_list("id", flat=True))


def _came_since(merged: Merge, *, kept: Conversation) -> list[int]:
    """What came by the other one's own thread or address, see `receiving.py`."""
    since = _facts_since(merged).filter(name="message.received", data__via=merged.other_id)
    ids = list(since.order_by("id").values_list("message_id", flat=True))
    return list(Message.objects.filter(id__in=ids, conversation=kept).order_by("id").values_list("id", flat=True))


def _facts_since(merged: Merge) -> Any:
    took_in = Event.objects.filter(conversation_id=merged.kept_id, name="conversation.took_in")
    first = took_in.filter(data__merge=merged.pk).values_list("id", flat=True).first() or 0
    return Event.objects.filter(conversation_id=merged.kept_id, id__gt=first)


def _give_back(merged: Merge, *, kept: Conversation, other: Conversation) -> None:
    written = Message.objects.filter(conversation=kept, kind=INBOUND).values("sender_address")
    kept.participants.filter(id__in=merged.participants).exclude(address__in=written).delete()
    kept.tags.remove(*Tag.objects.filter(name__in=merged.tags))
    for column, ids in (("merged_into", merged.merged), ("parent", merged.children)):
        still = Conversation.objects.filter(id__in=ids, **{column: kept})  # house: ids that the merge wrote down
        point(still.values_list("id", flat=True), column=column, to=other)


def _waits_since(other: Conversation, *, came: list[int]) -> None:
    """New words opened it again, as they would have."""
    words = Message.objects.filter(id__in=came, is_automatic=False).order_by("id")
    first, newest = words.first(), words.last()
    if first is None or newest is None:
        return
    status = OPEN if other.status in SET_DOWN else other.status
    other.change(
        status=status,
        snoozed_until=None if status == OPEN else other.snoozed_until,
        resolved_at=None if status == OPEN else other.resolved_at,
        waiting_since=other.waiting_since or first.at,
        last_activity_at=max(other.last_activity_at, newest.at),
        preview=preview_of(newest.text),
    )


def _left(merged: Merge, *, kept: Conversation, cause_id: int) -> dict[str, Any]:
    """What the kept one is without the other: as it was, where nothing moved it since."""
    was = _times(merged.kept_was)
    if not _facts_since(merged).filter(name__in=MOVES_STATUS, id__lt=cause_id).exists():
        return was
    newest = Message.objects.filter(conversation=kept).exclude(kind="note").order_by("-at", "-id").first()
    return {
        "preview": preview_of(newest.text) if newest else kept.preview,
        "last_activity_at": max(newest.at, was["last_activity_at"]) if newest else was["last_activity_at"],
        "waiting_since": unanswered_since(kept) if kept.waiting_since else None,
    }


def _times(was: dict[str, Any]) -> dict[str, Any]:
    times = ("waiting_since", "snoozed_until", "resolved_at", "last_activity_at")
    return {name: datetime.fromisoformat(value) if value and name in times else value for name, value in was.items()}
