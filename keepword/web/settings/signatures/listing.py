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
    used = Signature.objects.in_use()  # house: words of the whole organisation
    rows = list(used.select_related("team").order_by("team__name", "language", "id"))
    brands = [
        (brand, [line_of(row) for row in rows if row.brand_id == brand.pk])
        for brand in Brand.objects.order_by("name", "id")
    ]
    away = Signature.objects.filter(retired_at__isnull=False)  # house: as above
    gone = away.select_related("team").order_by("-retired_at", "-id")
    context = {"brands": brands, "removed": [line_of(row) for row in gone[:MOST_REMOVED]]}
    return settings_page(request, "web/settings/signatures/list.html", tab="signatures", context=context)


def line_of(row: Signature) -> Line:
    language = name_in(row.language, language=get_language() or "en") if row.language else ""
    return Line(row.pk, row.team.name if row.team else "", language, row.text)
