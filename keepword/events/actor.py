"""Who did it: an agent, a contact, a rule or the system itself."""

from dataclasses import dataclass

KINDS = ("agent", "contact", "rule", "system")


@dataclass(frozen=True, slots=True)
class Actor:
    """`id` is the row of that kind; None for the system."""

    kind: str
    id: int | None


SYSTEM = Actor("system", None)
