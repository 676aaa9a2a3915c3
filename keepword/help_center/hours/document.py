"""A brand's hours as JSON: /hours/<brand>.json. Public, without cookies, for any site."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from keepword.brands.models import Brand
from keepword.brands.opening_hours import hours_of_brand
from keepword.help_center.hours.lasting import kept, open_to_every_site, seconds_true
from keepword.help_center.hours.structured import DAYS, clock_time
from keepword.help_center.languages import language_of
from keepword.help_center.reach.visiting import zone_of
from keepword.hours.saying import say_hours
from keepword.hours.saying_week import say_days_ahead, say_week
from keepword.hours.spans import OpeningHours, Slot, closing, is_open, next_opening
from keepword.kit import clock
from keepword.kit.languages import tag_of


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponseBase:
    brand = Brand.objects.filter(slug=slug).first()
    if brand is None:
        return open_to_every_site(JsonResponse({"error": "There is no such brand."}, status=404))
    with translation.override(language_of(request, otherwise=brand.language)):
        return _answer(request, brand=brand)


def _answer(request: HttpRequest, *, brand: Brand) -> HttpResponseBase:
    now, hours = clock.now(), hours_of_brand(brand).hours
    language, zone = tag_of(get_language() or ""), zone_of(request)
    is_now = is_open(hours, now)
    change = closing(hours, now) if is_now else next_opening(hours, now)
    told: dict[str, Any] = {
        "brand": brand.name,
        "is_open": is_now,
        "changes_at": change.isoformat().replace("+00:00", "Z") if change else None,
        "words": say_hours(hours, now=now, language=language, reader_zone=zone),
        "language": language,
        "zone": hours.zone,
        "reader_zone": zone or None,
        "page": request.build_absolute_uri(f"/hours/{brand.slug}"),
        "week": _week(hours, language=language),
        "days_ahead": [
            {
                "on": line.on.isoformat(),
                "name": line.occasion,
                "slots": _slots(hours.exceptions[line.on]),
                "words": f"{line.day}: {line.hours}",
            }
            for line in say_days_ahead(hours, now=now, language=language)
        ],
    }
    response: HttpResponse = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response.headers["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return open_to_every_site(kept(request, response, seconds=seconds_true(hours, now=now, reader_zone=zone)))


def _week(hours: OpeningHours, *, language: str) -> dict[str, Any]:
    return {
        "slots": {name.lower(): _slots(slots) for name, slots in zip(DAYS, hours.week, strict=True)},
        "words": [{"days": line.days, "hours": line.hours} for line in say_week(hours, language=language)],
    }


def _slots(slots: tuple[Slot, ...]) -> list[dict[str, str]]:
    """`closes` before `opens`, or the same, is on the next day."""
    return [{"opens": clock_time(slot.start), "closes": clock_time(slot.end)} for slot in sorted(slots)]
