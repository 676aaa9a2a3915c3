"""One's own roles as a file. Those that come with Keepword stay as they are."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.kit.tables import Line
from keepword.people.models import Agent, Role
from keepword.people.permissions import MANAGE_AGENTS, PERMISSIONS
from keepword.people.roles.defining import LENGTH, change, make
from keepword.people.roles.giving import may_include
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Wrong


class Roles:
    name = "roles"
    tab = "roles"
    title = gettext_lazy("Roles")
    permission = MANAGE_AGENTS
    columns: Sequence[Column] = (
        Column("name", gettext_lazy("Tells roles apart. It cannot be changed here."), is_needed=True),
        Column("permissions", gettext_lazy("All that it includes, such as reply, note, assign, separated by commas.")),
    )

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]:
        for role in Role.objects.in_use().order_by("name", "id"):
            yield role.name, ", ".join(one for one in PERMISSIONS if one in role.permissions)

    def key_of(self, line: Line) -> str:
        return line.cells.get("name", "").casefold()

    def deed(self, line: Line, *, by: Agent) -> Deed:
        name, wanted = line.cells["name"], _permissions(line.cells.get("permissions", ""), by=by)
        if len(name) > LENGTH:
            raise Wrong("name", _("This is longer than %(most)s letters.") % {"most": LENGTH})
        role = Role.objects.in_use().filter(name__iexact=name).first()
        if role is None:
            return Deed(ADD, name, lambda: make(name, permissions=wanted or [], by=by.as_actor))
        now = [one for one in role.permissions if one in PERMISSIONS]
        if wanted is None or set(wanted) == set(now):
            return Deed(SAME, role.name)
        if not may_include(now, by=by):
            raise Wrong("name", _("This role may do more than you, so you cannot change it."))
        return Deed(CHANGE, role.name, lambda: change(role, name=role.name, permissions=wanted, by=by.as_actor))


def _permissions(text: str, *, by: Agent) -> list[str] | None:
    """None for an empty cell: they stay as they are."""
    names = [part.strip().lower() for part in text.split(",") if part.strip()]
    for name in names:
        if name not in PERMISSIONS:
            known = {"name": name, "known": ", ".join(PERMISSIONS)}
            raise Wrong("permissions", _("There is no permission “%(name)s”. There are: %(known)s.") % known)
        if not may_include([name], by=by):
            raise Wrong("permissions", _("You cannot give “%(name)s”: you do not have it.") % {"name": name})
    return names or None


ROLES = Roles()
