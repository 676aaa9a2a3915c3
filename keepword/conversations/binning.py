"""Somebody deletes a conversation by hand: it goes to the bin, and stands where it stood when it is restored. A month
later its words are gone for good, see `privacy/retention/binned.py`."""

from datetime import timedelta

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import BinMark, Conversation
from keepword.conversations.models.conversation import BINNED, DELETED, MERGED, OPEN, RESOLVED, SNOOZED, SPAM, WAITING
from keepword.conversations.resolving import reopen, resolve, wait_for_customer
from keepword.conversations.settling import need_no_reply
from keepword.conversations.snoozing import snooze
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.people.models import Agent

KEPT = timedelta(days=30)


class CannotDelete(ValueError):
    """`why` is "held" or "merged" (the conversation in which it went on is deleted instead)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def put_in_bin(conversation: Conversation, *, by: Agent) -> None:
    """Out of every list but the bin. What was open is resolved first, so that nobody waits and nothing is owed. Its
    words go in thirty days, with those of what was merged into it. If the customer writes again before that, it is
    open again. A second time does nothing. Raises CannotDelete."""
    lock(conversation)
    if conversation.is_held or Conversation.objects.filter(merged_into=conversation, is_held=True).exists():
        raise CannotDelete("held")
    if conversation.status == MERGED:
        raise CannotDelete("merged")
    if conversation.status in (BINNED, DELETED):
        return
    was = {
        "was": conversation.status,
        "until": conversation.snoozed_until,
        "resolved_at": conversation.resolved_at,
        "waited": conversation.waiting_since is not None,
    }
    BinMark.objects.update_or_create(conversation=conversation, defaults=was | {"at": clock.now(), "by": by})
    if was["was"] not in (RESOLVED, SPAM):
        resolve(conversation, by=by.as_actor)
    solved_at = None if was["was"] == SPAM else conversation.resolved_at
    conversation.change(status=BINNED, delete_at=clock.now() + KEPT, resolved_at=solved_at)
    tell(conversation, "conversation.deleted", by=by.as_actor)


@transaction.atomic
def restore(conversation: Conversation, *, by: Agent) -> None:
    """Back to what it was, with whoever held it. Safe twice; what is empty already cannot come back."""
    lock(conversation)
    if conversation.status != BINNED:
        return
    mark = BinMark.objects.get(conversation=conversation)
    conversation.change(**as_done(conversation, mark=mark))
    tell(conversation, "conversation.brought_back", by=by.as_actor)
    if mark.was in (OPEN, WAITING, SNOOZED):
        reopen(conversation, by=by.as_actor)
        _put_back(conversation, mark=mark, by=by.as_actor)


def as_done(conversation: Conversation, *, mark: BinMark) -> dict[str, object]:
    """The fields that take it out of the bin and open nothing: what was solved, or spam, is so again."""
    if mark.was == SPAM:
        return {"status": SPAM, "resolved_at": mark.resolved_at}
    return {"status": RESOLVED, "resolved_at": mark.resolved_at or conversation.resolved_at}


def _put_back(conversation: Conversation, *, mark: BinMark, by: Actor) -> None:
    """Of what is open now. What was put aside until a time gone by is simply open."""
    if not mark.waited and conversation.waiting_since is not None and mark.was != WAITING:
        need_no_reply(conversation, by=by)  # somebody had said before that it needs no answer
    if mark.was == WAITING:
        wait_for_customer(conversation, by=by)
    elif mark.was == SNOOZED and mark.until and mark.until > clock.now():
        snooze(conversation, until=mark.until, by=by)
