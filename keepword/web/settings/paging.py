"""A list of the settings that has grown long: a hundred at a time, ?page=2."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest

PAGE = 100
LONGEST_NUMBER = 6  # digits
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """The addresses are "" where there is no such page."""

    rows: list[Row]
    first_address: str
    next_address: str


def paged(request: HttpRequest, found: "Sequence[Row] | QuerySet[Any, Row]", *, size: int = PAGE) -> Paged[Row]:
    """The page that the address asks for, the first one for what is no number. What is searched for stays."""
    written = request.GET.get("page", "")
    is_number = written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER
    number = max(1, int(written)) if is_number else 1
    start = (number - 1) * size
    rows = list(found[start : start + size + 1])
    return Paged(
        rows=rows[:size],
        first_address=_address(request, page=1) if number > 1 else "",
        next_address=_address(request, page=number + 1) if len(rows) > size else "",
    )


def paged_beside(
    request: HttpRequest, *found: "Sequence[Any] | QuerySet[Any, Any]", size: int = PAGE
) -> tuple[list[list[Any]], Paged[Any]]:
    """Lists of one page that go on together: the rows of each, and where the page of any of them goes on."""
    pages = [paged(request, one, size=size) for one in found]
    further = next((one for one in pages if one.next_address), pages[0])
    return [one.rows for one in pages], further


def _address(request: HttpRequest, *, page: int) -> str:
    query = request.GET.get("q", "")
    return f"{request.path}?{urlencode(({'q': query} if query else {}) | {'page': str(page)})}"
