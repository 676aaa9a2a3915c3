"""What was promised goes where the conversation goes: into the one it was merged with, and back."""

from keepword.conversations.changing import tell
from keepword.conversations.models import Conversation
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.promises.dues import refresh
from keepword.promises.models import Promise

MOVED = "promise.moved"


def owed_where_it_goes_on(event: Event) -> None:
    """Reaction to `conversation.merged`: whoever answers there owes it."""
    promises = list(Promise.objects.filter(conversation_id=event.conversation_id or 0).order_by("id"))
    if not promises:
        return
    into = Conversation.objects.get(pk=event.data["into"])
    _put([one.pk for one in promises], into=into)
    for one in promises:
        tell(into, MOVED, by=SYSTEM, cause=event, promise=one.pk, merge=event.data["merge"])
    refresh([event.conversation_id or 0, into.pk])


def owed_here_again(event: Event) -> None:
    """Reaction to `conversation.unmerged`: each owes what it owed. What was promised since stays where it was."""
    kept = event.data["kept"]
    moved = Event.objects.filter(conversation_id=kept, name=MOVED, data__merge=event.data["merge"])
    ids = [data["promise"] for data in moved.values_list("data", flat=True)]
    if ids:
        _put(ids, into=Conversation.objects.get(pk=event.conversation_id or 0), only_of=kept)
        refresh([event.conversation_id or 0, kept])


def owed_with_its_words(event: Event) -> None:
    """Reaction to `message.moved`: a time that was said in a message goes with it."""
    said = list(Promise.objects.filter(message_id=event.message_id or 0).values_list("id", flat=True))
    if said:
        _put(said, into=Conversation.objects.get(pk=event.conversation_id or 0))
        refresh([event.conversation_id or 0, event.data["from"]])


def _put(ids: list[int], *, into: Conversation, only_of: int | None = None) -> None:
    promises = Promise.objects.filter(id__in=ids)
    if only_of is not None:
        promises = promises.filter(conversation_id=only_of)
    promises.update(conversation=into, inbox=into.inbox_id)
