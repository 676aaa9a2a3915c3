"""Django's PostgreSQL, asked less, and told the same thing only once.

A connection that has nothing to say is alive: looking at its socket costs nothing, asking "SELECT 1" before every
page cost a sixth of what a list asks. When the server ends it, its good-bye stands in the socket.

What `kit/prepared.py` asks again and again is parsed and planned once for each connection.
"""

import select
from collections.abc import Container, Sequence
from typing import Any, cast

from django.db.backends.postgresql import base, operations
from psycopg import sql
from psycopg.errors import FeatureNotSupported
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import Int8Dumper

from keepword.kit.databases.writing_in import written_in

STATEMENTS_KEPT = 400  # for each connection; the house has some seventy, and several forms of what it writes


class PreparedCursor(base.ServerBindingCursor):
    """Its statements stay with the server under a name. The connection's threshold is set for the time of asking
    alone: with it, psycopg remembers the text of every statement, those with customers' words included."""

    def execute(self, query: Any, params: Any = None) -> Any:
        session = cast(Any, self).connection
        session.prepare_threshold = 0
        try:
            return super().execute(query, params, prepare=True)  # type: ignore[misc]
        except FeatureNotSupported:
            # "Cached plan must not change result type": a newer version changed a column while this one runs.
            session.is_outdated = True
            if session.info.transaction_status != TransactionStatus.IDLE:
                raise
            return super().execute(query, params, prepare=False)  # type: ignore[misc]
        finally:
            session.prepare_threshold = None


class DatabaseOperations(operations.DatabaseOperations):
    """Psycopg does not remember what a prepared statement was; whoever records queries is told it all the same."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        return super().last_executed_query(cursor, sql, params) or str(cast(Any, self).compose_sql(sql, params))


class DatabaseWrapper(base.DatabaseWrapper):
    """See above. After an error it is asked all the same whether it is alive."""

    ops_class = DatabaseOperations

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        made = super().get_new_connection(conn_params)
        # By itself psycopg sends 7 and 70,000 as different types, and each would be another statement.
        made.adapters.register_dumper(int, Int8Dumper)
        made.prepared_max = STATEMENTS_KEPT
        # Nothing of ours runs long enough to be worth compiling: where a plan looks dear, that alone takes 25 ms.
        made.pgconn.exec_(b"SET jit = off")
        return made

    def prepared_cursor(self) -> Any:
        """For statements that are asked again and again, word for word the same."""
        self.ensure_connection()
        return cast(Any, self)._prepare_cursor(cast(Any, PreparedCursor)(self.connection))

    def with_constants(self, text: str, parameters: Sequence[Any], *, but: Container[int]) -> str:
        """See `written_in`."""
        self.ensure_connection()
        return written_in(text, parameters, but=but, as_literal=self._as_literal)

    def _as_literal(self, value: Any) -> str:
        return str(sql.Literal(value).as_string(self.connection))

    def is_usable(self) -> bool:
        if getattr(self.connection, "is_outdated", False):
            return False
        return self._is_quiet() or bool(super().is_usable())

    def _is_quiet(self) -> bool:
        if self.connection is None or self.connection.closed or self.errors_occurred:
            return False
        session = self.connection.pgconn
        if session.transaction_status != TransactionStatus.IDLE:
            return False
        poll = select.poll()
        poll.register(session.socket, select.POLLIN)
        return not poll.poll(0)
