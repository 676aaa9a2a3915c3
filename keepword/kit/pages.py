"""Keyset pages: a page costs the same however deep it is, and no row is skipped or shown twice when new ones come."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q, QuerySet


class BadCursor(ValueError):
    """The cursor in the address is not one of ours."""


@dataclass(frozen=True, slots=True)
class Page:
    """`items` in order; `next` is the cursor of the page after, None at the end."""

    items: list[Any]
    next: str | None


@dataclass(frozen=True, slots=True)
class Order:
    """Rows by one time column and then by id, newest or oldest first."""

    column: str
    is_descending: bool

    @property
    def terms(self) -> tuple[str, str]:
        sign = "-" if self.is_descending else ""
        return f"{sign}{self.column}", f"{sign}id"


def encode(at: datetime, row_id: int) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()}|{row_id}".encode()).decode().rstrip("=")


def decode(cursor: str) -> tuple[datetime, int]:
    """Raises BadCursor."""
    try:
        at, row_id = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split("|")
        moment = datetime.fromisoformat(at)
        number = int(row_id)
        if moment.tzinfo is None or not 0 <= number < 2**63:
            raise BadCursor(cursor)
        moment = moment.astimezone(UTC)  # a year 1 or 9999 may lie outside of what can be asked
    except (ValueError, OverflowError, binascii.Error) as error:
        raise BadCursor(cursor) from error
    return moment, number


def encode_id(row_id: int) -> str:
    """For what is listed by id alone."""
    return base64.urlsafe_b64encode(str(row_id).encode()).decode().rstrip("=")


def decode_id(cursor: str) -> int:
    """Raises BadCursor."""
    try:
        number = int(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode())
    except (ValueError, binascii.Error) as error:
        raise BadCursor(cursor) from error
    if not 0 <= number < 2**63:
        raise BadCursor(cursor)
    return number


def after(rows: QuerySet[Any, Any], *, order: Order, cursor: str | None) -> QuerySet[Any, Any]:
    """Those rows that come after the cursor, in order. The bare bound on the column lets the database enter its
    index at the cursor: an OR alone would make it walk there from the start."""
    if cursor:
        at, row_id = decode(cursor)
        beyond, side = ("lt", "lte") if order.is_descending else ("gt", "gte")
        rows = rows.filter(**{f"{order.column}__{side}": at}).filter(
            Q(**{f"{order.column}__{beyond}": at}) | Q(**{f"{order.column}": at, f"id__{beyond}": row_id})
        )
    return rows.order_by(*order.terms)


def page(rows: list[Any], *, size: int, at: str, row_id: str = "id") -> Page:
    """A page of at most `size` from `size + 1` fetched rows (models or named tuples with attributes `at`, `id`)."""
    shown = rows[:size]
    more = len(rows) > size
    return Page(shown, encode(getattr(shown[-1], at), getattr(shown[-1], row_id)) if more else None)
