"""Numbers of rows, as forms send them."""

from collections.abc import Iterable

from django.http import Http404

from keepword.web.conversations.finding import LARGEST
from keepword.web.people.admitting import AgentRequest


def number_in(request: AgentRequest, name: str) -> int:
    """The id in this field of a form. Raises Http404 for nonsense: there is no such row."""
    return number_of_row(request.POST.get(name, ""))


def numbers(texts: Iterable[str]) -> list[int]:
    """As `number_in`, of a field that stands there more than once."""
    return [number_of_row(text) for text in texts]


def number_of_row(text: str) -> int:
    """As `number_in`, of what was read already."""
    if not (text.isascii() and text.isdecimal() and len(text) < 19 and int(text) <= LARGEST):  # noqa: PLR2004
        raise Http404
    return int(text)
