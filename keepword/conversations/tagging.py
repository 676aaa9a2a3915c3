"""Words that sort conversations."""

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.models import Conversation, Tag
from keepword.events.actor import Actor
from keepword.events.models import Event

LENGTH = 60


class BadTag(ValueError):
    """An empty or too long name."""


def clean(name: str) -> str:
    """Tags are told apart by their words, not by case or spaces. Raises BadTag."""
    folded = " ".join(name.split()).casefold()
    if not folded or len(folded) > LENGTH:
        raise BadTag(name)
    return folded


@transaction.atomic
def tag(conversation: Conversation, *, name: str, by: Actor, cause: Event | None = None) -> None:
    """Raises BadTag."""
    word = Tag.objects.get_or_create(name=clean(name))[0]
    lock(conversation)
    if conversation.tags.filter(pk=word.pk).exists():
        return
    conversation.tags.add(word)
    conversation.change()
    tell(conversation, "conversation.tagged", by=by, cause=cause, tag=word.name)


@transaction.atomic
def untag(conversation: Conversation, *, name: str, by: Actor, cause: Event | None = None) -> None:
    """Raises BadTag."""
    word = Tag.objects.filter(name=clean(name)).first()
    lock(conversation)
    if word is None or not conversation.tags.filter(pk=word.pk).exists():
        return
    conversation.tags.remove(word)
    conversation.change()
    tell(conversation, "conversation.untagged", by=by, cause=cause, tag=word.name)
