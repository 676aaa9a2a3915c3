"""How it stands with what a customer was told: for their own page, in honest words."""

from dataclasses import dataclass
from datetime import datetime

from keepword.conversations.models import Conversation
from keepword.hours.saying import say_instant
from keepword.promises.models import Promise
from keepword.promises.models.promise import BROKEN, EMERGENCY, KEPT_BY_WRITING, OPEN
from keepword.promises.wording import voices

CALM, LATE = "calm", "attention"


@dataclass(frozen=True, slots=True)
class Told:
    """`kind` is a component's name for it. `due_at` is the instant in `words`, so that a page can say how long that
    is from now; `asked_at` when they wrote."""

    kind: str
    words: str
    due_at: datetime
    asked_at: datetime
    is_over: bool


def told(conversation: Conversation, *, now: datetime, language: str, zone: str) -> Told | None:
    """What they may expect now, in the active language. None when they wait for nothing, or were told no time.

    A broken promise is said as what it is: for as long as nobody has answered, nothing else is true.
    """
    if conversation.waiting_since is None:
        return None
    promise = _latest(conversation)
    if promise is None:
        return None
    is_over = promise.state == BROKEN or promise.due_at <= now
    when = say_instant(promise.due_at, now=now, language=language, zone=zone)
    words = _words(promise, conversation=conversation, when=when, is_over=is_over)
    return Told(LATE if is_over else CALM, words, promise.due_at, conversation.waiting_since, is_over)


def _latest(conversation: Conversation) -> Promise | None:
    """That of an emergency, which was said last and is due first; else the open one that is due last, since it was
    said in place of the others; else the one that was broken."""
    of_this_wait = Promise.objects.filter(conversation=conversation, what__in=KEPT_BY_WRITING)
    said = of_this_wait.filter(state__in=[OPEN, BROKEN], made_at__gte=conversation.waiting_since)
    return max(said, key=lambda one: (one.kind == EMERGENCY, one.state == OPEN, one.due_at), default=None)


def _words(promise: Promise, *, conversation: Conversation, when: str, is_over: bool) -> str:
    if is_over:
        return voices.broken(when=when)
    if Promise.objects.filter(renewed_by=promise).exists():
        return voices.renewed(when=when)
    return voices.answered_by(conversation.inbox.brand.voice, when=when)
