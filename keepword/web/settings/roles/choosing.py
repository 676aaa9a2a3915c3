"""A role as a choice in a form: the name of a built-in one, or "own-7"."""

from keepword.people.models import Agent, Role
from keepword.people.permissions import OWN, ROLE_WORDS
from keepword.people.roles.giving import givable

PREFIX = f"{OWN}-"


def offered_by(agent: Agent, *, to: Agent | None = None) -> list[tuple[str, str]]:
    """The roles that this agent may give; `to` keeps the one that they have, though it was removed meanwhile."""
    built_in, own = givable(agent)
    choices = [(name, str(ROLE_WORDS[name])) for name in built_in] + [(value_of(OWN, one), one.name) for one in own]
    if to is not None and value_of(to.role, to.own_role) not in dict(choices):
        choices.append((value_of(to.role, to.own_role), to.role_words))
    return choices


def value_of(role: str, own_role: Role | None) -> str:
    return f"{PREFIX}{own_role.pk}" if own_role else role


def chosen(value: str) -> tuple[str, Role | None]:
    """Of a choice that the form found among those that it offered."""
    if value.startswith(PREFIX):
        return OWN, Role.objects.get(pk=int(value.removeprefix(PREFIX)))
    return value, None
