"""Inboxes as a file: those that the agent sees."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.brands.models import Brand
from keepword.conversations.arranging import add_inbox, arrange_inbox
from keepword.conversations.models import Inbox
from keepword.kit.tables import Line
from keepword.people.models import Agent, Team
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.settings.inboxes import InboxForm
from keepword.web.settings.lists.forms import demand_valid, filled
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Wrong


class Inboxes:
    name = "inboxes"
    tab = "inboxes"
    title = gettext_lazy("Inboxes")
    permission = MANAGE_SETTINGS
    columns: Sequence[Column] = (
        Column("address", gettext_lazy("Tells inboxes apart. It cannot be changed here."), is_needed=True),
        Column("name", gettext_lazy("Needed for a new inbox.")),
        Column("brand", gettext_lazy("Its name or its address; needed when there are several.")),
        Column("teams", gettext_lazy("Only these see it: names of teams, separated by commas.")),
    )

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]:
        inboxes = Inbox.objects.visible_to(by).order_by("id").select_related("brand").prefetch_related("teams")
        for inbox in inboxes:
            yield inbox.address, inbox.name, inbox.brand.name, ", ".join(sorted(one.name for one in inbox.teams.all()))

    def key_of(self, line: Line) -> str:
        return line.cells.get("address", "").lower()

    def deed(self, line: Line, *, by: Agent) -> Deed:
        cells = line.cells
        inbox = Inbox.objects.visible_to(by).filter(address__iexact=cells["address"]).first()
        brand, teams = _brand(cells.get("brand", "")), _teams(cells.get("teams", ""))
        now = [team.pk for team in inbox.teams.all()] if inbox else []
        wanted = now if teams is None else teams
        said = {
            "address": inbox.address if inbox else cells["address"],
            "name": cells.get("name") or (inbox.name if inbox else ""),
            "brand": brand or (inbox.brand_id if inbox else _only_brand()),
            "teams": wanted,
        }
        form = InboxForm(filled(said), inbox=inbox)
        demand_valid(form)
        to = form.cleaned_data
        if inbox is None:
            return Deed(ADD, to["name"], lambda: add_inbox(**to, by=by.as_actor))
        if (to["name"], to["brand"].pk, sorted(wanted)) == (inbox.name, inbox.brand_id, sorted(now)):
            return Deed(SAME, inbox.name)
        return Deed(CHANGE, inbox.name, lambda: arrange_inbox(inbox, **to, by=by.as_actor))


def _brand(text: str) -> int | None:
    """None for an empty cell: it stays as it is."""
    if not text:
        return None
    brand = Brand.objects.filter(name__iexact=text).first() or Brand.objects.filter(slug__iexact=text).first()
    if brand is None:
        raise Wrong("brand", _("There is no brand “%(name)s”.") % {"name": text})
    return brand.pk


def _only_brand() -> int:
    brands = list(Brand.objects.order_by("id")[:2])
    if len(brands) != 1:
        raise Wrong("brand", _("Say which brand it belongs to."))
    return brands[0].pk


def _teams(text: str) -> list[int] | None:
    """None for an empty cell: they stay as they are."""
    names = [part.strip() for part in text.split(",") if part.strip()]
    if not names:
        return None
    known = {team.name.casefold(): team.pk for team in Team.objects.all()}
    for name in names:
        if name.casefold() not in known:
            raise Wrong("teams", _("There is no team “%(name)s”.") % {"name": name})
    return [known[name.casefold()] for name in names]


INBOXES = Inboxes()
