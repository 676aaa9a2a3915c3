"""Queries whose SQL is made once.

Django spends three to five times as long on making the SQL of a small query as the database on answering it. A page
that asks a dozen of them at every visit prepares them: the same query set, written the same way, compiled once for
each connection.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Value = int | str
FIRST_SLOT = 4_611_686_018_427_380_000  # nothing real has such an id, and every integer column can be compared with it


@dataclass(frozen=True, slots=True)
class _Plan:
    """`slots` says which parameter each value goes to."""

    sql: str
    parameters: tuple[Any, ...]
    slots: dict[int, str]
    compiler: Any
    converters: Any

    def run(self, values: Mapping[str, Value]) -> list[tuple[Any, ...]]:
        given = [values[self.slots[at]] if at in self.slots else one for at, one in enumerate(self.parameters)]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            rows = cursor.fetchall()
        return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)]


class Prepared:
    """`build` makes a `values_list` query set from integers and texts that it may only compare with: it is called
    once, with stand-ins, so it must not look at them. Calling the object with the real ones returns the rows as
    tuples.

    Nothing else of the query may change between two calls; an empty query set cannot be prepared.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build

    def __call__(self, **values: Value) -> list[tuple[Any, ...]]:
        # Kept on the connection: each thread has its own, and SQLite and PostgreSQL make different plans.
        plans: dict[Prepared, _Plan] = connection.__dict__.setdefault("_keepword_plans", {})
        plan = plans.get(self)
        if plan is None:
            plan = plans[self] = self._plan(values)
        return plan.run(values)

    def _plan(self, values: Mapping[str, Value]) -> _Plan:
        stand_ins = {_stand_in(place, like=value): name for place, (name, value) in enumerate(values.items())}
        query = self._build(**{name: stand_in for stand_in, name in stand_ins.items()}).query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        slots = {at: stand_ins[one] for at, one in enumerate(parameters) if one in stand_ins}
        if set(slots.values()) != set(values):
            raise ValueError("Every value must be compared with a column as it is.")
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        return _Plan(sql, tuple(parameters), slots, compiler, converters)


def _stand_in(place: int, *, like: Value) -> Value:
    return FIRST_SLOT + place if isinstance(like, int) else f"the text of slot {FIRST_SLOT + place}"
