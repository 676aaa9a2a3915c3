"""Rows written by SQL that is made once. Django makes it anew each time, which takes ten times as long as the writing.

As with `bulk_create`, no `save()` runs.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models import Model

FEW = 8  # so many at once often come; more are rarely twice as many
AT_ONCE = 64  # rows in one statement: both databases take twenty thousand values, and no more is gained
Row = TypeVar("Row", bound=Model)
# What such a field holds is written as it is, if it is exactly of this type.
PLAIN: dict[type[Any], type] = {
    models.CharField: str,
    models.TextField: str,
    models.SmallIntegerField: int,
    models.IntegerField: int,
    models.BigIntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
    models.PositiveBigIntegerField: int,
    models.BooleanField: bool,
    models.ForeignKey: int,
    models.OneToOneField: int,
}


@dataclass(frozen=True, slots=True)
class _Column:
    """`plain`: the type of values that need no preparation."""

    field: Any
    name: str
    plain: type | None

    def value(self, row: Model) -> Any:
        value = row.__dict__.get(self.name, self)
        if self.plain is not None and (type(value) is self.plain or value is None):
            return value
        return self.field.get_db_prep_save(self.field.pre_save(row, add=True), connection=connection)


@dataclass(frozen=True, slots=True)
class _Plan:
    columns: tuple[_Column, ...]
    relations: tuple[Any, ...]
    sql: str

    def values(self, rows: Iterable[Model]) -> Iterator[Any]:
        for row in rows:
            if any(row.__dict__.get(field.attname) is None and field.is_cached(row) for field in self.relations):
                row._prepare_related_fields_for_save(operation_name="bulk_create")  # type: ignore[attr-defined]
            for column in self.columns:
                yield column.value(row)


def insert(row: Row) -> Row:
    """The row, now with its id."""
    return insert_all([row])[0]


def insert_all(rows: Sequence[Row]) -> list[Row]:
    """New rows of one model, in their order, now with their ids. All or none."""
    with _together(rows):
        for some in _groups(rows):
            for row, (number,) in zip(some, _write(some, unless_there=False), strict=True):
                row.pk = number
                row._state.adding, row._state.db = False, connection.alias
    return list(rows)


def insert_unless_there(rows: Sequence[Model]) -> None:
    """What a unique constraint keeps out stays out; the rows get no ids."""
    with _together(rows):
        for some in _groups(rows):
            _write(some, unless_there=True)


def _together(rows: Sequence[Model]) -> Any:
    """One statement is all or none by itself."""
    if len(rows) > AT_ONCE:
        return transaction.atomic(savepoint=False)
    return transaction.mark_for_rollback_on_error(using=connection.alias)


def _groups(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for begin in range(0, len(rows), AT_ONCE):
        yield rows[begin : begin + AT_ONCE]


def _write(rows: Sequence[Model], *, unless_there: bool) -> list[tuple[Any, ...]]:
    plan = _plan(type(rows[0]), count=len(rows), unless_there=unless_there)
    with connection.cursor() as cursor:
        cursor.execute(plan.sql, list(plan.values(rows)))
        return [] if unless_there else cursor.fetchall()


def _plan(model: type[Model], *, count: int, unless_there: bool) -> _Plan:
    """Those of few rows and of a full group are kept on the connection, as those of `prepared.py`."""
    plans: dict[Any, _Plan] = connection.__dict__.setdefault("_keepword_inserts", {})
    key = (model, count, unless_there)
    if key in plans:
        return plans[key]
    plan = _planned(model, count=count, unless_there=unless_there)
    if count <= FEW or count == AT_ONCE:
        plans[key] = plan
    return plan


def _planned(model: type[Model], *, count: int, unless_there: bool) -> _Plan:
    quote: Callable[[Any], str] = connection.ops.quote_name
    meta = model._meta
    columns = tuple(_column(field) for field in meta.local_concrete_fields if not field.primary_key)
    names = ", ".join(quote(column.field.column) for column in columns)
    one = f"({', '.join(['%s'] * len(columns))})"
    end = "ON CONFLICT DO NOTHING" if unless_there else f"RETURNING {quote(meta.pk.column)}"
    sql = f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES {', '.join([one] * count)} {end}"  # noqa: S608
    return _Plan(columns, tuple(column.field for column in columns if column.field.is_relation), sql)


def _column(field: Any) -> _Column:
    """Only a field that is exactly one of Django's own is known to take its values as they are."""
    plain = PLAIN.get(type(field))
    target = getattr(field, "target_field", None)
    if target is not None and not isinstance(target, models.IntegerField | models.AutoField):
        plain = None
    return _Column(field, field.attname, plain)
