"""An inbox is set up: its name, its address, and which teams it is for."""

from collections.abc import Iterable

from django.db import transaction

from keepword.brands.models import Brand
from keepword.conversations.models import Inbox
from keepword.events import log
from keepword.events.actor import Actor
from keepword.people.announcing import announce
from keepword.people.models import Team


@transaction.atomic
def add_inbox(*, name: str, address: str, brand: Brand, teams: Iterable[Team], by: Actor) -> Inbox:
    """The caller checked that the address is free."""
    inbox = Inbox.objects.create(name=name, address=address, brand=brand)
    inbox.teams.set(teams)
    _tell(inbox, "inbox.added", by=by, fields=[])
    return inbox


@transaction.atomic
def arrange_inbox(inbox: Inbox, *, name: str, address: str, brand: Brand, teams: Iterable[Team], by: Actor) -> None:
    """Open screens ask again who may see what, so that a team from which it was taken hears nothing more of it."""
    new = {"name": name, "address": address, "brand": brand}
    fields = [field for field, value in new.items() if getattr(inbox, field) != value]
    for field in fields:
        setattr(inbox, field, new[field])
    if fields:
        inbox.save(update_fields=fields)
    chosen = {team.pk for team in teams}
    if chosen != set(inbox.teams.values_list("id", flat=True)):
        inbox.teams.set(chosen)
        fields.append("teams")
    if fields:
        _tell(inbox, "inbox.changed", by=by, fields=fields)


@transaction.atomic
def tag_addresses(inbox: Inbox, *, wanted: bool, by: Actor) -> None:
    """Whether answers carry an address of their own."""
    if inbox.takes_tags != wanted:
        inbox.takes_tags = wanted
        inbox.save(update_fields=["takes_tags"])
        _tell(inbox, "inbox.changed", by=by, fields=["takes_tags"])


def _tell(inbox: Inbox, name: str, *, by: Actor, fields: list[str]) -> None:
    announce(log.record(name, actor=by, inbox_id=inbox.pk, fields=fields))
