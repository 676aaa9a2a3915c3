"""The file of the database made whole when the process ends."""

from django.db import DatabaseError, connection

PATIENCE = 500  # milliseconds for whoever still reads


def write_back() -> None:
    """What SQLite wrote into the log beside the file goes into the file. It does so by itself when the last connection
    is closed, and a process that ends at once, with the connections of its threads, closes none. Nothing is lost
    without this: the next start reads the log. But whoever copies the one file, while nothing runs, has all of it.
    """
    if connection.vendor != "sqlite":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except DatabaseError:
        return  # another process is at work, or the disk is full: then it stays where it is
    finally:
        connection.close()
