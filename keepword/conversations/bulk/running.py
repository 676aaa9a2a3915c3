"""A bulk act is done a few rows at a time, in a transaction for each few, in slices that a worker can hold."""

from django.db import transaction
from django.db.models import Max

from keepword.conversations.bulk.acts import ACTS, CannotBeDone, perform, take_back
from keepword.conversations.bulk.beginning import MOST, add_rows
from keepword.conversations.changing import lock_all
from keepword.conversations.models import Bulk, BulkRow, Conversation, SavedView
from keepword.conversations.models.bulk import DONE, FAILED, GATHERING, LEFT, RUNNING, SAME, TO_DO
from keepword.conversations.models.conversation import BINNED, DELETED, MERGED
from keepword.conversations.views import rules
from keepword.conversations.views.listing import page_of
from keepword.events import giving_way, log
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.updating import update
from keepword.people.models import Agent
from keepword.people.permissions import BULK

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
    few = ACTS[bulk.do].at_once
    for start in range(0, len(ids), few):
        giving_way.to_pages()  # or a colleague's note waits for SQLite's only writer until all of the slice is done
        if Bulk.objects.filter(pk=bulk.pk, state=RUNNING).exists():
            _do_rows(ids[start : start + few], bulk=bulk, agent=agent)
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
def _do_rows(numbers: list[int], *, bulk: Bulk, agent: Agent) -> None:
    """The rows and what is done are written together: a crash in between does nothing twice. What follows from the
    facts follows once for all of them."""
    rows = list(BulkRow.objects.select_for_update().filter(pk__in=numbers, state=TO_DO).order_by("id"))
    if not rows:
        return
    chunk = _Chunk(rows, bulk=bulk, agent=agent)
    with log.gathered() as facts:
        for row in rows:
            so_far = len(facts)
            try:
                with transaction.atomic():
                    chunk.do(row)
            except CannotBeDone as error:
                del facts[so_far:]
                row.state, row.reason, row.was = FAILED, error.why, None
    chunk.finish()


class _Chunk:
    """What is read once for a few rows. Their conversations are held, in one order, until the transaction ends."""

    def __init__(self, rows: list[BulkRow], *, bulk: Bulk, agent: Agent) -> None:
        self._rows, self._bulk, self._agent, self._act = rows, bulk, agent, ACTS[bulk.do]
        ids = [row.conversation_id for row in rows]
        if len(ids) > 1:
            lock_all(ids)
        self._found = Conversation.objects.visible_to(agent).filter(pk__in=ids).with_people().in_bulk()
        self._newest = _newest_facts(ids)
        done = BulkRow.objects.filter(bulk_id=bulk.undoes_id or 0, conversation_id__in=ids) if bulk.undoes_id else []
        self._done = {row.conversation_id: row for row in done}

    def do(self, row: BulkRow) -> None:
        """Raises CannotBeDone."""
        on = _fit(self._found.get(row.conversation_id), bulk=self._bulk, agent=self._agent)
        if self._bulk.undoes_id:
            self._take_back(row, on=on)
        else:
            row.was = {"was": self._act.state(on, self._bulk.to)}
            perform(self._act, on=on, to=self._bulk.to, by=self._agent)
            row.state = DONE

    def _take_back(self, row: BulkRow, *, on: Conversation) -> None:
        """What somebody changed since is left as it is."""
        done = self._done[row.conversation_id]
        if self._newest.get(on.pk, 0) != done.mark:
            row.state, row.reason = LEFT, "changed"
            return
        was = done.was["was"] if done.was else None
        take_back(self._act, on=on, to=self._bulk.to, was=was, by=self._agent)
        row.state = DONE

    def finish(self) -> None:
        """After everything that followed. Where nobody did anything new, it was so before."""
        marks = {} if self._bulk.undoes_id else _newest_facts([row.conversation_id for row in self._rows])
        for row in self._rows:
            if row.state == DONE and marks:
                row.mark = marks.get(row.conversation_id, 0)
                if row.mark == self._newest.get(row.conversation_id, 0):
                    row.state, row.was, row.mark = SAME, None, row.mark
            update(BulkRow, pk=row.pk, state=row.state, reason=row.reason, was=row.was, mark=row.mark)


def _fit(conversation: Conversation | None, *, bulk: Bulk, agent: Agent) -> Conversation:
    if not agent.is_active or not all(map(agent.may, (BULK, ACTS[bulk.do].permission))):
        raise CannotBeDone("permission")
    if conversation is None:
        raise CannotBeDone("gone")
    if conversation.status == MERGED and bulk.do != "merge":
        raise CannotBeDone("merged")
    if conversation.status in (BINNED, DELETED) and bulk.do not in ("restore", "merge"):
        raise CannotBeDone("binned")
    return conversation


def _newest_facts(conversation_ids: list[int]) -> dict[int, int]:
    """Whatever somebody did or said; not what happened by itself, a receipt or a clock."""
    facts = Event.objects.filter(conversation_id__in=conversation_ids).exclude(actor_kind=SYSTEM.kind)
    newest = facts.order_by().values_list("conversation_id").annotate(newest=Max("id"))
    return {number: pk for number, pk in newest if number}


@transaction.atomic
def _go_on_or_end(bulk: Bulk, *, cause: Event) -> None:
    if not Bulk.objects.filter(pk=bulk.pk, state=RUNNING).exists():
        return
    if bulk.rows.filter(state=TO_DO).exists():
        log.record(WENT_ON, cause=cause, bulk=bulk.pk)
        return
    Bulk.objects.filter(pk=bulk.pk, state=RUNNING).update(state=DONE, ended_at=clock.now())
    log.record("bulk.ended", cause=cause, bulk=bulk.pk)
