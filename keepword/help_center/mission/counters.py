"""The public counters of a brand, for any site: /mission/<brand>.json, and /mission/<brand>/snippet.js, which defines
<keepword-counter name="trees">."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from keepword.brands.mission.saying import figure, values_of
from keepword.brands.models import Brand, Counter
from keepword.help_center.hours.lasting import LONGEST_SECONDS, kept, open_to_every_site
from keepword.help_center.languages import language_of
from keepword.kit.languages import tag_of

SCRIPT = Path(__file__).resolve().parent.parent / "static" / "help_center" / "keepword-counter.js"
SECONDS = 60  # a counter may be that much behind


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Public ones alone, with the words of the mission of the same name, "" where there are none."""
    brand = Brand.objects.filter(slug=slug).first()
    if brand is None:
        return open_to_every_site(JsonResponse({"error": "There is no such brand."}, status=404))
    with override(language_of(request, otherwise=brand.language)):
        language = tag_of(get_language() or "")
    counters = Counter.objects.filter(brand=brand, is_public=True).order_by("name")
    told = {"brand": brand.name, "language": language, "counters": _told(list(counters), brand, language)}
    response: HttpResponse = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return open_to_every_site(kept(request, response, seconds=SECONDS))


def _told(counters: list[Counter], brand: Brand, language: str) -> list[dict[str, Any]]:
    words = values_of(brand, language=language) if counters else {}
    return [
        {
            "name": one.name,
            "total": one.total,
            "figure": figure(one.total, language=language),
            "words": words.get(f"mission.{one.name}", ""),
        }
        for one in counters
    ]


@require_safe
def script(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same for every brand: it reads its own address to know whose counters to ask for."""
    get_object_or_404(Brand, slug=slug)
    response = HttpResponse(_source(), content_type="text/javascript; charset=utf-8")
    return open_to_every_site(kept(request, response, seconds=LONGEST_SECONDS))


@lru_cache(maxsize=1)
def _source() -> str:
    return SCRIPT.read_text(encoding="utf-8")
