"""Queries whose SQL is made once.

Django spends three to five times as long on making the SQL of a small query as the database on answering it. A page
that asks a dozen of them at every visit prepares them: the same query set, written the same way, compiled once for
each connection.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar, cast

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

Value = int | str | datetime
Row = TypeVar("Row", bound=Model)
FIRST_SLOT = 4_611_686_018_427_380_000  # nothing real has such an id, and every integer column can be compared with it
populators_of: Callable[..., Any] = get_related_populators  # typed as that of a later Django
FIRST_MOMENT = datetime(9000, 1, 1, tzinfo=UTC)  # nothing real is so late


@dataclass(frozen=True, slots=True)
class Plan:
    """`slots` says which parameter each value goes to."""

    sql: str
    parameters: tuple[Any, ...]
    slots: dict[int, str]
    compiler: Any
    converters: Any

    def run(self, values: Mapping[str, Value]) -> list[tuple[Any, ...]]:
        given = [
            adapted(values[self.slots[at]]) if at in self.slots else one for at, one in enumerate(self.parameters)
        ]
        with often_asked() as cursor:
            cursor.execute(self.sql, given)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        if not self.converters:
            return rows
        return [tuple(row) for row in self.compiler.apply_converters(rows, self.converters)]


class Prepared:
    """`build` makes a `values_list` query set from integers, texts and moments that it may only compare with: it is
    called once, with stand-ins, so it must not look at them. Calling the object with the real ones returns the rows as
    tuples.

    Nothing else of the query may change between two calls; an empty query set cannot be prepared.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build

    def __call__(self, **values: Value) -> list[tuple[Any, ...]]:
        return self.plan_for(values).run(values)

    @property
    def takes(self) -> list[str]:
        """The names of its values."""
        return list(inspect.signature(self._build).parameters)

    def plan_for(self, values: Mapping[str, Value]) -> Plan:
        # Kept beside Django's connections, for all threads: what is made for one is right for each.
        plans: dict[Prepared, Plan] = connection.__dict__.setdefault("_keepword_plans", {})
        plan = plans.get(self)
        if plan is None:
            plan = plans[self] = self._plan(values)
        return plan

    def _plan(self, values: Mapping[str, Value]) -> Plan:
        given = {name: _stand_in(place, like=value) for place, (name, value) in enumerate(values.items())}
        stand_ins = {adapted(stand_in): name for name, stand_in in given.items()}
        query = self._build(**given).query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        slots = {at: stand_ins[one] for at, one in enumerate(parameters) if one in stand_ins}
        if set(slots.values()) != set(values):
            raise ValueError("Every value must be compared with a column as it is.")
        sql = cast(Any, connection).with_constants(sql, parameters, but=slots)
        parameters, slots = [parameters[at] for at in slots], dict(enumerate(slots.values()))
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        return Plan(sql, tuple(parameters), slots, compiler, converters)


class PreparedModels(Prepared, Generic[Row]):
    """The same for a query set of whole rows, also with `select_related`. One that locks them may be asked only in a
    transaction: Django says so once, while the SQL is made."""

    def __init__(self, build: Callable[..., QuerySet[Row]]) -> None:
        super().__init__(build)

    def rows(self, **values: Value) -> list[Row]:
        plan = self.plan_for(values)
        make = _maker(plan.compiler)
        return [make(row) for row in plan.run(values)]


def _maker(compiler: Any) -> Callable[[tuple[Any, ...]], Any]:
    """Rows become instances as Django's `ModelIterable` makes them; kept with the compiler that chose the columns."""
    made = compiler.__dict__.get("_keepword_maker")
    if made is None:
        info, select = compiler.klass_info, compiler.select
        model, first, end = info["model"], info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column[0].target.attname for column in select[first:end]]
        related = populators_of(info, select, connection.alias)

        def made(row: tuple[Any, ...]) -> Any:
            instance = model.from_db(connection.alias, names, row[first:end])
            for one in related:
                one.populate(row, instance)
            return instance

        compiler._keepword_maker = made
    return made


def _stand_in(place: int, *, like: Value) -> Value:
    if isinstance(like, datetime):
        return FIRST_MOMENT + timedelta(days=place)
    return FIRST_SLOT + place if isinstance(like, int) else f"the text of slot {FIRST_SLOT + place}"


def often_asked() -> Any:
    """A cursor for statements that are made once and asked many times."""
    return cast(Any, connection).prepared_cursor()


def adapted(value: Value) -> Value:
    """As this database takes it."""
    if not isinstance(value, datetime):
        return value
    return cast(Value, connection.ops.adapt_datetimefield_value(value))
