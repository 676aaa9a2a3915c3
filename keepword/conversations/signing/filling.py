"""The words of a signature, with who signs. Pure."""

from collections.abc import Mapping

from keepword.conversations.macros.variables import VARIABLE

VARIABLES = ("agent.name", "agent.title", "team.name", "brand.name")
NAME, TITLE, TEAM, BRAND = VARIABLES


def fill(text: str, *, values: Mapping[str, str]) -> str:
    """A line that names what is not known is left out: a letter that nobody wrote is signed by the team, and never by
    an empty place."""
    lines = (_line(line, values=values) for line in text.replace("\r", "").split("\n"))
    return "\n".join(line for line in lines if line is not None).strip()


def names(text: str, *, variable: str) -> bool:
    """Whether the words ask for it."""
    return variable in VARIABLE.findall(text)


def _line(line: str, *, values: Mapping[str, str]) -> str | None:
    if not all(values.get(name) for name in VARIABLE.findall(line)):
        return None
    return VARIABLE.sub(lambda found: values[found[1]], line)
