"""Rows changed by SQL that is made once for each set of columns, see `inserting.py`."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from keepword.kit.recordsets import as_parameter, recordset, type_of


def update(
    model: type[Model], *, pk: int, counts: str = "", only_if: tuple[str, Sequence[Any]] = ("", ()), **fields: Any
) -> bool:
    """Write these plain values. `counts` is a column that grows by one. `only_if` is a column and the values of which
    it must have one. Returns whether there was such a row."""
    column, wanted = only_if
    sql = _sql(model, names=tuple(fields), counts=counts, column=column, count=len(wanted))
    given = [_prepared(model, name=name, value=value) for name, value in fields.items()]
    with transaction.mark_for_rollback_on_error(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(sql, [*given, pk, *wanted])
        return bool(cursor.rowcount)


def update_each(model: type[Model], values: Mapping[int, Any], *, field: str, counts: str = "") -> None:
    """One field of many rows, by their ids. `bulk_update` makes a CASE for each row, which takes longer than this."""
    sql = _sql(model, names=(field,), counts=counts, column="", count=0)
    rows = [(_prepared(model, name=field, value=value), number) for number, value in values.items()]
    with transaction.mark_for_rollback_on_error(using=connection.alias), connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def update_all(model: type[Model], rows: Sequence[Sequence[Any]], *, fields: tuple[str, ...]) -> None:
    """The same plain values as in `update`, of many rows that nobody else writes now: PostgreSQL takes them in any
    order. A row is its id and the values of `fields`."""
    if not rows:
        return
    prepared = [
        (number, *(_prepared(model, name=name, value=value) for name, value in zip(fields, values, strict=True)))
        for number, *values in rows
    ]
    sql = _sql_of_all(model, names=fields)
    with transaction.mark_for_rollback_on_error(using=connection.alias), connection.cursor() as cursor:
        if sql:
            cursor.execute(
                sql, [as_parameter(prepared, names=[field.column for field in _fields(model, names=fields)])]
            )
        else:
            one = _sql(model, names=fields, counts="", column="", count=0)
            cursor.executemany(one, [(*values, number) for number, *values in prepared])


def _prepared(model: type[Model], *, name: str, value: Any) -> Any:
    """A row that is pointed to stands for its id, as everywhere in Django."""
    field: Any = model._meta.get_field(name)
    plain = value.prepare_database_save(field) if isinstance(value, Model) else value
    return field.get_db_prep_save(plain, connection=connection)


def _sql(model: type[Model], *, names: tuple[str, ...], counts: str, column: str, count: int) -> str:
    plans: dict[Any, str] = connection.__dict__.setdefault("_keepword_updates", {})
    key = (model, names, counts, column, count)
    if key not in plans:
        plans[key] = _made(model, names=names, counts=counts, column=column, count=count)
    return plans[key]


def _fields(model: type[Model], *, names: Sequence[str]) -> list[Any]:
    """With the key before them."""
    return [model._meta.pk, *(model._meta.get_field(name) for name in names)]


def _sql_of_all(model: type[Model], *, names: tuple[str, ...]) -> str:
    """Nothing ("") where their values cannot travel as one parameter."""
    plans: dict[Any, str] = connection.__dict__.setdefault("_keepword_updates", {})
    if (model, names) not in plans:
        fields = _fields(model, names=names)
        types = {connection.ops.quote_name(field.column): kind for field in fields if (kind := type_of(field))}
        plans[(model, names)] = _made_for_all(model, types=types) if len(types) == len(fields) else ""
    return plans[(model, names)]


def _made_for_all(model: type[Model], *, types: Mapping[str, str]) -> str:
    """`types` begins with the key."""
    table = connection.ops.quote_name(model._meta.db_table)
    key, *columns = types
    sets = ", ".join(f"{column} = given.{column}" for column in columns)
    return f"UPDATE {table} SET {sets} FROM {recordset(types)} WHERE {table}.{key} = given.{key}"  # noqa: S608


def _made(model: type[Model], *, names: tuple[str, ...], counts: str, column: str, count: int) -> str:
    def quoted(name: str) -> str:
        field: Any = model._meta.get_field(name)
        return connection.ops.quote_name(field.column)

    sets = [f"{quoted(name)} = %s" for name in names]
    sets += [f"{quoted(counts)} = {quoted(counts)} + 1"] if counts else []
    where = [f"{quoted(model._meta.pk.name)} = %s"]
    where += [f"{quoted(column)} IN ({', '.join(['%s'] * count)})"] if column else []
    table = connection.ops.quote_name(model._meta.db_table)
    return f"UPDATE {table} SET {', '.join(sets)} WHERE {' AND '.join(where)}"  # noqa: S608
