"""The words that sort are kept in order: renamed, coloured, merged, put away, and all of it taken back.

Macros, saved views and searches name a tag by its word. A word that is given up for another stays as a row that leads
to it (`merged_into`), so that whoever says the old one means the new one.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction

from keepword.conversations.models import Conversation, Tag
from keepword.conversations.tagging import clean
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.announcing import announce

AT_ONCE = 500
MOST_UNDONE = 20_000  # conversations whose ids one fact may hold

_Worn = Conversation.tags.through


class NameTaken(ValueError):
    """Another tag is called so: merge them."""


class CannotBeUndone(ValueError):
    """It went over too many conversations, or one of the two was changed since."""


@transaction.atomic
def add(name: str, *, colour: str, by: Actor) -> Tag:
    """Before anybody wrote it on a conversation. Raises BadTag."""
    tag = Tag.objects.create(name=clean(name), colour=colour)
    log.record("tag.added", actor=by, tag=tag.pk)
    return tag


@transaction.atomic
def change(tag: Tag, *, name: str, colour: str, by: Actor) -> None:
    """`colour` is one of `models.conversation.TAG_COLOURS`, "" for none. Raises BadTag, NameTaken."""
    new, fields = clean(name), []
    if new != tag.name:
        _free(new, of=tag)
        old, tag.name = tag.name, new
        tag.save(update_fields=["name"])
        Tag.objects.create(name=old, merged_into=tag, retired_at=clock.now())
        fields.append("name")
    if colour != tag.colour:
        tag.colour = colour
        tag.save(update_fields=["colour"])
        fields.append("colour")
    if fields:
        announce(log.record("tag.changed", actor=by, tag=tag.pk, fields=fields))


def _free(name: str, *, of: Tag) -> None:
    """The word that it had itself before may come back."""
    other = Tag.objects.select_for_update().filter(name=name).first()
    if other is None:
        return
    if other.merged_into_id != of.pk or _Worn.objects.filter(tag=other).exists():
        raise NameTaken(name)
    other.delete()


@transaction.atomic
def merge(tag: Tag, *, into: Tag, by: Actor) -> Event:
    """Every conversation with the one has the other. Nothing of the history is rewritten. Returns the fact, by which
    it is undone. Raises ValueError for two that are one, or for a word that was given up already."""
    rows = {row.pk: row for row in Tag.objects.select_for_update().filter(pk__in=[tag.pk, into.pk]).order_by("id")}
    if len(rows) < 2 or any(row.merged_into_id for row in rows.values()):
        raise ValueError(tag.pk, into.pk)
    both = set(_Worn.objects.filter(tag=into, conversation__tags=tag).values_list("conversation_id", flat=True))
    worn = list(_Worn.objects.filter(tag=tag).values_list("conversation_id", flat=True)[: MOST_UNDONE + 1])
    aliases = list(Tag.objects.filter(merged_into=tag).values_list("id", flat=True))
    for some in _parts(both):
        _Worn.objects.filter(tag=tag, conversation_id__in=some).delete()
    _Worn.objects.filter(tag=tag).update(tag=into)
    Tag.objects.filter(pk__in=[tag.pk, *aliases]).update(merged_into=into)
    undo: dict[str, Any] = {"worn": worn, "both": sorted(both), "aliases": aliases}
    undo = undo if len(worn) <= MOST_UNDONE else {}
    fact = log.record("tag.merged", actor=by, tag=tag.pk, into=into.pk, **undo)
    announce(fact)
    return fact


@transaction.atomic
def part(fact: Event, *, by: Actor) -> None:
    """As it was before the merging, but for what was tagged or untagged since. Raises CannotBeUndone."""
    data = fact.data
    tag = Tag.objects.select_for_update().filter(pk=data["tag"], merged_into=data["into"]).first()
    if tag is None or "worn" not in data:
        raise CannotBeUndone(fact.pk)
    both = set(data["both"])
    for some in _parts(data["worn"]):
        still = _Worn.objects.filter(tag=data["into"], conversation_id__in=some)
        theirs = list(still.values_list("conversation_id", flat=True))
        _Worn.objects.filter(tag=data["into"], conversation_id__in=[one for one in theirs if one not in both]).delete()
        _Worn.objects.bulk_create([_Worn(tag=tag, conversation_id=one) for one in theirs], ignore_conflicts=True)
    Tag.objects.filter(pk=tag.pk).update(merged_into=None)
    Tag.objects.filter(pk__in=data["aliases"]).update(merged_into=tag)
    announce(log.record("tag.parted", actor=by, tag=tag.pk, into=data["into"]))


@transaction.atomic
def retire(tag: Tag, *, by: Actor) -> None:
    """It is offered no more, and stays where it is."""
    if Tag.objects.filter(pk=tag.pk, retired_at__isnull=True).update(retired_at=clock.now()):
        log.record("tag.retired", actor=by, tag=tag.pk)


@transaction.atomic
def bring_back(tag: Tag, *, by: Actor) -> None:
    if Tag.objects.filter(pk=tag.pk, retired_at__isnull=False, merged_into__isnull=True).update(retired_at=None):
        log.record("tag.brought_back", actor=by, tag=tag.pk)


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    left = iter(ids)
    while some := list(islice(left, AT_ONCE)):
        yield some
