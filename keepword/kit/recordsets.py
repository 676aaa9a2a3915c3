"""Many rows as one parameter, on PostgreSQL: a JSON text that the database takes apart itself.

A statement with a placeholder for each value is split and filled in Python, and parsed and planned by the database, at
each call; one that takes a hundred messages holds thousands. As JSON they cost both half of that, and the statement is
the same for any number of rows.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any

from django.db import connection

# The types whose values JSON carries as they are. A length is left to the column, which refuses what is too long.
CARRIED = {
    "bigint",
    "integer",
    "smallint",
    "boolean",
    "text",
    "varchar",
    "timestamp with time zone",
    "jsonb",
}


def type_of(field: Any) -> str | None:
    """How the database reads a field's values out of JSON; None when they do not travel so."""
    if connection.vendor != "postgresql" or getattr(field, "encoder", None) is not None:
        return None
    kind = str(field.db_type(connection)).partition("(")[0]
    return kind if kind in CARRIED else None


def recordset(types: Mapping[str, str]) -> str:
    """What stands behind FROM; its one parameter is made by `as_parameter`. `types`: columns, already quoted."""
    columns = ", ".join(f"{name} {kind}" for name, kind in types.items())
    return f"json_to_recordset(%s::json) AS given({columns})"


def as_parameter(rows: Iterable[Sequence[Any]], *, names: Sequence[str]) -> str:
    """Values as the database would be given them, in the order of `names`. What is not there is NULL."""
    given = [{name: one for name, one in zip(names, row, strict=True) if one is not None} for row in rows]
    return json.dumps(given, default=_plain, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, _jsonb()):
        return value.obj
    raise TypeError(f"{type(value).__name__} does not travel as JSON")


@cache
def _jsonb() -> Any:
    """Psycopg weighs 10 MB, which a desk on SQLite need not carry."""
    return import_module("psycopg.types.json").Jsonb
