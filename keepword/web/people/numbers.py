"""Numbers of rows, as forms send them."""

from collections.abc import Iterable

from django.http import Http404

from keepword.web.conversations.finding import LARGEST
from keepword.web.people.admitting import AgentRequest


def number_in(request: AgentRequest, name: str) -> int:
    """The id in this field of a form. Raises Http404 for nonsense: there is no such row."""
    return _number(request.POST.get(name, ""))


def numbers(texts: Iterable[str]) -> list[int]:
    """As `number_in`, of a field that stands there more than once."""
    return [_number(text) for text in texts]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19 and int(text) <= LARGEST):  # noqa: PLR2004
        raise Http404
    return int(text)
