"""What a database wants now and then. PostgreSQL sees to itself."""

from django.db import connection, transaction


def tend() -> None:
    """SQLite counts what its indexes hold only when it is asked to, and chooses among them by those counts. It looks
    again at what has grown much since the last time, at a thousand entries of each index at most: milliseconds. It
    writes what it counted, so it waits for its turn like every writer."""
    if connection.vendor == "sqlite":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("PRAGMA optimize = 0x10002")
