"""It is not owed any more."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import BINNED
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.kit import clock
from keepword.promises.dues import refresh
from keepword.promises.ledger.keeping import settle_by_words
from keepword.promises.ledger.renewing import TooLate
from keepword.promises.models import Promise
from keepword.promises.models.promise import OPEN, WITHDRAWN

REASON = 300
SPAM, IN_BIN = "spam", "deleted"  # reasons that are no words of anybody


class NoReason(ValueError):
    """Nothing is withdrawn without saying why."""


@transaction.atomic
def withdraw(promise: Promise, *, reason: str, by: Actor, cause: Event | None = None) -> None:
    """Stop counting it, for a reason that everybody can read. Only before it is due, so that nothing broken is made
    to disappear. Raises NoReason and renewing.TooLate."""
    if not reason.strip():
        raise NoReason
    conversation = lock(Conversation.objects.get(pk=promise.conversation_id))
    promise.refresh_from_db()
    now = clock.now()
    if not promise.is_open or promise.due_at <= now:
        raise TooLate
    fields = {"state": WITHDRAWN, "settled_at": now, "reason": reason.strip()[:REASON], "at_risk_since": None}
    Promise.objects.filter(pk=promise.pk).update(**fields)
    promise.refresh_from_db()
    facts = {"promise": promise.pk, "what": promise.what, "due_at": promise.due_at.isoformat()}
    tell(conversation, "promise.withdrawn", by=by, cause=cause, **facts)


def withdrawn_as_spam(event: Event) -> None:
    """Reaction to `conversation.marked_spam`: nobody is owed anything."""
    _withdraw_all(event, reason=SPAM)


def withdrawn_in_bin(event: Event) -> None:
    """Reaction to `conversation.deleted`. What was kept or broken before stays counted."""
    _withdraw_all(event, reason=IN_BIN)


def _withdraw_all(event: Event, *, reason: str) -> None:
    promises = Promise.objects.open().filter(conversation_id=event.conversation_id or 0, due_at__gt=event.at)
    for promise in promises:
        withdraw(promise, reason=reason, by=Actor(event.actor_kind, event.actor_id), cause=event)


def owed_after_all(event: Event) -> None:
    """Reaction to `conversation.unmarked_spam`: what was promised counts again, by what was answered meanwhile."""
    _owe_again(event, reason=SPAM)


def owed_out_of_bin(event: Event) -> None:
    """Reaction to `conversation.brought_back` and to `.reopened`, which takes it out of the bin as well."""
    if event.name == "conversation.brought_back" or event.data.get("was") == BINNED:
        _owe_again(event, reason=IN_BIN)


def _owe_again(event: Event, *, reason: str) -> None:
    promises = Promise.objects.filter(conversation_id=event.conversation_id or 0, state=WITHDRAWN, reason=reason)
    ids = list(promises.values_list("id", flat=True))
    promises.update(state=OPEN, settled_at=None, reason="")
    for promise in Promise.objects.filter(id__in=ids):
        settle_by_words(promise, cause=event)
    refresh([event.conversation_id or 0])
