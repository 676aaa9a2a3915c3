"""A long file is looked at, and then done, a few lines at a time: in slices that a worker can hold, from where it was
after a stop. What a line would do, and doing it, is the way of short files too (`trying.py`)."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext as _

from keepword.events import giving_way, log
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.among import Among, listed
from keepword.kit.tables import Line
from keepword.kit.updating import update_all
from keepword.people.models import Agent, ListFile, ListLine
from keepword.people.models.list_file import CANCELLED, DOING, DONE, READING, TRIED, TRYING
from keepword.web.settings.lists.contacts import CONTACTS
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Listed, Wrong
from keepword.web.settings.lists.long.keeping import BEGUN
from keepword.web.settings.lists.trying import LINES_SHOWN, Now, Tried, tried_line

FILES = ListFile.objects  # house: the worker's, told by a fact; the pages ask `visible_to`
LONG: dict[str, Listed] = {CONTACTS.name: CONTACTS}
SLICE = 5.0  # seconds for one task, far less than a worker's lease
LOOKED_AT, DONE_AT_ONCE, GONE_AT_ONCE = 100, 20, 1000  # lines that hold a database for less than a tenth of a second
KEPT = timedelta(days=7)
WENT_ON, TRIED_IT, ENDED = "import.went_on", "import.tried", "import.ended"
NAMES = {ADD: "added", CHANGE: "changed", SAME: "as_it_was"}


def follow(event: Event) -> None:
    """Reaction to `import.begun` and to its own `import.went_on`. Again after a crash it goes on where it was."""
    number, until = int(event.data["file"]), time.monotonic() + SLICE
    while _step(number):
        if time.monotonic() > until:
            with transaction.atomic():
                log.record(WENT_ON, cause=event, file=number)
            return
        giving_way.to_pages()


def do(file: ListFile) -> None:
    """What the trial showed is done, without what is wrong in it. Pressed twice it is done once."""
    with transaction.atomic():
        begun = FILES.filter(pk=file.pk, state=TRIED).update(state=DOING, reached=0)
        if begun:
            log.record(BEGUN, file=file.pk)


def cancel(file: ListFile) -> None:
    """What is done stays done; the rest of the file is thrown away."""
    with transaction.atomic():
        here = FILES.select_for_update().filter(pk=file.pk, state__in=[READING, TRYING, TRIED, DOING]).first()
        if here is not None:
            _end(here, state=CANCELLED)
            log.record(BEGUN, file=file.pk)


def forget_old() -> None:
    """What could not be done stays a week, and so does a file to which nobody said yes."""
    old = FILES.filter(at__lt=clock.now() - KEPT).exclude(state=DOING).order_by("id")
    for file in old[:20]:
        while _throw_away(file):
            giving_way.to_pages()
        FILES.filter(pk=file.pk).delete()


def _step(number: int) -> bool:
    """A few lines, in one short transaction; who was quicker did this step. Returns whether there may be more."""
    file = FILES.filter(pk=number).first()
    if file is None or file.state not in STEPS:
        return False
    by = Agent.objects.get(pk=file.by_id)  # as they are now: what they may do may have changed
    if file.state != CANCELLED and not (by.is_active and by.may(LONG[file.into].permission)):
        cancel(file)
        return True
    with translation.override(file.language):
        return STEPS[file.state](file, by)


def _held(file: ListFile) -> ListFile | None:
    """As it is now, held until the transaction ends. None where somebody was quicker."""
    here = FILES.select_for_update().filter(pk=file.pk, state=file.state, reached=file.reached)
    return here.first()


def _try(file: ListFile, by: Agent) -> bool:
    """Looked at before the transaction, while nobody waits for us."""
    lines = list(file.lines.filter(number__gt=file.reached).order_by("number")[:LOOKED_AT])
    twice = _twice(file, lines)
    steps = _Steps(file, by=by)
    tried = [steps.tried(one, is_twice=one.key in twice) for one in lines]
    with transaction.atomic():
        here = _held(file)
        if here is None:
            return True
        if lines:
            shown = LINES_SHOWN - sum(here.counts.get(act, 0) for act in (ADD, CHANGE, SAME))
            update_all(ListLine, _found(lines, tried, shown=shown), fields=FOUND)
            _count(here, [one.act if not one.why else "wrong" for one in tried])
            here.reached = lines[-1].number
        else:
            here.state = TRIED
            log.record(TRIED_IT, file=here.pk, to=here.by_id)
        here.save(update_fields=["counts", "reached", "state"])
    return bool(lines)


FOUND = ("act", "column", "why", "words", "changes")


def _found(lines: Sequence[ListLine], tried: Sequence[Tried], *, shown: int) -> list[list[object]]:
    """As `FOUND`, behind the id; of those that are well, `shown` are kept with their words."""
    rows: list[list[object]] = []
    for line, one in zip(lines, tried, strict=True):
        is_shown = not one.why and shown > 0
        shown -= is_shown
        rows.append(
            [line.pk, one.act, one.column, one.why, one.words if is_shown else "", one.changes if is_shown else []]
        )
    return rows


def _do(file: ListFile, by: Agent) -> bool:
    """A line is gone with what it did: a stop in between does nothing twice, and leaves nothing out."""
    with transaction.atomic():
        here = _held(file)
        if here is None:
            return True
        lines = list(here.lines.filter(number__gt=here.reached, why="").order_by("number")[:DONE_AT_ONCE])
        if not lines:
            _end(here, state=DONE)
            log.record(ENDED, file=here.pk, to=here.by_id)
            return False
        steps = _Steps(here, by=by)
        with log.gathered() as facts:
            done = [steps.done(one, facts=facts) for one in lines]
        left = [(line, one) for line, one in zip(lines, done, strict=True) if one.why]
        update_all(ListLine, [[line.pk, one.column, one.why] for line, one in left], fields=("column", "why"))
        gone = {line.pk for line in lines} - {line.pk for line, _one in left}
        ListLine.objects.filter(Among("id", listed(gone))).delete()
        _count(here, ["left" if one.why else NAMES[one.act] for one in done])
        here.reached = lines[-1].number
        here.save(update_fields=["counts", "reached"])
    return True


class _Steps:
    """What is read once for a few lines."""

    def __init__(self, file: ListFile, *, by: Agent) -> None:
        self._names, self._now = file.columns, Now(LONG[file.into], by)
        self._columns = self._now.of.columns

    def tried(self, line: ListLine, *, is_twice: bool) -> Tried:
        return tried_line(self._as_read(line), columns=self._columns, now=self._now, is_twice=is_twice, is_real=False)

    def done(self, line: ListLine, *, facts: list[Event]) -> Tried:
        """All of it or nothing; what follows from it with the `facts` of the others."""
        so_far = len(facts)
        try:
            with transaction.atomic():
                found = tried_line(
                    self._as_read(line), columns=self._columns, now=self._now, is_twice=False, is_real=True,
                    told=line.act,
                )  # fmt: skip
                if found.why:
                    raise Wrong(found.column, found.why)
        except (Wrong, IntegrityError) as error:
            del facts[so_far:]
            changed = _("Something changed in the meantime. Look at it again.")
            wrong = error if isinstance(error, Wrong) else Wrong("", changed)
            return Tried(line.number, SAME, "", wrong.column, wrong.why)
        return found

    def _as_read(self, line: ListLine) -> Line:
        return Line(line.number, dict(zip(self._names, line.cells, strict=True)))


def _twice(file: ListFile, lines: Sequence[ListLine]) -> set[str]:
    """The keys that stand in the file more than once."""
    same = ListLine.objects.filter(Among("key", listed({one.key for one in lines})), file=file)
    return set(same.values_list("key").annotate(count=Count("id")).filter(count__gt=1).values_list("key", flat=True))


def _throw_away(file: ListFile) -> bool:
    """Returns whether there was something."""
    ids = list(file.lines.order_by("number").values_list("id", flat=True)[:GONE_AT_ONCE])
    ListLine.objects.filter(Among("id", listed(ids))).delete()
    return bool(ids)


def _end(file: ListFile, *, state: str) -> None:
    file.state, file.ended_at = state, clock.now()
    file.save(update_fields=["state", "ended_at"])
    count = file.counts.get("added", 0) + file.counts.get("changed", 0)
    if count:
        log.record("list.imported", actor=file.by.as_actor, list=file.into, count=count)


def _count(file: ListFile, names: Sequence[str]) -> None:
    found: Mapping[str, int] = Counter(names)
    file.counts |= {name: file.counts.get(name, 0) + count for name, count in found.items()}


STEPS: dict[str, Callable[[ListFile, Agent], bool]] = {
    TRYING: _try,
    DOING: _do,
    CANCELLED: lambda file, by: _throw_away(file),
}
