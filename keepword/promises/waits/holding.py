"""Did it hold? The outcome of each published wait, read off the waits themselves.

An outcome has the instant of the world (the answer, or the time that passed), so it does not matter when this runs,
how often, or whether all of it is read anew.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery

from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.updating import update_all
from keepword.promises.models.estimate import HELD, MISSED, NEVER, PublishedWait, PublishedWaitQuerySet
from keepword.promises.models.wait import REPLY, Wait

AT_ONCE = 500


def settle() -> int:
    """Write down all outcomes that are known by now. How many there were."""
    at, settled = clock.now(), 0
    while ids := list(_known(PublishedWait.objects.open(), at=at).values_list("id", flat=True)[:AT_ONCE]):
        _write(ids, at=at)
        settled += len(ids)
    return settled


def read_again(event: Event) -> None:
    """The past of a conversation has changed (an answer failed, a resolution was taken back): `settle` looks anew.

    Open rows are written too, so that this waits for a `settle` that read the past as it was."""
    PublishedWait.objects.filter(conversation=event.conversation_id).update(outcome="", known_at=None)


def read_when_sent_again(event: Event) -> None:
    """Reaction to `message.queued`: the same words are an answer from now on. Nothing is asked of what goes first."""
    if event.data.get("again"):
        read_again(event)


def outcome(*, due_at: datetime, ended_at: datetime | None, ended_by: str) -> tuple[str, datetime]:
    """What became of it, and when that was known; for one that is answered, ended or past its time."""
    if ended_at is not None and ended_at <= due_at:
        return (HELD if ended_by == REPLY else NEVER), ended_at
    return MISSED, due_at


def _known(rows: PublishedWaitQuerySet, *, at: datetime) -> QuerySet[PublishedWait]:
    """The wait that a row is about is the one that ran when it was said: the last that had begun."""
    waits = Wait.objects.counted().filter(conversation_id=OuterRef("conversation_id"))
    last = waits.filter(started_at__lte=OuterRef("said_at")).order_by("-started_at")
    found = rows.annotate(
        wait_id=Subquery(last.values("id")[:1]),
        ended_at=Subquery(last.values("ended_at")[:1]),
        ended_by=Subquery(last.values("ended_by")[:1]),
    )
    return found.filter(Q(due_at__lte=at) | Q(ended_at__lte=at)).order_by("id")


def _write(ids: Sequence[int], *, at: datetime) -> None:
    """Locked first and read afterwards: nobody changes the past of a row between our reading and writing."""
    with transaction.atomic():
        locked = PublishedWait.objects.filter(pk__in=ids).select_for_update().order_by("id")
        open_ids = [row.pk for row in locked if row.outcome == ""]
        rows = list(_known(PublishedWait.objects.filter(pk__in=open_ids), at=at))
        update_all(PublishedWait, [(row.pk, *_of(row)) for row in rows], fields=("outcome", "known_at"))


def _of(row: PublishedWait) -> tuple[str, datetime]:
    if row.wait_id is None:  # type: ignore[attr-defined]  # spam, or merged into another
        return NEVER, row.due_at
    return outcome(due_at=row.due_at, ended_at=row.ended_at, ended_by=row.ended_by)  # type: ignore[attr-defined]
