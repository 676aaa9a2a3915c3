"""Two conversations become one: nothing that was said is lost, and old addresses lead to the one that is kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from keepword.conversations.asides import moving as asides
from keepword.conversations.changing import lock, lock_all, tell
from keepword.conversations.models import Conversation, Merge, Message, Participant, Tag
from keepword.conversations.models.conversation import BINNED, DELETED, MERGED, OPEN, RESOLVED, SNOOZED, SPAM, WAITING
from keepword.conversations.models.message import NOTE
from keepword.conversations.previewing import preview_of
from keepword.kit import clock
from keepword.people.models import Agent

REMEMBERED = ("status", "waiting_since", "snoozed_until", "resolved_at", "settled_to", "preview", "last_activity_at")
SET_DOWN = (WAITING, SNOOZED, RESOLVED)


class CannotMerge(ValueError):
    """`why` is "itself", "merged" (one of them went on elsewhere already), "spam" or "binned"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def merge(other: Conversation, *, into: Conversation, by: Agent, is_move: bool = False) -> Merge:
    """`other` goes on in `into`: messages, notes, who takes part, tags and cases. If somebody waits in it they wait
    there, since they wrote. One mail that came to both stays where it is, so that it is read once. `is_move`: what was
    set down stays so, and the history says that it was moved, see `relocating.py`. Whoever calls has asked that `by`
    sees both. Raises CannotMerge."""
    lock_all([other.pk, into.pk])
    lock(other)
    lock(into)
    _demand_fit(other, into=into)
    kept_was, other_was = _state(into), _state(other)
    made = Merge.objects.create(
        kept=into,
        other=other,
        at=clock.now(),
        by=by,
        messages=_move_messages(other, into=into),
        participants=_add_participants(other, into=into),
        tags=_add_tags(other, into=into),
        merged=_move_rows("merged_into", of=other, into=into),
        children=_move_rows("parent", of=other, into=into),
        kept_was=kept_was,
        other_was=other_was,
    )
    since = other.waiting_since
    other.change(status=MERGED, merged_into=into, waiting_since=None, snoozed_until=None)
    into.change(**_joined(into, other=other, since=since, preview=_newest_words(into), opens=not is_move))
    facts: dict[str, Any] = {"merge": made.pk, "since": since.isoformat() if since else None}
    if is_move:
        facts["is_move"] = True
    told = tell(other, "conversation.merged", by=by.as_actor, into=into.pk, reference=into.reference, **facts)
    tell(into, "conversation.took_in", by=by.as_actor, cause=told, other=other.pk, reference=other.reference, **facts)
    return made


def _demand_fit(other: Conversation, *, into: Conversation) -> None:
    if other.pk == into.pk:
        raise CannotMerge("itself")
    if MERGED in (other.status, into.status):
        raise CannotMerge("merged")
    if SPAM in (other.status, into.status):
        raise CannotMerge("spam")
    if {BINNED, DELETED} & {other.status, into.status}:
        raise CannotMerge("binned")


def _state(conversation: Conversation) -> dict[str, Any]:
    values = {name: getattr(conversation, name) for name in REMEMBERED}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}


def _move_messages(other: Conversation, *, into: Conversation) -> list[int]:
    """With those of its side conversations."""
    theirs = Message.everywhere.filter(conversation=other)  # house: whoever merges sees both
    ids = list(theirs.order_by("id").values_list("id", flat=True))
    if other.inbox_id != into.inbox_id:
        known = Message.everywhere.filter(inbox_id=into.inbox_id, external_id__isnull=False)
        twice = theirs.filter(aside__isnull=True, external_id__in=known.values("external_id"))
        ids = sorted(set(ids) - set(twice.values_list("id", flat=True)))
    Message.everywhere.filter(id__in=ids).update(conversation=into, inbox=into.inbox_id)
    asides.move(other, into=into)
    return ids


def _add_participants(other: Conversation, *, into: Conversation) -> list[int]:
    known = set(into.participants.values_list("address", flat=True))
    new = [
        Participant.objects.create(
            conversation=into,
            contact_id=one.contact_id,
            address=one.address,
            is_trusted=one.is_trusted,
            is_bystander=one.is_bystander,
            added_at=one.added_at,
        )
        for one in other.participants.order_by("id")
        if one.address not in known
    ]
    return [one.pk for one in new]


def _add_tags(other: Conversation, *, into: Conversation) -> list[str]:
    known = set(into.tags.values_list("id", flat=True))
    new = [tag for tag in Tag.objects.filter(id__in=other.tags.values("id")) if tag.pk not in known]
    into.tags.add(*new)
    return sorted(tag.name for tag in new)


def _move_rows(column: str, *, of: Conversation, into: Conversation) -> list[int]:
    """What pointed to the other one points to the kept one; but nothing points to itself."""
    # What hangs on the two, whatever inbox it lies in: it must not be lost.
    rows = Conversation.objects.filter(**{column: of}).exclude(pk=into.pk)
    ids = list(rows.order_by("id").values_list("id", flat=True))
    point(ids, column=column, to=into)
    return ids


def point(ids: Iterable[int], *, column: str, to: Conversation) -> None:
    # house: ids that a merge wrote down
    Conversation.objects.filter(id__in=list(ids)).update(**{column: to, "version": F("version") + 1})


def _joined(
    into: Conversation, *, other: Conversation, since: datetime | None, preview: str, opens: bool
) -> dict[str, Any]:
    """What the list shows of the kept one now. `opens`: who waits in the other one opens it."""
    latest = max(into.last_activity_at, other.last_activity_at)
    fields: dict[str, Any] = {"last_activity_at": latest, "preview": preview, "is_joined": True}
    if since:
        fields["waiting_since"] = min(since, into.waiting_since or since)
        if opens and into.status in SET_DOWN:
            fields |= {"status": OPEN, "snoozed_until": None, "resolved_at": None}
    return fields


def _newest_words(into: Conversation) -> str:
    newest = Message.objects.filter(conversation=into).exclude(kind=NOTE).order_by("-at", "-id").only("text").first()
    return preview_of(newest.text) if newest else into.preview
