"""What a trial found."""

from dataclasses import dataclass

WELL, LOOK, TROUBLE, UNKNOWN = "well", "look", "trouble", "unknown"


@dataclass(frozen=True, slots=True)
class Record:
    """A line to write at whoever keeps the domain. `kind` is MX or TXT, `name` whole and without a dot at its end."""

    kind: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`state`: "well"; "look" when it works and could be better; "trouble"; "unknown" when nobody could tell.
    `says` is in the language of the moment, with what to do."""

    about: str
    state: str
    says: str
    record: Record | None = None
