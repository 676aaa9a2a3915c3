"""What never changes in a statement, written into it.

A plan that is made once must see that only open ones are asked for: else it cannot use an index that holds only those.
SQLite would even use it, and plan the whole statement anew at every asking, because another value might come.
"""

import re
from collections.abc import Callable, Container, Sequence
from typing import Any

PLACE = re.compile("%[s%]")


def written_in(text: str, parameters: Sequence[Any], *, but: Container[int], as_literal: Callable[[Any], str]) -> str:
    """The SQL with its parameters written into it, except for those at these places."""
    numbers = iter(range(len(parameters)))

    def written(place: re.Match[str]) -> str:
        if place[0] == "%%" or (number := next(numbers)) in but:
            return place[0]
        return as_literal(parameters[number]).replace("%", "%%")

    return PLACE.sub(written, text)
