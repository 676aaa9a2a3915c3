"""Is it the database that fails, or what we asked of it?

Both come as OperationalError. A full disk, a lock or a lost line pass, and whatever was asked is asked again. A
request that the database can never fulfil (too large, too deep) does not, and must not hold up all others.
"""

from django.db import DatabaseError, DataError, InterfaceError, OperationalError, ProgrammingError

# PostgreSQL's classes of errors (its manual, appendix A): feature not supported, data exception, program limit
# exceeded, internal error.
_ABOUT_THE_REQUEST = ("0A", "22", "54", "XX")
# SQLite names this one for every request that it will not run: too many variables, too deep an expression.
_OF_SQLITE = ("SQLITE_ERROR", "SQLITE_TOOBIG")


def is_about_the_request(error: DatabaseError) -> bool:
    """Whether the same request will fail for ever. False when nobody can tell."""
    if isinstance(error, DataError | ProgrammingError):
        return True
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    if (getattr(cause, "sqlite_errorname", None) or "") in _OF_SQLITE:
        return True
    return str(getattr(cause, "sqlstate", None) or "").startswith(_ABOUT_THE_REQUEST)


def raise_if_database_is_away(error: Exception) -> None:
    """Then no task is to blame: the leases run out and all are tried again. A request that the database can never
    fulfil is its task's fault, as any other."""
    if isinstance(error, InterfaceError):
        raise error
    if isinstance(error, OperationalError) and not is_about_the_request(error):
        raise error
