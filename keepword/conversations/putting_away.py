"""A letter that somebody began to write and never wrote: nobody has to look at it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from keepword.conversations.beginning import CHANNEL
from keepword.conversations.binning import KEPT
from keepword.conversations.changing import lock, tell
from keepword.conversations.models import BinMark, Conversation, Draft, Message
from keepword.conversations.models.conversation import BINNED, OPEN
from keepword.events.actor import SYSTEM
from keepword.kit import clock

EMPTY_FOR = timedelta(minutes=30)
AT_ONCE = 100


def put_away_empty() -> None:
    """What has been open and empty for half an hour lies in the bin: whoever goes on with it takes it out by writing
    in it. It was never solved and nobody was answered, so no report counts it. Run by the schedule; twice at once
    does no harm."""
    before = clock.now() - EMPTY_FOR
    for number in _empty(before=before).values_list("id", flat=True)[:AT_ONCE]:
        with transaction.atomic():
            held = lock(Conversation(pk=number))
            if _empty(before=before).filter(pk=number).exists():
                _put_away(held)


def _empty(*, before: datetime) -> QuerySet[Conversation]:
    """Nobody wrote, nobody is writing, nobody gave a task or joined anything to it."""
    waits_for_nothing = {"status": OPEN, "waiting_since": None, "preview": "", "last_activity_at__lt": before}
    untouched = {"due_at": None, "has_tasks": False, "aside_state": "", "is_joined": False, "is_held": False}
    said = Message.everywhere.filter(conversation=OuterRef("pk"))
    written = Draft.objects.filter(conversation=OuterRef("pk"))
    # house: of all, by the schedule
    found = Conversation.objects.filter(**waits_for_nothing, **untouched, channel=CHANNEL, tags=None)
    return found.filter(~Exists(said), ~Exists(written)).order_by("id")


def _put_away(conversation: Conversation) -> None:
    """Not resolved first, as `binning.put_in_bin` does: there was nothing to solve."""
    now = clock.now()
    BinMark.objects.update_or_create(conversation=conversation, defaults={"at": now, "by": None, "was": OPEN})
    conversation.change(status=BINNED, delete_at=now + KEPT)
    tell(conversation, "conversation.deleted", by=SYSTEM, was_empty=True)
