"""A visitor's page in the brand's colour and their language, kept by no cache, shown by the brand's sites alone."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_bidi

from keepword.brands.colours import accent_of
from keepword.channels.form.accepting import too_large
from keepword.kit.languages import tag_of
from keepword.widget.framing import within_sites
from keepword.widget.opening import Room


def show(request: HttpRequest, template: str, *, room: Room, status: int = 200, **context: Any) -> HttpResponseBase:
    accent, code = room.brand.accent, get_language() or "en"
    page: dict[str, Any] = {
        "language_tag": tag_of(code),
        "text_direction": "rtl" if get_language_bidi() else "ltr",
        "accent": "" if accent.startswith("#") else accent,
        "has_own_accent": accent_of(accent) is not None,
        "brand": room.brand,
        "letter": {},
        "greeting": room.setup.greeting,
        "most_bytes": settings.UPLOAD_SIZE_LIMIT,
        "files_too_large": too_large(),
    }
    response: HttpResponse = render(request, f"widget/{template}", page | context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Language"] = tag_of(code)
    patch_vary_headers(response, ["Accept-Language"])
    return within_sites(response, setup=room.setup)
