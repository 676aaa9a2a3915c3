"""A connection that waits for its turn before it begins to write, and reads what it is asked often only once."""

import threading
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast

from django.db.backends.sqlite3 import base, operations

from keepword.kit.databases.sqlite import room
from keepword.kit.databases.sqlite.turns import Turns
from keepword.kit.databases.writing_in import written_in

_turns: Mapping[str, Turns] = defaultdict(Turns)
_making = threading.Lock()


@lru_cache(512)
def _with_question_marks(query: str) -> str:
    """As SQLite writes parameters."""
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


def _as_literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int | float):  # true is 1
        return repr(value + 0)
    if isinstance(value, str) and "\0" not in value:
        return "'" + value.replace("'", "''") + "'"
    raise TypeError(f"{type(value).__name__} cannot be written into a statement.")


class PreparedCursor(base.SQLiteCursorWrapper):
    """Django reads each statement anew for its placeholders, four thousand letters for what surrounds a page."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        return _with_question_marks(query)


class DatabaseOperations(operations.DatabaseOperations):
    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> datetime | None:
        """The driver reads a time without its zone, which is UTC. Django says so in six steps; a page reads some two
        hundred times."""
        if value is None:
            return None
        if type(value) is datetime and value.tzinfo is None and self.connection.timezone is UTC:
            return value.replace(tzinfo=UTC)
        return cast(datetime | None, super().convert_datetimefield_value(value, expression, connection))


class DatabaseWrapper(base.DatabaseWrapper):
    """Each transaction is IMMEDIATE: it begins when nobody else writes, and ends with commit, rollback or the end of
    the connection. What is written outside of one waits as SQLite does."""

    ops_class = DatabaseOperations

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._turn: Turns | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        made = super().get_new_connection(conn_params)
        made.execute(room.size())
        return made

    def prepared_cursor(self) -> Any:
        """For statements that are asked again and again, word for word the same."""
        self.ensure_connection()
        with self.wrap_database_errors:
            return cast(Any, self)._prepare_cursor(self.connection.cursor(factory=PreparedCursor))

    def with_constants(self, text: str, parameters: Sequence[Any], *, but: Container[int]) -> str:
        """See `written_in`. Raises TypeError for a constant that is neither a number nor a text."""
        return written_in(text, parameters, but=but, as_literal=_as_literal)

    def _start_transaction_under_autocommit(self) -> None:
        with _making:
            turns = _turns[str(self.settings_dict["NAME"])]
        has_turn = turns.take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            if has_turn:
                turns.finish()
            raise
        if not has_turn:
            turns.seize()
        self._turn = turns

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._finish()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._finish()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._finish()

    def _finish(self) -> None:
        turns, self._turn = self._turn, None
        if turns is not None:
            turns.finish()
