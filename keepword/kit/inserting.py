"""Rows written by SQL that is made once. Django makes it anew each time, which takes ten times as long as the writing.

As with `bulk_create`, no `save()` runs. For the few rows that one press or one mail writes; many go to `bulk_create`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Model

FEW = 8
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class _Plan:
    fields: tuple[Any, ...]
    sql: str


def insert(row: Row) -> Row:
    """The row, now with its id."""
    return insert_all([row])[0]


def insert_all(rows: Sequence[Row]) -> list[Row]:
    """New rows of one model, in their order, now with their ids."""
    if len(rows) > FEW:
        return type(rows[0])._default_manager.bulk_create(rows)
    if rows:
        for row, (number,) in zip(rows, _write(rows, unless_there=False), strict=True):
            row.pk = number
            row._state.adding, row._state.db = False, connection.alias
    return list(rows)


def insert_unless_there(rows: Sequence[Model]) -> None:
    """What a unique constraint keeps out stays out; the rows get no ids."""
    if len(rows) > FEW:
        type(rows[0])._default_manager.bulk_create(rows, ignore_conflicts=True)
    elif rows:
        _write(rows, unless_there=True)


def _write(rows: Sequence[Model], *, unless_there: bool) -> list[tuple[Any, ...]]:
    plan = _plan(type(rows[0]), count=len(rows), unless_there=unless_there)
    for row in rows:
        row._prepare_related_fields_for_save(operation_name="bulk_create")  # type: ignore[attr-defined]
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection=connection)
        for row in rows
        for field in plan.fields
    ]
    with transaction.mark_for_rollback_on_error(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(plan.sql, values)
        return [] if unless_there else cursor.fetchall()


def _plan(model: type[Model], *, count: int, unless_there: bool) -> _Plan:
    """Kept on the connection, as those of `prepared.py`."""
    plans: dict[Any, _Plan] = connection.__dict__.setdefault("_keepword_inserts", {})
    key = (model, count, unless_there)
    if key not in plans:
        plans[key] = _planned(model, count=count, unless_there=unless_there)
    return plans[key]


def _planned(model: type[Model], *, count: int, unless_there: bool) -> _Plan:
    quote: Callable[[Any], str] = connection.ops.quote_name
    meta = model._meta
    fields = tuple(field for field in meta.local_concrete_fields if not field.primary_key)
    columns = ", ".join(quote(field.column) for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    end = "ON CONFLICT DO NOTHING" if unless_there else f"RETURNING {quote(meta.pk.column)}"
    sql = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES {', '.join([one] * count)} {end}"  # noqa: S608
    return _Plan(fields, sql)
