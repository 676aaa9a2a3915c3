"""Which stretches of which index hold a view: one lane for each value that the index begins with, so that a lane is
read in its own order and never sorted."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from keepword.conversations.finding.meaning import Condition, among, either
from keepword.conversations.models.conversation import ELSEWHERE, SPAM, STATUSES
from keepword.conversations.views.meaning import Meant

MOST = 40
Lane = tuple[Condition, ...]
NOBODY = "IS NULL"
IS_SNOOZED, NOT_SPAM = Condition("c.status = 'snoozed'"), Condition("NOT c.status = 'spam'")  # as the indexes have it
NOT_ELSEWHERE = Condition(f"c.status NOT IN ({', '.join(['%s'] * len(ELSEWHERE))})", tuple(ELSEWHERE))


@dataclass(frozen=True, slots=True)
class Phase:
    """Rows by one column and then by id; only those of which `only` holds. `lacks` is the column that is empty in all
    of them, "" for none."""

    column: str
    is_descending: bool
    only: Condition | None = None
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Ways:
    """The lanes; what an index says of all rows of each of them; and what must be asked of every row besides. No lane
    at all: nothing can be found."""

    lanes: list[Lane]
    within: list[Condition]
    rest: list[Condition]


def _then_newest(column: str) -> tuple[Phase, Phase]:
    """What has no such time stands behind, newest first: a sort moves rows and hides none."""
    return (
        Phase(column, is_descending=False, only=Condition(f"{column} IS NOT NULL")),
        # So written that no index on the column is entered: most rows may have none, and would have to be sorted.
        Phase("c.last_activity_at", is_descending=True, only=Condition(f"({column} IS NULL) IS TRUE"), lacks=column),
    )


SORTS: dict[str, tuple[Phase, ...]] = {
    "newest": (Phase("c.last_activity_at", is_descending=True),),
    "oldest": (Phase("c.last_activity_at", is_descending=False),),
    "waiting": _then_newest("c.waiting_since"),
    "due": _then_newest("c.due_at"),
    "snoozed": _then_newest("c.snoozed_until"),
}


def phase_to_count(meant: Meant) -> Phase:
    """The order whose index passes the fewest rows: that of a time which few conversations have, if one is asked for.
    Somebody's own are few already."""
    demanded = meant.demanded
    if "c.snoozed_until" in demanded:
        return SORTS["snoozed"][0]
    if "c.waiting_since" in demanded:
        return SORTS["waiting"][0]
    if "c.due_at" in demanded and not {"assignee", "team"} & set(meant.lanes):
        return SORTS["due"][0]
    return SORTS["newest"][0]


def ways_of(meant: Meant, *, phase: Phase) -> Ways:
    is_hopeless = phase.lacks in meant.demanded or phase.column in meant.without
    if is_hopeless or any(not values for values in meant.lanes.values()):
        return Ways([], [], [])
    names = _names(meant, column=phase.column)
    lanes = [tuple(lane) for lane in product(*(_values(meant, name=name) for name in names))]
    within = _of_the_index(phase, has_lanes=bool(names))
    rest = [either(values) for name, values in meant.lanes.items() if name not in names]
    rest += meant.conditions
    if phase.lacks and phase.only:
        rest.append(phase.only)
    for column, span in meant.spans:
        (within if column == phase.column else rest).append(span)
    if not meant.with_spam and "status" not in names:
        rest += [NOT_ELSEWHERE] if NOT_SPAM in within else [NOT_SPAM, NOT_ELSEWHERE]
    return Ways(lanes, within, rest)


def _of_the_index(phase: Phase, *, has_lanes: bool) -> list[Condition]:
    """So written as the index has it."""
    if phase.column == "c.last_activity_at":
        return [] if has_lanes else [NOT_SPAM]
    known = [Condition(f"{phase.column} IS NOT NULL")]
    if phase.column == "c.snoozed_until":
        return [*known, IS_SNOOZED]
    return known if has_lanes or phase.column == "c.due_at" else [*known, NOT_SPAM]


def _names(meant: Meant, *, column: str) -> list[str]:
    """The fields with which an index begins that goes on in the order of this column."""
    if column == "c.snoozed_until":
        return []
    if column == "c.due_at":
        return ["status"]
    head = _head(meant, heads=HEADS[column])
    if head == "inbox" and column == "c.waiting_since":
        return [head]
    needs_status = head in ("assignee", "language")  # their index goes on with it
    wanted = [name for name in ("status", head) if name in meant.lanes or (name == "status" and needs_status)]
    is_few = prod(len(_values(meant, name=name)) for name in wanted) <= MOST
    return wanted if is_few else ["status"]


HEADS = {"c.last_activity_at": ("assignee", "team", "inbox", "language"), "c.waiting_since": ("assignee", "inbox")}


def _head(meant: Meant, *, heads: Sequence[str]) -> str:
    """Somebody's own is the shortest lane; what nobody has may be most of all."""
    present = [name for name in heads if name in meant.lanes]
    own = [name for name in present if not any(NOBODY in one.sql for one in meant.lanes[name])]
    return next(iter([*own, *(name for name in present if name != "team")]), "")  # of those without a team is no index


def _values(meant: Meant, *, name: str) -> Sequence[Condition]:
    if name == "status" and name not in meant.lanes:
        return [among("c.status", [status]) for status in STATUSES if status != SPAM]
    return meant.lanes[name]
