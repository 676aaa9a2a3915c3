"""The page /reach/<brand>: public, for everybody, without cookies."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from keepword.brands.models import SUPPORTED, WATCHED, Brand
from keepword.help_center import opening, rendering
from keepword.help_center.languages import language_of
from keepword.help_center.reach.structured import structured
from keepword.help_center.reach.visiting import zone_of
from keepword.help_center.reach.ways import ways_of
from keepword.kit import clock
from keepword.kit.languages import tag_of


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    brand = Brand.objects.filter(slug=slug).first()
    if brand is None:
        return opening.unknown(request)
    with translation.override(language_of(request, otherwise=brand.language)):
        return _page(request, brand=brand)


def _page(request: HttpRequest, *, brand: Brand) -> HttpResponse:
    now, language = clock.now(), tag_of(get_language() or "")
    ways = ways_of(brand, now=now, zone=zone_of(request), language=language)
    response = rendering.show(
        request,
        "reach.html",
        brand=brand,
        first=[way for way in ways if way.channel.support == SUPPORTED],
        watched=[way for way in ways if way.channel.support == WATCHED],
        elsewhere=[way for way in ways if not way.is_answered],
        structured=structured(brand, ways=ways, now=now, base=request.build_absolute_uri("/")),
    )
    response.headers["Cache-Control"] = f"public, max-age={seconds_left(now)}"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def seconds_left(now: datetime) -> int:
    """Until the minute is over: hours begin and end at whole minutes, so no copy of the page outlives what it says."""
    return 59 - now.second
