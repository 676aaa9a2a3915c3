"""This is not a customer; or it is one, after all, and stands where it stood."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation, SpamMark
from keepword.conversations.models.conversation import OPEN, RESOLVED, SNOOZED, SPAM, WAITING
from keepword.conversations.models.message import INBOUND
from keepword.conversations.models.spam import BY_SOMEBODY
from keepword.conversations.resolving import resolve, wait_for_customer
from keepword.conversations.seeing import newest_word
from keepword.conversations.snoozing import snooze
from keepword.conversations.waiting import unanswered_since
from keepword.events.actor import Actor
from keepword.kit import clock


@transaction.atomic
def mark_spam(conversation: Conversation, *, by: Actor) -> None:
    """Out of every list but its own; counted nowhere; what follows in it stays there."""
    lock(conversation)
    if conversation.status == SPAM:
        return
    was = {
        "was": conversation.status,
        "until": conversation.snoozed_until,
        "resolved_at": conversation.resolved_at,
        "newest": newest_word(conversation.pk),
    }
    fresh = {"at": clock.now(), "why": BY_SOMEBODY, "share": 0, "words": [], "ended_at": None}
    SpamMark.objects.update_or_create(conversation=conversation, defaults=was | fresh)
    conversation.change(status=SPAM, waiting_since=None, snoozed_until=None)
    tell(conversation, "conversation.marked_spam", by=by, was=was["was"])


@transaction.atomic
def unmark_spam(conversation: Conversation, *, by: Actor) -> None:
    """Back to what it was, with whoever held it. Open where the customer wrote since, or where the time that it was
    put aside until has gone by."""
    if open_from_spam(conversation, by=by):
        mark = SpamMark.objects.filter(conversation=conversation).first()
        if mark:
            _put_back(conversation, mark=mark, by=by)


@transaction.atomic
def open_from_spam(conversation: Conversation, *, by: Actor) -> bool:
    """It is no spam, and open, wherever it stood. False when it was none."""
    lock(conversation)
    if conversation.status != SPAM:
        return False
    conversation.change(status=OPEN, resolved_at=None, waiting_since=unanswered_since(conversation))
    SpamMark.objects.filter(conversation=conversation).update(ended_at=clock.now())
    tell(conversation, "conversation.unmarked_spam", by=by)
    return True


def _put_back(conversation: Conversation, *, mark: SpamMark, by: Actor) -> None:
    """What was done is so only where nothing came that nobody answered."""
    if mark.was == RESOLVED and conversation.waiting_since is None:
        resolve(conversation, by=by)
        if mark.resolved_at:
            conversation.change(resolved_at=mark.resolved_at)
    elif mark.was == WAITING and conversation.waiting_since is None:
        wait_for_customer(conversation, by=by)
    elif mark.was == SNOOZED and mark.until and mark.until > clock.now() and not _wrote_since(conversation, mark=mark):
        snooze(conversation, until=mark.until, by=by)


def _wrote_since(conversation: Conversation, *, mark: SpamMark) -> bool:
    """A robot's word is none."""
    words = conversation.messages.filter(kind=INBOUND, is_automatic=False, id__gt=mark.newest or 0)
    return bool(words.exists())
