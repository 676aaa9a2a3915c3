"""The time now, in one place, so that a test can freeze it and every instant is aware UTC."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)
