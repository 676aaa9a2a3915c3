"""Brands as a file."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keepword.brands.arranging import add_brand, arrange_brand
from keepword.brands.models import Brand
from keepword.conversations.fields.kinds import SAYS_NO, SAYS_YES, fold
from keepword.kit.tables import Line
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.settings.brands import BrandForm
from keepword.web.settings.lists.forms import demand_valid, filled
from keepword.web.settings.lists.listed import ADD, CHANGE, SAME, Column, Deed, Wrong

USUAL = {"language": "en", "accent": "", "sender_name": "person_at_brand", "voice": "", "signature": ""}


class Brands:
    name = "brands"
    tab = "brands"
    title = gettext_lazy("Brands")
    permission = MANAGE_SETTINGS
    columns: Sequence[Column] = (
        Column("slug", gettext_lazy("Tells brands apart, as in the address of the contact form."), is_needed=True),
        Column("name", gettext_lazy("Needed for a new brand.")),
        Column("language", gettext_lazy("Of its customers, such as en or zh-hans.")),
        Column("accent", gettext_lazy("A colour as #rrggbb.")),
        Column("sender_name", gettext_lazy("person_at_brand, person or brand.")),
        Column("shows_photos", gettext_lazy("Whether customers see photos of our people: yes or no.")),
        Column("voice", gettext_lazy("warm, plain or formal.")),
        Column("signature", gettext_lazy("Stands under every answer by mail, where no other signature fits.")),
    )

    def rows(self, *, by: Agent) -> Iterable[Sequence[object]]:
        for brand in Brand.objects.order_by("id"):
            yield tuple(_now(brand).values())

    def key_of(self, line: Line) -> str:
        return line.cells.get("slug", "").lower()

    def deed(self, line: Line, *, by: Agent) -> Deed:
        brand = Brand.objects.filter(slug__iexact=line.cells["slug"]).first()
        now = _now(brand)
        said = {name: cell for name, cell in line.cells.items() if name in now and cell}
        form = BrandForm(filled(_asked((now if brand else USUAL) | said)), brand=brand)
        demand_valid(form)
        to = form.cleaned_data
        if brand is None:
            return Deed(ADD, to["name"], lambda: add_brand(to, by=by.as_actor))
        if all(getattr(brand, name) == to[name] for name in now):
            return Deed(SAME, brand.name)
        return Deed(CHANGE, brand.name, lambda: arrange_brand(brand, to=to, by=by.as_actor))


def _now(brand: Brand | None) -> dict[str, str]:
    """As it stands in the file."""
    now = {column.name: getattr(brand, column.name) if brand else "" for column in Brands.columns}
    return now | {"shows_photos": ("yes" if brand.shows_photos else "no") if brand else ""}


def _asked(cells: dict[str, str]) -> dict[str, str]:
    """As a browser would send it: a box that is not ticked is not sent at all. Raises Wrong."""
    said = fold(cells.pop("shows_photos", "")) or "no"
    if said not in SAYS_YES | SAYS_NO:
        raise Wrong("shows_photos", _("Write yes or no."))
    return cells | ({"shows_photos": "yes"} if said in SAYS_YES else {})


BRANDS = Brands()
