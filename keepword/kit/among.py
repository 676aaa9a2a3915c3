"""Ask for many ids or words by one parameter, so that the SQL is the same for one and for a hundred.

Django writes a place for each value: the SQL of a group is made anew for each size of it, and that costs several times
what the database takes to answer. Here they travel as one JSON text, and the query can be prepared (`prepared.py`).
"""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Lookup


class Among(Lookup):
    """For `filter`: whether the column of that name is one of what `listed` made. None of an empty list."""

    lookup_name = "among"
    prepare_rhs = False

    def __init__(self, column: Any, values: str) -> None:
        super().__init__(F(column) if isinstance(column, str) else column, values)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*parameters, self.rhs]  # noqa: S608  its own column

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        is_number = "int" in (self.lhs.output_field.db_type(connection) or "")
        # [1, 2] is {1, 2} as PostgreSQL writes arrays; words may hold anything, and are read as what they are.
        array = (
            "CAST(translate(%s, '[]', '{}') AS bigint[])"
            if is_number
            else "ARRAY(SELECT json_array_elements_text(CAST(%s AS json)))"
        )
        return f"{column} = ANY({array})", [*parameters, self.rhs]


def listed(values: Iterable[int | str]) -> str:
    """What `Among` takes."""
    return json.dumps(list(values), ensure_ascii=False)
