"""What a conversation remembers, so that nobody asks for what never was: columns of the row that pages read anyway."""

from django.db.models import F

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import RESOLVED
from keepword.events.models import Event

MOST = 30_000  # what the smallest of the engines' columns holds


def opened_again(event: Event) -> None:
    """Reaction to `conversation.reopened`: the customer wrote again after it was solved. An agent who opens one again
    takes back a press."""
    if event.actor_kind != "contact" or event.data.get("was") != RESOLVED:
        return
    here = Conversation.objects.filter(pk=event.conversation_id or 0, reopened__lt=MOST)  # house: of the fact
    here.update(reopened=F("reopened") + 1)


def broke_promise(event: Event) -> None:
    """Reaction to `promise.broken`. It stays so, even where the promise was not broken after all: it only says that it
    is worth asking."""
    here = Conversation.objects.filter(pk=event.conversation_id or 0, has_broken_promise=False)  # house: of the fact
    here.update(has_broken_promise=True)
