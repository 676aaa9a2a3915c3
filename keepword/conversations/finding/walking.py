"""The newest messages that match, at a cost that has an end whatever is asked.

Words and filters may each be common and yet seldom meet. So the newest matches of the words are tried first. When too
few of them pass the filters, either the filters leave few conversations, and these are looked through for the words,
or a long walk through the words' matches follows, which stops after a reach and says where.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from keepword.conversations.finding.asking import Asked
from keepword.conversations.finding.estimating import is_common
from keepword.conversations.finding.matching import matches, query_of
from keepword.conversations.finding.meaning import Condition, Value, sql_of, values_of
from keepword.conversations.finding.narrowing import Narrowed

FIRST_REACH = 2_000
REACH, FURTHER_REACH = 5_000, 30_000  # of the first page, which must come at once, and of each that is asked for after
FEW = 1_500  # conversations
COMMON_REACH = 20_000  # messages: how far PostgreSQL walks down the table for a word that very many hold

NO_END = 2**62
Hit = tuple[int, int]  # message, conversation


class Walk(NamedTuple):
    """`hits` newest first. `stopped_at` is the last message that was tried, None when all were."""

    hits: list[Hit]
    stopped_at: int | None


def walk(asked: Asked, *, narrowed: Narrowed, before: int, limit: int) -> Walk:
    """At most `limit` hits older than message `before`, which is `NO_END` for the first page."""
    before, start = _bounded(narrowed, before=before), before
    near = _tried(asked, narrowed=narrowed, before=before, limit=limit, reach=FIRST_REACH)
    if len(near.hits) == limit or near.stopped_at is None:
        return near
    few = _few(narrowed)
    if few is not None:
        hits = among(asked, narrowed=narrowed, conversation_ids=few, conditions=[Condition("m.id < %s", (before,))])
        return Walk(hits[:limit], hits[limit - 1][0] if len(hits) > limit else None)
    rest = limit - len(near.hits)
    if connection.vendor != "sqlite" and asked.phrases and is_common(asked):
        # The index would name every message that holds such a word; the table has enough of them not far away, even
        # where one long conversation without it stands before them.
        where = [*narrowed.of_messages, *narrowed.of_conversations]
        far = _down_the_table(asked, where=where, before=near.stopped_at, limit=rest, reach=COMMON_REACH)
        return Walk(near.hits + far.hits, far.stopped_at)
    reach = REACH if start == NO_END else FURTHER_REACH
    far = _tried(asked, narrowed=narrowed, before=near.stopped_at, limit=rest, reach=reach)
    return Walk(near.hits + far.hits, far.stopped_at)


def _bounded(narrowed: Narrowed, *, before: int) -> int:
    """Where a walk back begins that is asked for what was written before a day: with the last such message."""
    if narrowed.until is None:
        return before
    # A plus keeps SQLite from walking down the fat rows of the table to the last such message: the index on the time
    # holds the ids as well.
    newest = "MAX(+id)" if connection.vendor == "sqlite" else "MAX(id + 0)"
    sql = f"SELECT {newest} FROM conversations_message WHERE at < %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [connection.ops.adapt_datetimefield_value(narrowed.until)])
        return min(before, (cursor.fetchone()[0] or 0) + 1)


def among(
    asked: Asked, *, narrowed: Narrowed, conversation_ids: Sequence[int], conditions: Sequence[Condition] = ()
) -> list[Hit]:
    """All hits in these conversations, newest first."""
    if not conversation_ids:
        return []
    here = Condition(f"m.conversation_id IN ({', '.join(map(str, conversation_ids))})")
    where = [here, *conditions, *narrowed.of_messages, *narrowed.of_conversations]
    source = "conversations_message m JOIN conversations_conversation c ON c.id = m.conversation_id"
    if not asked.phrases:
        where += _left_out(asked)
    elif connection.vendor != "sqlite":
        source += " JOIN conversations_search s ON s.id = m.id"
        where.append(Condition(matches(), (query_of(asked),)))
    hits = _hits(f"{source} WHERE {sql_of(where)} ORDER BY m.id DESC", where=where)
    return _with_words(hits, asked=asked) if asked.phrases and connection.vendor == "sqlite" else hits


def _with_words(hits: list[Hit], *, asked: Asked) -> list[Hit]:
    """Those that hold the words: one walk through the words' matches, because FTS5 is slow to look one row up. The
    plus keeps it from doing that."""
    if not hits:
        return []
    sql = (
        f"SELECT s.rowid FROM conversations_search s WHERE {matches()} AND s.rowid >= %s AND s.rowid <= %s "  # noqa: S608
        f"AND +s.rowid IN ({', '.join(str(message) for message, _ in hits)})"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, (query_of(asked), hits[-1][0], hits[0][0]))
        found = {row[0] for row in cursor.fetchall()}
    return [hit for hit in hits if hit[0] in found]


def _left_out(asked: Asked, *, bounds: Sequence[Condition] = ()) -> list[Condition]:
    """-words alone: what is left of all messages."""
    key = "s.rowid" if connection.vendor == "sqlite" else "s.id"
    within = "".join(f" AND {one.sql.replace('m.id', key)}" for one in bounds)
    sql = f"m.id NOT IN (SELECT {key} FROM conversations_search s WHERE {matches()}{within})"  # noqa: S608
    values = tuple(value for one in bounds for value in one.values)
    return [Condition(sql, (query_of(Asked(phrases=(phrase,))), *values)) for phrase in asked.without]


def _few(narrowed: Narrowed) -> list[int] | None:
    """The conversations that pass the filters, None when they are not few."""
    if not narrowed.of_conversations:
        return None
    where = narrowed.of_conversations
    sql = f"SELECT c.id FROM conversations_conversation c WHERE {sql_of(where)} LIMIT {FEW + 1}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, values_of(where))
        ids = [row[0] for row in cursor.fetchall()]
    return ids if len(ids) <= FEW else None


def _tried(asked: Asked, *, narrowed: Narrowed, before: int, limit: int, reach: int) -> Walk:
    """The hits among the next `reach` messages that hold the words."""
    where = [*narrowed.of_messages, *narrowed.of_conversations]
    if not asked.phrases:
        return _tried_all(asked, where=where, before=before, limit=limit, reach=reach)
    if connection.vendor != "sqlite":
        return _tried_postgresql(asked, where=where, before=before, limit=limit, reach=reach)
    # The rows come as the inner query orders them; to ask for the order again would sort all of them first.
    held = f"SELECT s.rowid AS id FROM conversations_search s WHERE {matches()} AND s.rowid < %s"  # noqa: S608
    inner = f"{held} ORDER BY s.rowid DESC"
    hits = _hits(
        f"({inner} LIMIT {reach}) w CROSS JOIN conversations_message m ON m.id = w.id "
        f"CROSS JOIN conversations_conversation c ON c.id = m.conversation_id WHERE {sql_of(where)} LIMIT {limit}",
        first=(query_of(asked), before),
        where=where,
    )
    hits.sort(reverse=True)
    if len(hits) == limit:
        return Walk(hits, hits[-1][0])
    return Walk(hits, _last_tried(f"{inner} LIMIT 1 OFFSET {reach - 1}", values=(query_of(asked), before)))


def _tried_all(asked: Asked, *, where: list[Condition], before: int, limit: int, reach: int) -> Walk:
    """Without words every message is tried."""
    top = min(before, _newest() + 1)
    bounds = [Condition("m.id < %s", (top,)), Condition("m.id >= %s", (top - reach,))]
    where = [*bounds, *where, *_left_out(asked, bounds=bounds)]
    source = "conversations_message m JOIN conversations_conversation c ON c.id = m.conversation_id"
    hits = _hits(f"{source} WHERE {sql_of(where)} ORDER BY m.id DESC LIMIT {limit}", where=where)
    return _ended(hits, limit=limit, bottom=top - reach)


def _newest() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM conversations_message")
        return cursor.fetchone()[0] or 0


def _tried_postgresql(asked: Asked, *, where: list[Condition], before: int, limit: int, reach: int) -> Walk:
    """The first reach goes down the table from its newest row, which finds a common word at once; the rest of a word
    that is not so common comes from its index."""
    if reach == FIRST_REACH:
        return _down_the_table(asked, where=where, before=before, limit=limit, reach=reach)
    held = f"SELECT s.id FROM conversations_search s WHERE {matches()} AND s.id < %s"  # noqa: S608
    first = (query_of(asked), before)
    hits = _hits(
        f"(WITH held AS MATERIALIZED ({held}) SELECT id FROM held ORDER BY id DESC LIMIT {reach}) w "  # noqa: S608
        "JOIN conversations_message m ON m.id = w.id JOIN conversations_conversation c ON c.id = m.conversation_id "
        f"WHERE {sql_of(where)} ORDER BY w.id DESC LIMIT {limit}",
        first=first,
        where=where,
    )
    if len(hits) == limit:
        return Walk(hits, hits[-1][0])
    return Walk(hits, _last_tried(f"{held} ORDER BY s.id DESC LIMIT 1 OFFSET {reach - 1}", values=first))


def _down_the_table(asked: Asked, *, where: list[Condition], before: int, limit: int, reach: int) -> Walk:
    top = min(before, _newest() + 1)
    bounds = [Condition("s.id < %s", (top,)), Condition("s.id >= %s", (top - reach,))]
    where = [*bounds, Condition(matches(), (query_of(asked),)), *where]
    hits = _hits(
        "conversations_search s JOIN conversations_message m ON m.id = s.id "
        "JOIN conversations_conversation c ON c.id = m.conversation_id "
        f"WHERE {sql_of(where)} ORDER BY s.id DESC LIMIT {limit}",
        where=where,
    )
    return _ended(hits, limit=limit, bottom=top - reach)


def _ended(hits: list[Hit], *, limit: int, bottom: int) -> Walk:
    """A walk through all messages down to number `bottom`."""
    if len(hits) == limit:
        return Walk(hits, hits[-1][0])
    return Walk(hits, bottom if bottom > 1 else None)


def _last_tried(sql: str, *, values: tuple[Value, ...]) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone()
    return row[0] if row else None


def _hits(source: str, *, where: Sequence[Condition], first: tuple[Value, ...] = ()) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT m.id, m.conversation_id FROM {source}", [*first, *values_of(where)])  # noqa: S608
        return cursor.fetchall()
