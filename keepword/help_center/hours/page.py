"""The page /hours/<brand>: public, for everybody, without cookies."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from keepword.brands.models import Brand
from keepword.brands.opening_hours import hours_of_brand
from keepword.help_center import opening, rendering
from keepword.help_center.hours.lasting import kept, seconds_true
from keepword.help_center.hours.structured import structured
from keepword.help_center.json_in_html import json_in_html
from keepword.help_center.languages import language_of
from keepword.help_center.reach.visiting import zone_of
from keepword.hours import dates
from keepword.hours.saying import say_hours
from keepword.hours.saying_week import say_days_ahead, say_week
from keepword.hours.spans import is_open
from keepword.kit import clock
from keepword.kit.languages import tag_of


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponseBase:
    brand = Brand.objects.filter(slug=slug).first()
    if brand is None:
        return opening.unknown(request)
    with translation.override(language_of(request, otherwise=brand.language)):
        return _page(request, brand=brand)


def _page(request: HttpRequest, *, brand: Brand) -> HttpResponseBase:
    now, hours, language = clock.now(), hours_of_brand(brand).hours, tag_of(get_language() or "")
    address = request.build_absolute_uri(reverse("help:hours", args=[brand.slug]))
    response: HttpResponse = rendering.show(
        request,
        "hours.html",
        brand=brand,
        is_open=is_open(hours, now),
        words=say_hours(hours, now=now, language=language, reader_zone=zone_of(request)),
        week=say_week(hours, language=language),
        days_ahead=say_days_ahead(hours, now=now, language=language),
        city=dates.city(hours.zone, language=language),
        structured=json_in_html(structured(brand, hours, now=now, address=address)),
    )
    del response.headers["Vary"]
    patch_vary_headers(response, ["Accept-Language"])
    return kept(request, response, seconds=seconds_true(hours, now=now, reader_zone=zone_of(request)))
