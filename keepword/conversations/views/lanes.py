"""Which stretches of which index hold a view: one lane for each value that the index begins with, so that a lane is
read in its own order and never sorted."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from keepword.conversations.finding.meaning import Condition, among, either
from keepword.conversations.models.conversation import SPAM, STATUSES
from keepword.conversations.views.meaning import Meant

MOST = 40
Lane = tuple[Condition, ...]
NOBODY = "IS NULL"
IS_SNOOZED, NOT_SPAM = Condition("c.status = 'snoozed'"), Condition("NOT c.status = 'spam'")  # as the indexes have it


@dataclass(frozen=True, slots=True)
class Phase:
    """Rows by one column and then by id; only those of which `only` holds."""

    column: str
    is_descending: bool
    only: Condition | None = None


def _then_newest(column: str) -> tuple[Phase, Phase]:
    """What has no such time stands behind, newest first: a sort moves rows and hides none."""
    return (
        Phase(column, is_descending=False, only=Condition(f"{column} IS NOT NULL")),
        # So written that no index on the column is entered: most rows may have none, and would have to be sorted.
        Phase("c.last_activity_at", is_descending=True, only=Condition(f"({column} IS NULL) IS TRUE")),
    )


SORTS: dict[str, tuple[Phase, ...]] = {
    "newest": (Phase("c.last_activity_at", is_descending=True),),
    "oldest": (Phase("c.last_activity_at", is_descending=False),),
    "waiting": _then_newest("c.waiting_since"),
    "due": _then_newest("c.due_at"),
    "snoozed": _then_newest("c.snoozed_until"),
}


def lanes_of(meant: Meant, *, phase: Phase) -> tuple[list[Lane], list[Condition]]:
    """The lanes, and what must hold in each besides. No lane at all: nothing can be found."""
    if any(not values for values in meant.lanes.values()):
        return [], []
    names = _names(meant, column=phase.column)
    chosen = [_values(meant, name=name) for name in names]
    rest = [either(values) for name, values in meant.lanes.items() if name not in names]
    rest += [*meant.conditions, *([phase.only] if phase.only else [])]
    if phase.column == "c.snoozed_until":
        rest.append(IS_SNOOZED)
    return [tuple(lane) for lane in product(*chosen)], rest


def of_the_index(lane: Lane, *, phase: Phase) -> list[Condition]:
    """What the index of a lane says of all its rows besides the lane's values."""
    if phase.column == "c.last_activity_at":
        return [] if lane else [NOT_SPAM]
    known = [Condition(f"{phase.column} IS NOT NULL")]
    if phase.column == "c.snoozed_until":
        return [*known, IS_SNOOZED]
    return known if lane or phase.column == "c.due_at" else [*known, NOT_SPAM]


def _names(meant: Meant, *, column: str) -> list[str]:
    """The fields with which an index begins that goes on in the order of this column."""
    if column == "c.snoozed_until":
        return []
    if column == "c.due_at":
        return ["status"]
    head = _head(meant, heads=HEADS[column])
    if head == "inbox" and column == "c.waiting_since":
        return [head]
    wanted = [name for name in ("status", head) if name in meant.lanes or (name, head) == ("status", "assignee")]
    is_few = prod(len(_values(meant, name=name)) for name in wanted) <= MOST
    return wanted if is_few else ["status"]


HEADS = {"c.last_activity_at": ("assignee", "team", "inbox"), "c.waiting_since": ("assignee", "inbox")}


def _head(meant: Meant, *, heads: Sequence[str]) -> str:
    """Somebody's own is the shortest lane; what nobody has may be most of all."""
    present = [name for name in heads if name in meant.lanes]
    own = [name for name in present if not any(NOBODY in one.sql for one in meant.lanes[name])]
    return next(iter([*own, *(name for name in present if name != "team")]), "")  # of those without a team is no index


def _values(meant: Meant, *, name: str) -> Sequence[Condition]:
    if name == "status" and name not in meant.lanes:
        return [among("c.status", [status]) for status in STATUSES if status != SPAM]
    return meant.lanes[name]
