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


def paged(request: HttpRequest, found: "Sequence[Row] | QuerySet[Any, Row]") -> Paged[Row]:
    """The page that the address asks for, the first one for what is no number. What is searched for stays."""
    written = request.GET.get("page", "")
    is_number = written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER
    number = max(1, int(written)) if is_number else 1
    start = (number - 1) * PAGE
    rows = list(found[start : start + PAGE + 1])
    return Paged(
        rows=rows[:PAGE],
        first_address=_address(request, page=1) if number > 1 else "",
        next_address=_address(request, page=number + 1) if len(rows) > PAGE else "",
    )


def _address(request: HttpRequest, *, page: int) -> str:
    query = request.GET.get("q", "")
    return f"{request.path}?{urlencode(({'q': query} if query else {}) | {'page': str(page)})}"
