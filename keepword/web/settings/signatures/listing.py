"""All signatures, brand by brand: /settings/signatures."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from keepword.brands.models import Brand
from keepword.conversations.models import Signature
from keepword.kit.languages import name_in
from keepword.people.permissions import MANAGE_SETTINGS
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.paging import paged
from keepword.web.settings.shell import settings_page

MOST_REMOVED = 100


@dataclass(frozen=True, slots=True)
class Line:
    """`language` as its readers call it, "" for every one."""

    number: int
    whose: str
    language: str
    text: str


@for_agents(may=MANAGE_SETTINGS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    pager = paged(request, _places())
    away = Signature.objects.filter(retired_at__isnull=False)  # house: as above
    gone = away.select_related("team").order_by("-retired_at", "-id")
    brands = _brands(pager.rows)
    context = {"brands": brands, "pager": pager, "removed": [line_of(row) for row in gone[:MOST_REMOVED]]}
    return settings_page(request, "web/settings/signatures/list.html", tab="signatures", context=context)


def _places() -> list[tuple[int, int | None]]:
    """What stands in the list, one below the other: under each brand its signatures, and None for where no other
    fits. Numbers only: what a page does not show is not read."""
    used = Signature.objects.in_use()  # house: words of the whole organisation
    rows = used.order_by("team__name", "language", "id").values_list("brand_id", "id")
    by_brand: dict[int, list[int | None]] = {
        brand: [] for brand in Brand.objects.order_by("name", "id").values_list("id", flat=True)
    }
    for brand, number in rows:
        by_brand[brand].append(number)
    return [(brand, number) for brand, numbers in by_brand.items() for number in [*numbers, None]]


def _brands(places: list[tuple[int, int | None]]) -> list[tuple[Brand, list[Line], bool]]:
    """Each with its lines, and whether "where no other fits" is among them."""
    brands = Brand.objects.in_bulk({brand for brand, _number in places})
    numbers = {number for _brand, number in places if number}
    rows = Signature.objects.select_related("team").in_bulk(numbers)  # house: as above
    found: dict[int, list[int | None]] = {}
    for brand, number in places:
        found.setdefault(brand, []).append(number)
    return [(brands[one], [line_of(rows[number]) for number in of if number], None in of) for one, of in found.items()]


def line_of(row: Signature) -> Line:
    language = name_in(row.language, language=get_language() or "en") if row.language else ""
    return Line(row.pk, row.team.name if row.team else "", language, row.text)
