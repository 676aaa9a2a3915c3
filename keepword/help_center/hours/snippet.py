"""A brand's hours within any other site: /hours/<brand>/snippet.js defines <keepword-hours>, snippet.html beside it is
that element with words that hold without a script."""

from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from keepword.brands.models import Brand
from keepword.brands.opening_hours import hours_of_brand
from keepword.help_center.hours.lasting import LONGEST_SECONDS, kept, open_to_every_site, seconds_true
from keepword.help_center.languages import language_of
from keepword.help_center.reach.visiting import zone_of
from keepword.hours.saying import say_hours
from keepword.kit import clock
from keepword.kit.languages import tag_of

SCRIPT = Path(__file__).resolve().parent.parent / "static" / "help_center" / "keepword-hours.js"


@require_safe
def script(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same for every brand: it reads its own address to know whose hours to ask for."""
    get_object_or_404(Brand, slug=slug)
    response = HttpResponse(_source(), content_type="text/javascript; charset=utf-8")
    return open_to_every_site(kept(request, response, seconds=LONGEST_SECONDS))


@lru_cache(maxsize=1)
def _source() -> str:
    return SCRIPT.read_text(encoding="utf-8")


@require_safe
def fragment(request: HttpRequest, slug: str) -> HttpResponseBase:
    brand = get_object_or_404(Brand, slug=slug)
    now, hours, zone = clock.now(), hours_of_brand(brand).hours, zone_of(request)
    with translation.override(language_of(request, otherwise=brand.language)):
        language = tag_of(get_language() or "")
        context = {
            "brand": brand,
            "language": language,
            "direction": "rtl" if get_language_bidi() else "ltr",
            "source": request.build_absolute_uri(f"/hours/{brand.slug}.json"),
            "page": request.build_absolute_uri(f"/hours/{brand.slug}"),
            "words": say_hours(hours, now=now, language=language, reader_zone=zone),
        }
        response = render(request, "help_center/_hours_snippet.html", context)
    patch_vary_headers(response, ["Accept-Language"])
    return open_to_every_site(kept(request, response, seconds=seconds_true(hours, now=now, reader_zone=zone)))
