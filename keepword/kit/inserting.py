"""Rows written by SQL that is made once. Django makes it anew each time, which takes ten times as long as the writing.

As with `bulk_create`, no `save()` runs.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models import Model

from keepword.kit.recordsets import as_parameter, recordset, type_of

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
    """`plain`: the type of values that need no preparation. `is_moment`: it holds what was put there, None or an aware
    moment."""

    field: Any
    name: str
    plain: type | None
    is_moment: bool

    def value(self, row: Model) -> Any:
        value = row.__dict__.get(self.name, self)
        if self.plain is not None and (type(value) is self.plain or value is None):
            return value
        if self.is_moment:
            if value is None:
                return None
            if type(value) is datetime and value.tzinfo is not None:
                return connection.ops.adapt_datetimefield_value(value)
        return self.field.get_db_prep_save(self.field.pre_save(row, add=True), connection=connection)


@dataclass(frozen=True, slots=True)
class _Plan:
    """`is_one`: all rows are one parameter, see `recordsets.py`."""

    columns: tuple[_Column, ...]
    relations: tuple[Any, ...]
    sql: str
    is_one: bool

    def parameters(self, rows: Iterable[Model]) -> list[Any]:
        if self.is_one:
            return [as_parameter(self._values(rows), names=[column.field.column for column in self.columns])]
        return [value for row in self._values(rows) for value in row]

    def _values(self, rows: Iterable[Model]) -> Iterator[list[Any]]:
        for row in rows:
            if any(row.__dict__.get(field.attname) is None and field.is_cached(row) for field in self.relations):
                row._prepare_related_fields_for_save(operation_name="bulk_create")  # type: ignore[attr-defined]
            yield [column.value(row) for column in self.columns]


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


def insert_unless_there(rows: Sequence[Model]) -> int:
    """How many were written: what a unique constraint keeps out stays out. The rows get no ids."""
    with _together(rows):
        return sum(len(_write(some, unless_there=True)) for some in _groups(rows))


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
        cursor.execute(plan.sql, plan.parameters(rows))
        return cursor.fetchall()


def _plan(model: type[Model], *, count: int, unless_there: bool) -> _Plan:
    """Those of few rows, of a full group and of any number are kept on the connection, as those of `prepared.py`."""
    plans: dict[Any, _Plan] = connection.__dict__.setdefault("_keepword_inserts", {})
    known = plans.get((model, count, unless_there)) or plans.get((model, unless_there))
    if known is not None:
        return known
    plan = _planned(model, count=count, unless_there=unless_there)
    if plan.is_one:
        plans[(model, unless_there)] = plan
    elif count <= FEW or count == AT_ONCE:
        plans[(model, count, unless_there)] = plan
    return plan


def _planned(model: type[Model], *, count: int, unless_there: bool) -> _Plan:
    """A single row is small enough to have a placeholder for each value."""
    quote: Callable[[Any], str] = connection.ops.quote_name
    meta = model._meta
    columns = tuple(_column(field) for field in meta.local_concrete_fields if not field.primary_key)
    names = ", ".join(quote(column.field.column) for column in columns)
    types = {quote(column.field.column): type_of(column.field) for column in columns}
    known = {name: kind for name, kind in types.items() if kind}
    is_one = count > 1 and known == types
    one = f"({', '.join(['%s'] * len(columns))})"
    given = f"SELECT {names} FROM {recordset(known)}" if is_one else f"VALUES {', '.join([one] * count)}"  # noqa: S608
    end = f"{'ON CONFLICT DO NOTHING ' if unless_there else ''}RETURNING {quote(meta.pk.column)}"
    sql = f"INSERT INTO {quote(meta.db_table)} ({names}) {given} {end}"  # noqa: S608
    return _Plan(columns, tuple(column.field for column in columns if column.field.is_relation), sql, is_one)


def _column(field: Any) -> _Column:
    """Only a field that is exactly one of Django's own is known to take its values as they are."""
    plain = PLAIN.get(type(field))
    target = getattr(field, "target_field", None)
    if target is not None and not isinstance(target, models.IntegerField | models.AutoField):
        plain = None
    is_moment = type(field) is models.DateTimeField and not (field.auto_now or field.auto_now_add)
    return _Column(field, field.attname, plain, is_moment)
