"""Several small questions in one statement.

A page asks a dozen small things that do not need each other: who could take this, how many wait, which tags there are.
Each costs a way to the database and back, and on PostgreSQL that is most of what it costs. Here they go together, and
come back as lists in JSON.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import CharField, IntegerField, TextField

from keepword.kit.prepared import Prepared, Value, adapted, often_asked

LIST_OF = {  # how each engine makes one text of many rows; both keep the order of the rows
    "sqlite": "json_group_array(json_array({columns}))",
    "postgresql": "cast(json_agg(json_build_array({columns})) AS text)",
}
PLAIN = (IntegerField, CharField, TextField)


@dataclass(frozen=True, slots=True)
class Answers:
    """The rows of each list, in its order, and how many rows each of what is only counted has."""

    rows: dict[str, list[tuple[Any, ...]]]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Statement:
    """`slots` says which parameter each value goes to."""

    sql: str
    parameters: tuple[Any, ...]
    slots: dict[int, str]

    def run(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        given = [values[self.slots[at]] if at in self.slots else one for at, one in enumerate(self.parameters)]
        with often_asked() as cursor:
            cursor.execute(self.sql, given)
            answered: tuple[Any, ...] = cursor.fetchone()
        return answered


class Together:
    """Prepared queries by name: `lists` whose rows are wanted, `counts` of which only the number is. It is called with
    the values of them all, each by one name.

    Rows may hold whole numbers, texts and None: other things do not come back from JSON as they went, and are refused
    by ValueError. For lists of some hundred rows at most.
    """

    def __init__(self, *, lists: Mapping[str, Prepared], counts: Mapping[str, Prepared] | None = None) -> None:
        self._lists, self._counts = dict(lists), dict(counts or {})

    def __call__(self, **values: Value) -> Answers:
        statements: dict[Together, _Statement] = connection.__dict__.setdefault("_keepword_statements", {})
        statement = statements.get(self)
        if statement is None:
            statement = statements[self] = self._made(values)
        answered = statement.run({name: adapted(value) for name, value in values.items()})
        listed, counted = answered[: len(self._lists)], answered[len(self._lists) :]
        return Answers(
            {name: _rows(found) for name, found in zip(self._lists, listed, strict=True)},
            dict(zip(self._counts, counted, strict=True)),
        )

    def _made(self, values: Mapping[str, Value]) -> _Statement:
        named, asked = [], []
        parameters: list[Any] = []
        slots: dict[int, str] = {}
        for place, part in enumerate([*self._lists.values(), *self._counts.values()]):
            plan = part.plan_for({name: values[name] for name in part.takes})
            is_list = place < len(self._lists)
            if is_list and not all(map(_is_plain, plan.compiler.select)):
                raise ValueError("Only whole numbers, texts and None can be asked for together.")
            columns = ", ".join(f"c{number}" for number in range(plan.compiler.col_count))
            named.append(f"q{place} ({columns}) AS ({plan.sql})")
            wanted = LIST_OF[connection.vendor].format(columns=columns) if is_list else "count(*)"
            asked.append(f"(SELECT {wanted} FROM q{place})")  # noqa: S608  our own words, and Django's SQL
            slots |= {len(parameters) + at: name for at, name in plan.slots.items()}
            parameters += plan.parameters
        return _Statement(f"WITH {', '.join(named)} SELECT {', '.join(asked)}", tuple(parameters), slots)


def _is_plain(column: tuple[Any, ...]) -> bool:
    field = column[0].output_field
    return isinstance(getattr(field, "target_field", field), PLAIN)


def _rows(found: str | None) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in json.loads(found)] if found else []
