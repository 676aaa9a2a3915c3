"""A page of a view in the order of an own field: those of which it is known by their values, then the others, newest
first.

The walk goes along the index on the values, a stretch at a time as in `walking.py`, and asks of the conversations
behind each value whether they are of the view.
"""

import base64
import binascii
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import connection

from keepword.conversations.finding.meaning import Condition, either, sql_of, values_of
from keepword.conversations.models.own_field import COMPANY, CONTACT, CONVERSATION, OwnField
from keepword.conversations.models.saved_view import BY_OWN, SORTS
from keepword.conversations.views.lanes import NOT_ELSEWHERE, NOT_SPAM, Phase
from keepword.conversations.views.meaning import Meant
from keepword.conversations.views.own import WHOSE
from keepword.conversations.views.walking import FIRST_REACH, REACH, Page, cursor_of, few_of, page_through
from keepword.kit.pages import BadCursor

COLUMNS = {"number": "number", "date": "day"} | dict.fromkeys(("text", "choice", "url", "email", "phone"), "key")
DOWN = ":down"
OURS = "o"  # how a cursor within the values begins; the others are those of `walking`
LAST = 2**63 - 1
JOINS = {
    CONVERSATION: "JOIN conversations_conversation c ON c.id = v.conversation_id",
    CONTACT: "JOIN conversations_conversation c ON c.contact_id = v.contact_id",
    COMPANY: (
        "JOIN people_contact p ON p.company_id = v.company_id JOIN conversations_conversation c ON c.contact_id = p.id"
    ),
}
Place = tuple[Any, int, int]  # the value as the database gives it, the id of its row, and the conversation


@dataclass(frozen=True, slots=True)
class OwnSort:
    field: int
    about: str
    column: str
    is_descending: bool


def names_of(fields: Iterable[OwnField]) -> list[tuple[str, OwnField, bool]]:
    """The sorts that own fields make: the name, the field, and whether it goes down. A field with several values for
    one thing makes none."""
    ways = (("", False), (DOWN, True))
    return [(f"{BY_OWN}{one.pk}{end}", one, is_down) for one in fields if one.kind in COLUMNS for end, is_down in ways]


def sort_of(name: str) -> OwnSort | None:
    """None for what is no order by an own field that is in use. No query for the names of others."""
    number = name.removeprefix(BY_OWN).removesuffix(DOWN)
    if not (name.startswith(BY_OWN) and number.isascii() and number.isdecimal() and len(number) < 19):  # noqa: PLR2004
        return None
    field = OwnField.objects.in_use().filter(pk=int(number), kind__in=COLUMNS).first()
    return OwnSort(field.pk, field.about, COLUMNS[field.kind], name.endswith(DOWN)) if field else None


def is_sort(name: str) -> bool:
    """Of this house, or by an own field."""
    return name in SORTS or sort_of(name) is not None


def page(meant: Meant, *, own: OwnSort, cursor: str | None, limit: int) -> Page:
    """Raises BadCursor."""
    if cursor and not cursor.startswith(OURS):
        return _of_the_others(meant, own=own, cursor=cursor, limit=limit)
    after = _decoded(cursor.removeprefix(OURS), own=own) if cursor else None
    places, stopped_at = _walked(meant, own=own, after=after, limit=limit + 1)
    ids = [number for _, _, number in places[:limit]]
    if len(places) > limit:
        return Page(ids, _behind(places[limit - 1]))
    if stopped_at is not None:
        return Page(ids, _behind(stopped_at))
    if len(ids) == limit:
        return Page(ids, cursor_of(phase=0, at="", row=0))
    rest = _of_the_others(meant, own=own, cursor=None, limit=limit - len(ids))
    return Page([*ids, *rest.ids], rest.next)


def _of_the_others(meant: Meant, *, own: OwnSort, cursor: str | None, limit: int) -> Page:
    column, row = WHOSE[own.about]
    known = f"SELECT 1 FROM conversations_fieldvalue v WHERE v.{column} = {row} AND v.field_id = {own.field}"  # noqa: S608
    only = Condition(f"NOT EXISTS ({known})")
    lacking = Phase("c.last_activity_at", is_descending=True, only=only, lacks=f"own {own.field}")
    return page_through((lacking,), meant, cursor=cursor, limit=limit)


def _walked(meant: Meant, *, own: OwnSort, after: Place | None, limit: int) -> tuple[list[Place], Place | None]:
    """At most `limit` places, and where the walk ended before all were tried."""
    near, stopped_at = _tried(meant, own=own, after=after, limit=limit, reach=FIRST_REACH)
    if len(near) == limit or stopped_at is None:
        return near, None
    rest, few = limit - len(near), few_of(meant)
    if few is not None:
        return near + _among(few, meant, own=own, after=stopped_at, limit=rest), None
    far, stopped_at = _tried(meant, own=own, after=stopped_at, limit=rest, reach=REACH)
    return near + far, None if len(far) == rest else stopped_at


def _tried(
    meant: Meant, *, own: OwnSort, after: Place | None, limit: int, reach: int
) -> tuple[list[Place], Place | None]:
    where = [Condition("v.field_id = %s", (own.field,)), Condition(f"v.{own.column} IS NOT NULL")]
    rest = _asked(meant)
    if after is not None:
        sign = "<=" if own.is_descending else ">="
        where.append(Condition(f"(v.{own.column}, v.id) {sign} (%s, %s)", after[:2]))
        rest.append(Condition("(v.id <> %s OR c.id > %s)", after[1:]))
    way = _way(own)
    held = (
        f"SELECT v.{own.column}, v.id, v.{WHOSE[own.about][0]} FROM conversations_fieldvalue v "  # noqa: S608
        f"WHERE {sql_of(where)} ORDER BY v.{own.column} {way}, v.id {way}"
    )
    sql = (
        f"SELECT v.{own.column}, v.id, c.id FROM ({held} LIMIT {reach}) v {JOINS[own.about]} WHERE {sql_of(rest)} "  # noqa: S608
        f"ORDER BY v.{own.column} {way}, v.id {way}, c.id LIMIT {limit}"
    )
    places = _fetched(sql, values=[*values_of(where), *values_of(rest)])
    if len(places) == limit:
        return places, None
    last = _fetched(f"{held} LIMIT 1 OFFSET {reach - 1}", values=values_of(where))
    return places, (last[0][0], last[0][1], LAST) if last else None


def _among(few: list[int], meant: Meant, *, own: OwnSort, after: Place, limit: int) -> list[Place]:
    if not few:
        return []
    sign, way = "<" if own.is_descending else ">", _way(own)
    here = Condition(f"c.id IN ({', '.join(map(str, few))})")
    known = Condition(f"v.field_id = %s AND v.{own.column} IS NOT NULL", (own.field,))
    beyond = Condition(f"(v.{own.column}, v.id) {sign} (%s, %s)", after[:2])
    where = [here, known, beyond, *_asked(meant)]
    sql = (
        f"SELECT v.{own.column}, v.id, c.id FROM conversations_fieldvalue v {JOINS[own.about]} "  # noqa: S608
        f"WHERE {sql_of(where)} ORDER BY v.{own.column} {way}, v.id {way}, c.id LIMIT {limit}"
    )
    return _fetched(sql, values=values_of(where))


def _asked(meant: Meant) -> list[Condition]:
    """All that the view asks of a conversation, and who may see it."""
    found = [either(values) for values in meant.lanes.values()]
    found += [*meant.conditions, *(span for _, span in meant.spans)]
    return found if meant.with_spam else [*found, NOT_SPAM, NOT_ELSEWHERE]


def _way(own: OwnSort) -> str:
    return "DESC" if own.is_descending else "ASC"


def _fetched(sql: str, *, values: list[Any]) -> list[Place]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [(value, row, number) for value, row, number in cursor.fetchall()]


def _behind(place: Place) -> str:
    value, row, number = place
    plain = value if isinstance(value, int | float | str) else str(value)
    return OURS + base64.urlsafe_b64encode(json.dumps([plain, row, number]).encode()).decode().rstrip("=")


def _decoded(text: str, *, own: OwnSort) -> Place:
    try:
        value, row, number = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not all(type(one) is int and 0 <= one <= LAST for one in (row, number)):
            raise ValueError
        return _typed(value, column=own.column), row, number
    except (ValueError, TypeError, binascii.Error, InvalidOperation, RecursionError) as error:
        raise BadCursor(text) from error


def _typed(value: Any, *, column: str) -> Any:
    """As the database compares it. Raises ValueError, TypeError or InvalidOperation."""
    if column == "number":
        number = Decimal(str(value))
        if not number.is_finite() or abs(number) > Decimal(10) ** 20:
            raise ValueError
        return float(value) if connection.vendor == "sqlite" else number
    if not isinstance(value, str) or "\0" in value:
        raise TypeError
    if column == "day":
        day = date.fromisoformat(value)
        return day.isoformat() if connection.vendor == "sqlite" else day
    return value
