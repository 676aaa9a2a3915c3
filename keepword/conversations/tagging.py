"""Words that sort conversations."""

from collections.abc import Iterable

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
    word = _meant(Tag.objects.select_related("merged_into").get_or_create(name=clean(name))[0])
    lock(conversation)
    if conversation.tags.filter(pk=word.pk).exists():
        return
    conversation.tags.add(word)
    conversation.change()
    tell(conversation, "conversation.tagged", by=by, cause=cause, tag=word.name)


@transaction.atomic
def untag(conversation: Conversation, *, name: str, by: Actor, cause: Event | None = None) -> None:
    """Raises BadTag."""
    said = Tag.objects.select_related("merged_into").filter(name=clean(name)).first()
    word = said and _meant(said)
    lock(conversation)
    if word is None or not conversation.tags.filter(pk=word.pk).exists():
        return
    conversation.tags.remove(word)
    conversation.change()
    tell(conversation, "conversation.untagged", by=by, cause=cause, tag=word.name)


def ids_of(names: Iterable[object]) -> list[int]:
    """The tags that these words mean; words that nobody used mean nothing."""
    rows = Tag.objects.filter(name__in=list(names)).values_list("id", "merged_into_id")
    return [merged or number for number, merged in rows]


def _meant(tag: Tag) -> Tag:
    """A word that was given up for another means that one."""
    return tag.merged_into or tag
