"""Tasks go where their conversation goes: into the one with which it was merged, and back; with the words that they
are about, when those become a conversation of their own."""

from collections.abc import Iterable
from typing import Any

from keepword.conversations.models import Conversation, InternalTask
from keepword.conversations.tasks.telling import MOVED, show_on, tell
from keepword.events.actor import SYSTEM
from keepword.events.models import Event


def go_where_it_goes_on(event: Event) -> None:
    """Reaction to `conversation.merged`."""
    tasks = InternalTask.objects.filter(conversation_id=event.conversation_id or 0)  # house: whose they ever are
    _move(tasks.order_by("id"), to=event.data["into"], cause=event, merge=event.data["merge"])


def come_back(event: Event) -> None:
    """Reaction to `conversation.unmerged`: what was given since stays where it was given."""
    kept = event.data["kept"]
    moved = Event.objects.filter(conversation_id=kept, name=MOVED, data__merge=event.data["merge"])
    ids = [data["task"] for data in moved.values_list("data", flat=True)]
    if ids:
        theirs = InternalTask.objects.filter(id__in=ids, conversation_id=kept)  # house: as above
        _move(theirs.order_by("id"), to=event.conversation_id or 0, cause=event)


def go_with_its_words(event: Event) -> None:
    """Reaction to `message.moved`."""
    about = InternalTask.objects.filter(about_id=event.message_id or 0)  # house: as above
    _move(about.exclude(conversation_id=event.conversation_id or 0), to=event.conversation_id or 0, cause=event)


def _move(tasks: Iterable[InternalTask], *, to: int, cause: Event, **more: Any) -> None:
    found = list(tasks)
    if not found:
        return
    place = Conversation.objects.get(pk=to)  # house: as above
    for task in found:
        task.conversation = place
        task.save(update_fields=["conversation"])
        tell(task, MOVED, by=SYSTEM, cause=cause, **more)
    show_on(to)
