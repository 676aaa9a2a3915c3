"""A page of a view and its count, at a cost that has an end whatever is asked and however much is stored.

A page is a walk through lanes (`lanes.py`) from where the page before ended. First a short stretch of each lane is
tried, which nearly always fills the page. Otherwise a rule that few conversations pass is asked for them directly; and
when there is none, a long stretch follows, which says where it stopped: the page may then be short, and the next goes
on from there.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from keepword.conversations.finding.meaning import Condition, sql_of, values_of
from keepword.conversations.views.lanes import SORTS, Lane, Phase, Ways, phase_to_count, ways_of
from keepword.conversations.views.meaning import Meant
from keepword.kit.pages import BadCursor

FIRST_REACH, REACH, COUNT_REACH = 400, 6_000, 2_000  # rows of all lanes together
SHORTEST_REACH = 100  # of one lane
FEW = 2_000
OF_A_CONVERSATION = re.compile(r"\bc\.\w+")  # a column, in a condition
Key = tuple[Any, int]  # the time as the database gives it, and the id


@dataclass(frozen=True, slots=True)
class Page:
    """`next` is the cursor of the page after, None at the end; before it a page may be short and even empty."""

    ids: list[int]
    next: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """`is_more`: there are more than `number`, or there may be, because the walk had to end."""

    number: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class _Stretch:
    """`stopped_at` is the last row that was tried in every lane, None when all were."""

    keys: list[Key]
    stopped_at: Key | None


def page(meant: Meant, *, sort: str, cursor: str | None, limit: int) -> Page:
    """Raises BadCursor."""
    return page_through(SORTS[sort], meant, cursor=cursor, limit=limit)


def page_through(phases: Sequence[Phase], meant: Meant, *, cursor: str | None, limit: int) -> Page:
    """As `page`."""
    place, start = _decoded(cursor, phases=len(phases)) if cursor else (0, None)
    found: list[int] = []
    for number in range(place, len(phases)):
        wanted = limit + 1 - len(found)
        stretch = _walked(meant, phase=phases[number], after=start, limit=wanted)
        if len(stretch.keys) == wanted:
            last = stretch.keys[-2] if wanted > 1 else None
            found += [row for _, row in stretch.keys[:-1]]
            return Page(found, _behind(number, last))
        found += [row for _, row in stretch.keys]
        if stretch.stopped_at:
            return Page(found, _behind(number, stretch.stopped_at))
        start = None
    return Page(found, None)


def _walked(meant: Meant, *, phase: Phase, after: Key | None, limit: int) -> _Stretch:
    near = _tried(meant, phase=phase, after=after, limit=limit, reach=FIRST_REACH)
    if len(near.keys) >= limit or near.stopped_at is None:
        return near
    rest = limit - len(near.keys)
    few = few_of(meant)
    if few is not None:
        return _Stretch(near.keys + _among(few, meant, phase=phase, after=near.stopped_at, limit=rest), None)
    far = _tried(meant, phase=phase, after=near.stopped_at, limit=rest, reach=REACH)
    return _Stretch(near.keys + far.keys, far.stopped_at)


def _tried(meant: Meant, *, phase: Phase, after: Key | None, limit: int, reach: int) -> _Stretch:
    ways = ways_of(meant, phase=phase)
    keys: list[Key] = []
    stops: list[Key] = []
    for lane in ways.lanes:
        where = [*lane, *ways.within, *_bounds(phase, after=after)]
        # Where all rows of the lane are wanted, what is wanted ends the walk.
        share = _share(reach, ways.lanes) if ways.rest else limit
        found = _keys(phase, where=where, rest=ways.rest, reach=share, limit=limit)
        keys += found
        if ways.rest and len(found) < limit:
            stops += _nth(phase, where=where, number=share)
    keys.sort(reverse=phase.is_descending)
    stop = (max if phase.is_descending else min)(stops, default=None)
    if stop is not None:
        keys = [key for key in keys if (key >= stop if phase.is_descending else key <= stop)]
    return _Stretch(keys[:limit], stop)


def _share(reach: int, lanes: Sequence[Lane]) -> int:
    return max(SHORTEST_REACH, reach // max(1, len(lanes)))


def _nth(phase: Phase, *, where: Sequence[Condition], number: int) -> list[Key]:
    """Where a stretch of so many rows ends; nothing when there are fewer."""
    way = _way(phase)
    sql = (
        f"SELECT {phase.column}, c.id FROM conversations_conversation c WHERE {sql_of(where)} "  # noqa: S608
        f"ORDER BY {phase.column} {way}, c.id {way} LIMIT 1 OFFSET {number - 1}"
    )
    return fetched(sql, values=values_of(where))


def _bounds(phase: Phase, *, after: Key | None) -> list[Condition]:
    beyond = "<" if phase.is_descending else ">"
    return [Condition(f"({phase.column}, c.id) {beyond} (%s, %s)", after)] if after else []


def _way(phase: Phase) -> str:
    return "DESC" if phase.is_descending else "ASC"


def _stretch(phase: Phase, *, where: Sequence[Condition], rest: Sequence[Condition], reach: int) -> str:
    """The next rows of a lane, in order, with what `rest` asks of them. That stays outside, or a database might take
    an index for it that holds a large part of all conversations."""
    columns = {phase.column, "c.id", *OF_A_CONVERSATION.findall(sql_of(rest))}
    way = _way(phase)
    return (
        f"(SELECT {', '.join(sorted(columns))} FROM conversations_conversation c WHERE {sql_of(where)} "  # noqa: S608
        f"ORDER BY {phase.column} {way}, c.id {way} LIMIT {reach}) c"
    )


def _keys(phase: Phase, *, where: Sequence[Condition], rest: Sequence[Condition], reach: int, limit: int) -> list[Key]:
    """The rows come as the stretch orders them; to ask for the order again would look at all of them first."""
    stretch = _stretch(phase, where=where, rest=rest, reach=reach)
    sql = f"SELECT {phase.column}, c.id FROM {stretch} WHERE {sql_of(rest)} LIMIT {limit}"  # noqa: S608
    return fetched(sql, values=[*values_of(where), *values_of(rest)])


def fetched(sql: str, *, values: Sequence[Any]) -> list[Key]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [(at, row) for at, row in cursor.fetchall()]


def _among(ids: Sequence[int], meant: Meant, *, phase: Phase, after: Key | None, limit: int) -> list[Key]:
    ways = ways_of(meant, phase=phase)
    if not ids or not ways.lanes:
        return []
    here = Condition(f"c.id IN ({', '.join(map(str, ids))})")
    held = Condition(f"({' OR '.join(sql_of(lane).join('()') for lane in ways.lanes)})", _values(ways.lanes))
    where = [here, *_bounds(phase, after=after), held, *ways.within, *ways.rest]
    way = _way(phase)
    sql = (
        f"SELECT {phase.column}, c.id FROM conversations_conversation c WHERE {sql_of(where)} "  # noqa: S608
        f"ORDER BY {phase.column} {way}, c.id {way} LIMIT {limit}"
    )
    return fetched(sql, values=values_of(where))


def _values(lanes: Sequence[Lane]) -> tuple[Any, ...]:
    return tuple(value for lane in lanes for one in lane for value in one.values)


def few_of(meant: Meant) -> list[int] | None:
    """The conversations that pass the narrowest rule, None when none is narrow."""
    for way in meant.few:
        with connection.cursor() as cursor:
            cursor.execute(f"{way.sql} LIMIT {FEW + 1}", values_of([way]))
            ids = [row for (row,) in cursor.fetchall()]
        if len(ids) <= FEW:
            return ids
    return None


def count(meant: Meant, *, most: int) -> Count:
    """At most `most` are counted."""
    phase = phase_to_count(meant)
    ways = ways_of(meant, phase=phase)
    few = few_of(meant) if ways.lanes and ways.rest else None
    if few is not None:
        found, is_cut = len(_among(few, meant, phase=phase, after=None, limit=most + 1)), False
    else:
        found, is_cut = _counted(ways, phase=phase, most=most)
    return Count(min(found, most), is_cut or found > most)


def _counted(ways: Ways, *, phase: Phase, most: int) -> tuple[int, bool]:
    """How many, more than `most` at the most, and whether the walk ended before all were tried."""
    found, is_cut = 0, False
    share = _share(COUNT_REACH, ways.lanes)
    for lane in ways.lanes:
        where = [*lane, *ways.within]
        wanted = most + 1 - found
        stretch = _stretch(phase, where=where, rest=ways.rest, reach=share if ways.rest else wanted)
        sql = f"SELECT 1 FROM {stretch} WHERE {sql_of(ways.rest)} LIMIT {wanted}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({sql}) counted", [*values_of(where), *values_of(ways.rest)])  # noqa: S608
            found += cursor.fetchone()[0]
        if found > most:
            break
        is_cut = is_cut or bool(ways.rest and _nth(phase, where=where, number=share + 1))
    return found, is_cut


def _behind(phase: int, key: Key | None) -> str:
    at, row = key or ("", 0)
    return cursor_of(phase=phase, at=at, row=row)


def cursor_of(*, phase: int, at: Any, row: int) -> str:
    """Behind this row. `at` is a time, as the database gives it or aware; "" before the first of the phase."""
    written = at.isoformat() if isinstance(at, datetime) else str(at)
    return base64.urlsafe_b64encode(f"{phase}|{written}|{row}".encode()).decode().rstrip("=")


def _decoded(cursor: str, *, phases: int) -> tuple[int, Key | None]:
    try:
        phase, at, row = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split("|")
        moment = datetime.fromisoformat(at) if at else None
        number, place = int(row), int(phase)
        if moment:
            moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError, binascii.Error) as error:
        raise BadCursor(cursor) from error
    if not 0 <= number < 2**63 or not 0 <= place < phases:
        raise BadCursor(cursor)
    return place, (connection.ops.adapt_datetimefield_value(moment), number) if moment else None
