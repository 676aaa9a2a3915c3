"""A bulk act is done row by row, each in a transaction of its own, in slices that a worker can hold."""

from django.db import transaction
from django.db.models import Max

from keepword.conversations.bulk.acts import ACTS, CannotBeDone, perform, take_back
from keepword.conversations.bulk.beginning import MOST, add_rows
from keepword.conversations.models import Bulk, BulkRow, Conversation, SavedView
from keepword.conversations.models.bulk import DONE, FAILED, GATHERING, LEFT, RUNNING, SAME, TO_DO
from keepword.conversations.models.conversation import MERGED
from keepword.conversations.views import rules
from keepword.conversations.views.listing import page_of
from keepword.events import log
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent

SLICE = 200  # rows for one task: some seconds, far less than a worker's lease
WENT_ON = "bulk.went_on"


def run(event: Event) -> None:
    """Reaction to `bulk.begun` and to its own `bulk.went_on`. Again after a crash it goes on where it was."""
    bulk = Bulk.objects.filter(pk=event.data["bulk"]).first()
    if bulk is None or bulk.is_over:
        return
    # As they are now: what they may do and see may have changed since they pressed.
    agent = Agent.objects.get(pk=bulk.by_id)
    if bulk.state == GATHERING:
        _gather(bulk, agent=agent)
    ids = list(bulk.rows.filter(state=TO_DO).order_by("id").values_list("id", flat=True)[:SLICE])
    for number in ids:
        if Bulk.objects.filter(pk=bulk.pk, state=RUNNING).exists():
            _do_row(number, bulk=bulk, agent=agent)
    _go_on_or_end(bulk, cause=event)


@transaction.atomic
def _gather(bulk: Bulk, *, agent: Agent) -> None:
    """The conversations of a view, as it is now and as far as the agent sees them."""
    ids = _of_saved_view(bulk, agent=agent) if bulk.saved_view else _of_view(bulk, agent=agent)
    add_rows(bulk, ids=ids)
    Bulk.objects.filter(pk=bulk.pk, state=GATHERING).update(state=RUNNING)


def _of_view(bulk: Bulk, *, agent: Agent) -> list[int]:
    rows = Conversation.objects.visible_to(agent).of_view(bulk.view, agent=agent)
    return list(rows.order_by("-last_activity_at", "-id").values_list("id", flat=True)[:MOST])


def _of_saved_view(bulk: Bulk, *, agent: Agent) -> list[int]:
    view = SavedView.objects.visible_to(agent).in_use().filter(pk=bulk.saved_view or 0).first()
    if view is None:
        return []
    ids: list[int] = []
    cursor, asked = None, rules.read(view.conditions)
    while len(ids) < MOST:
        page = page_of(asked, sort=view.sort, agent=agent, cursor=cursor, columns=("id",), limit=SLICE)
        ids += [number for (number,) in page.rows]
        cursor = page.next
        if cursor is None:
            break
    return ids[:MOST]


@transaction.atomic
def _do_row(number: int, *, bulk: Bulk, agent: Agent) -> None:
    """The row and what is done are written together: a crash in between does nothing twice."""
    row = BulkRow.objects.select_for_update().get(pk=number)
    if row.state != TO_DO:
        return
    found = Conversation.objects.visible_to(agent).filter(pk=row.conversation_id).with_people().first()
    try:
        with transaction.atomic():
            row.state = (
                _undo_one(row, found, bulk=bulk, agent=agent)
                if bulk.undoes_id
                else _do_one(row, found, bulk=bulk, agent=agent)
            )
    except CannotBeDone as error:
        row.state, row.reason, row.was = FAILED, error.why, None
    row.save(update_fields=["state", "reason", "was", "mark"])


def _do_one(row: BulkRow, conversation: Conversation | None, *, bulk: Bulk, agent: Agent) -> str:
    act = ACTS[bulk.do]
    on = _fit(conversation, bulk=bulk, agent=agent)
    was = act.state(on, bulk.to)
    before = _newest_fact(on)
    perform(act, on=on, to=bulk.to, by=agent)
    row.mark = _newest_fact(on)
    if row.mark == before:
        return SAME
    row.was = {"was": was}
    return DONE


def _undo_one(row: BulkRow, conversation: Conversation | None, *, bulk: Bulk, agent: Agent) -> str:
    """Rows that somebody changed since are left as they are."""
    act = ACTS[bulk.do]
    done = BulkRow.objects.get(bulk_id=bulk.undoes_id or 0, conversation_id=row.conversation_id)
    on = _fit(conversation, bulk=bulk, agent=agent)
    if _newest_fact(on) != done.mark:
        row.reason = "changed"
        return LEFT
    take_back(act, on=on, to=bulk.to, was=done.was["was"] if done.was else None, by=agent)
    return DONE


def _fit(conversation: Conversation | None, *, bulk: Bulk, agent: Agent) -> Conversation:
    if not agent.is_active or not agent.may(ACTS[bulk.do].permission):
        raise CannotBeDone("permission")
    if conversation is None:
        raise CannotBeDone("gone")
    if conversation.status == MERGED and bulk.do != "merge":
        raise CannotBeDone("merged")
    return conversation


def _newest_fact(conversation: Conversation) -> int:
    """Whatever somebody did or said; not what happened by itself, a receipt or a clock."""
    facts = Event.objects.filter(conversation_id=conversation.pk).exclude(actor_kind=SYSTEM.kind)
    return facts.aggregate(newest=Max("id"))["newest"] or 0


@transaction.atomic
def _go_on_or_end(bulk: Bulk, *, cause: Event) -> None:
    if not Bulk.objects.filter(pk=bulk.pk, state=RUNNING).exists():
        return
    if bulk.rows.filter(state=TO_DO).exists():
        log.record(WENT_ON, cause=cause, bulk=bulk.pk)
        return
    Bulk.objects.filter(pk=bulk.pk, state=RUNNING).update(state=DONE, ended_at=clock.now())
    log.record("bulk.ended", cause=cause, bulk=bulk.pk)
