"""A bulk act is begun, stopped, or taken back: written down here, done in the background."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from keepword.conversations.bulk.acts import ACTS, checked
from keepword.conversations.models import Bulk, BulkRow, SavedView
from keepword.conversations.models.bulk import CANCELLED, DONE, GATHERING, RUNNING
from keepword.conversations.models.conversation import VIEWS
from keepword.events import log
from keepword.kit import clock
from keepword.people.models import Agent

MOST = 10_000  # conversations in one go
BEGUN = "bulk.begun"


class CannotBegin(ValueError):
    """`why` is "permission", "nothing" or "view"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def begin(
    do: str,
    *,
    by: Agent,
    to: Any = None,
    ids: Sequence[int] = (),
    view: str = "",
    saved_view: SavedView | None = None,
    form: str = "",
) -> Bulk:
    """Of a selection, of a built-in view or of a saved one, see `acts.ACTS`. What the agent may not see when it is
    done is not done. The same `form` again is the same one. Raises CannotBegin and BadAct."""
    known = Bulk.objects.filter(by=by, form=form).first() if form else None
    if known:
        return known
    kept = checked(do, to)
    if not by.may(ACTS[do].permission):
        raise CannotBegin("permission")
    if view and view not in VIEWS:
        raise CannotBegin("view")
    if not (ids or view or saved_view):
        raise CannotBegin("nothing")
    made = Bulk.objects.create(
        by=by,
        at=clock.now(),
        do=do,
        to=kept,
        view=view,
        saved_view=saved_view.pk if saved_view else None,
        form=form or None,
        state=GATHERING if view or saved_view else RUNNING,
    )
    add_rows(made, ids=ids)
    log.record(BEGUN, actor=by.as_actor, bulk=made.pk)
    return made


def add_rows(bulk: Bulk, *, ids: Sequence[int]) -> None:
    rows = [BulkRow(bulk=bulk, conversation_id=number) for number in dict.fromkeys(ids)][:MOST]
    BulkRow.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


@transaction.atomic
def cancel(bulk: Bulk, *, by: Agent) -> bool:
    """What is done stays done, and can be taken back; the rest stays as it was. False when it was over."""
    stopped = Bulk.objects.filter(pk=bulk.pk, state__in=[GATHERING, RUNNING]).update(
        state=CANCELLED, ended_at=clock.now()
    )
    if stopped:
        log.record("bulk.cancelled", actor=by.as_actor, bulk=bulk.pk)
    return bool(stopped)


@transaction.atomic
def undo(bulk: Bulk, *, by: Agent) -> Bulk | None:
    """Take back what was done, but what changed since. None when it cannot be: it runs, it is one that undoes, or the
    act is final. Twice is once."""
    Bulk.objects.select_for_update().get(pk=bulk.pk)
    if not bulk.is_over or bulk.undoes_id or ACTS[bulk.do].back is None:
        return None
    known = Bulk.objects.filter(undoes=bulk).first()
    if known:
        return known
    made = Bulk.objects.create(by=by, at=clock.now(), do=bulk.do, to=bulk.to, undoes=bulk, state=RUNNING)
    done = bulk.rows.filter(state=DONE).order_by("-id")
    add_rows(made, ids=list(done.values_list("conversation_id", flat=True)))
    log.record(BEGUN, actor=by.as_actor, bulk=made.pk)
    return made
