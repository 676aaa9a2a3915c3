"""What a list says of itself to be taken out and in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise

from keepword.kit.tables import Line
from keepword.people.models import Agent

ADD, CHANGE, SAME = "add", "change", "same"


class Wrong(ValueError):
    """This line cannot be done: `column` is where, "" for the whole line."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(column, why)
        self.column, self.why = column, why


@dataclass(frozen=True, slots=True)
class Column:
    """`meaning` is said above the form; a column may be left out unless it is needed."""

    name: str
    meaning: str | Promise
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """What a line would do, before it does it: `words` name whom or what, `do` does it. `before` is what stands in the
    columns now, None to take it from the rows of the list."""

    act: str
    words: str
    do: Callable[[], object] = lambda: None
    before: Mapping[str, str] | None = None


class Listed(Protocol):
    """One of the files beside this one. `name` is its word in addresses, `tab` the page that it stands on; `key_of`
    tells two lines apart that mean the same row."""

    @property
    def name(self) -> str: ...

    @property
    def tab(self) -> str: ...

    @property
    def title(self) -> object: ...

    @property
    def permission(self) -> str: ...

    @property
    def columns(self) -> Sequence[Column]: ...

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]: ...

    def key_of(self, line: Line) -> str: ...

    def deed(self, line: Line, *, by: Agent) -> Deed:
        """Looks at what is there now, and changes nothing. Raises Wrong."""
        ...
