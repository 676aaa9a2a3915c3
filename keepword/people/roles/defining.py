"""A role is made, changed, removed and restored. Whoever holds it may do at their next press what it says now."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.people.announcing import announce
from keepword.people.models import Agent, Role
from keepword.people.permissions import known

LENGTH = 80


class NameTaken(ValueError):
    """There is a role of this name."""


class StillHeld(ValueError):
    """Somebody who works here has this role."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.names = names


def make(name: str, *, permissions: Iterable[str], by: Actor) -> Role:
    """Raises NameTaken."""
    role = Role(name=name.strip()[:LENGTH], permissions=sorted(known(permissions)), made_at=clock.now())
    _save(role, "role.made", by=by, fields=[])
    return role


def change(role: Role, *, name: str, permissions: Iterable[str], by: Actor) -> None:
    """The fact says what was changed. Raises NameTaken."""
    new = {"name": name.strip()[:LENGTH], "permissions": sorted(known(permissions))}
    fields = [field for field, value in new.items() if getattr(role, field) != value]
    if fields:
        for field in fields:
            setattr(role, field, new[field])
        _save(role, "role.changed", by=by, fields=fields)


@transaction.atomic
def remove(role: Role, *, by: Actor) -> int:
    """Returns the number of the fact. Raises StillHeld. The row is locked, as it is by whoever gives the role."""
    locked = Role.objects.select_for_update().get(pk=role.pk)
    names = list(Agent.objects.active().filter(own_role=locked).order_by("name").values_list("name", flat=True))
    if names:
        raise StillHeld(names)
    locked.removed_at = clock.now()
    locked.save(update_fields=["removed_at"])
    return log.record("role.removed", actor=by, role=role.pk).pk


def restore(role: Role, *, by: Actor) -> None:
    """Nothing happens to a role that is there. Raises NameTaken."""
    if role.removed_at is not None:
        role.removed_at = None
        _save(role, "role.restored", by=by, fields=[])


def _save(role: Role, fact: str, *, by: Actor, fields: list[str]) -> None:
    """Open screens look again: they may show more or less now."""
    try:
        with transaction.atomic():
            role.save()
            announce(log.record(fact, actor=by, role=role.pk, fields=fields))
    except IntegrityError as error:
        raise NameTaken(role.name) from error
