"""Places that somebody must fill before an answer goes out: [[ what is meant ]], and variables that are still there.

What stands in back-quotes is code, where two brackets are just brackets.
"""

import re

from keepword.conversations.macros.variables import left_in

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_MARK = re.compile(r"\[\[(?!\[)[^\n]{0,300}?\]\]")


class Unfilled(ValueError):
    """Words that are not ready to be sent. `marks` are the places, as they stand there."""

    def __init__(self, marks: list[str]) -> None:
        super().__init__(", ".join(marks))
        self.marks = marks


def unfilled(text: str) -> list[str]:
    """The places in their order; a place that stands there twice is named once."""
    words = _CODE.sub("", text)
    return list(dict.fromkeys([*_MARK.findall(words), *left_in(words)]))


def demand_filled(text: str) -> None:
    """Raises Unfilled."""
    marks = unfilled(text)
    if marks:
        raise Unfilled(marks)
