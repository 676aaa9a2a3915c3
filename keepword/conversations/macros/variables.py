"""What stands between {{ and }} in the words of a macro. Pure: who knows the values hands them in."""

import re
from collections.abc import Callable, Collection, Mapping

VARIABLES = (
    "customer.first_name",
    "customer.name",
    "agent.name",
    "brand.name",
    "conversation.reference",
    "conversation.subject",
    "inbox.address",
    "date.today",
    "hours.now",
    "wait.answer_by",
    "order.number",
    "order.state",
    "order.total",
    "order.tracking",
    "loyalty.programme",
    "loyalty.tier",
    "loyalty.points",
)
OWN = ("contact.", "conversation.", "mission.", "counter.")  # own fields, and the mission of the brand
VARIABLE = re.compile(r"{{\s*([^{}\n]*?)\s*}}")

Value = Callable[[], str]
Values = Mapping[str, Value]


class UnknownVariable(ValueError):
    """Words name something that we cannot fill in. `name` as it was written."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def check(text: str, *, known: Collection[str] = VARIABLES) -> None:
    """Whether these words can be filled in. Raises UnknownVariable: better now than before a customer."""
    for name in VARIABLE.findall(text):
        if name not in known:
            raise UnknownVariable(name)
    rest = VARIABLE.sub("", text)
    for half in ("{{", "}}"):
        if half in rest:
            raise UnknownVariable(half)


def fill(text: str, *, values: Values) -> str:
    """In one pass: what customers call themselves is never read as a variable. Only what the words name is asked
    for. What has no value becomes a mark, [[customer.name]], which blocks sending until somebody fills it."""
    return VARIABLE.sub(lambda found: _value(found[1], values=values), text)


def _value(name: str, *, values: Values) -> str:
    known = values[name]() if name in values else ""
    # A mark inside a value would block the answer for what the customer wrote.
    return known.replace("[[", "[").replace("]]", "]") or f"[[{name}]]"


def left_in(text: str) -> list[str]:
    """Variables of ours that nobody filled, as they stand there; own fields are among them."""
    return [found[0] for found in VARIABLE.finditer(text) if found[1] in VARIABLES or found[1].startswith(OWN)]
