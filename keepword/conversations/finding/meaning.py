"""What may be asked of a conversation, in the database's words: the filters of a search and the conditions of a saved
view mean the same thing by the same word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import connection

Value = str | int | date | datetime | Decimal


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL over a message `m` and its conversation `c`."""

    sql: str
    values: tuple[Value, ...] = ()


def sql_of(where: Sequence[Condition]) -> str:
    return " AND ".join(one.sql for one in where) or "1 = 1"


def values_of(where: Sequence[Condition]) -> list[Value | None]:
    values = [value for one in where for value in one.values]
    return [connection.ops.adapt_datetimefield_value(one) if isinstance(one, datetime) else one for one in values]


def among(column: str, values: Sequence[Value]) -> Condition:
    """Of one value it is an equation, so that an index that begins with the column is read in its order."""
    if len(values) == 1:
        return Condition(f"{column} = %s", (values[0],))
    return Condition(f"{column} IN ({', '.join(['%s'] * len(values)) or 'NULL'})", tuple(values))


def either(conditions: Sequence[Condition]) -> Condition:
    if len(conditions) == 1:
        return conditions[0]
    joined = " OR ".join(one.sql for one in conditions) or "1 = 0"
    return Condition(f"({joined})", tuple(value for one in conditions for value in one.values))


def turned(condition: Condition) -> Condition:
    """Whatever is not so; what is unknown is not so, either."""
    return Condition(f"({condition.sql}) IS NOT TRUE", condition.values)


def held_by(column: str, ids: Sequence[int], *, or_nobody: bool) -> Condition:
    """One of these agents or teams has it, or nobody has."""
    nobody = [Condition(f"{column} IS NULL")] if or_nobody else []
    return either([*nobody, *([among(column, ids)] if ids or not nobody else [])])


def tagged(tag_ids: Sequence[int]) -> Condition:
    listed = among("tag_id", tag_ids)
    sql = f"c.id IN (SELECT conversation_id FROM conversations_conversation_tags WHERE {listed.sql})"  # noqa: S608
    return Condition(sql, listed.values)


def in_language(code: str) -> Condition:
    """`zh` means every written form of it."""
    return among("c.language", tags_of(code))


def tags_of(code: str) -> list[str]:
    """The forms of a language that are in use: read from the index, a step each, so that a condition is on the column
    as it is."""
    code = code.lower().replace("_", "-")
    with connection.cursor() as cursor:
        cursor.execute(LANGUAGES_IN_USE)
        used = [tag for (tag,) in cursor.fetchall() if tag]
    return [tag for tag in used if tag.lower() == code or tag.lower().startswith(f"{code}-")]


LANGUAGES_IN_USE = """
WITH RECURSIVE used(tag) AS (
    SELECT MIN(language) FROM conversations_conversation
    UNION ALL
    SELECT (SELECT MIN(language) FROM conversations_conversation WHERE language > used.tag)
    FROM used WHERE used.tag IS NOT NULL
)
SELECT tag FROM used WHERE tag IS NOT NULL
"""
