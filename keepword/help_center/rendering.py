"""A customer's page in the brand's name and colour, in the customer's language, kept by no cache."""

from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi

from keepword.brands.colours import accent_of
from keepword.brands.models import Brand
from keepword.channels.form.accepting import too_large
from keepword.help_center.languages import choices
from keepword.kit.languages import tag_of

Response = TypeVar("Response", bound=HttpResponseBase)


def show(
    request: HttpRequest, template: str, *, brand: Brand | None, status: int = 200, **context: Any
) -> HttpResponse:
    """`brand` is None where even its name must not be told: behind an address that is not ours."""
    code = get_language() or "en"
    page = {
        "LANGUAGE_CODE": tag_of(code),
        "text_direction": "rtl" if get_language_bidi() else "ltr",
        "theme": "",
        "accent": "" if brand is None or brand.accent.startswith("#") else brand.accent,
        "time_zone": "",
        "brand": brand,
        "brand_name": _apart(brand) if brand else "",
        "brand_isolated": isolated(brand.name) if brand else "",
        "isolated": isolated,
        "has_own_accent": brand is not None and accent_of(brand.accent) is not None,
        "languages": choices(),
        "most_bytes": settings.UPLOAD_SIZE_LIMIT,
        "files_too_large": too_large(),
    }
    response = render(request, f"help_center/{template}", page | context, status=status)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Language"] = tag_of(code)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def isolated(words: str) -> str:
    """Free words within a sentence of another direction, where no element may stand: in a page's title. FIRST STRONG
    ISOLATE, until POP DIRECTIONAL ISOLATE (Unicode, annex 9)."""
    return f"\u2068{words}\u2069" if get_language_bidi() else words


def _apart(brand: Brand) -> SafeString:
    """The brand's name within a sentence: in Arabic "Leaf & Loom!" would else have its mark on the wrong side."""
    return format_html("<bdi>{}</bdi>", brand.name)


def keep_private(response: Response) -> Response:
    """For pages whose address is a secret: no search engine may list it, and no other site learns it.

    Not "no-referrer": with that a browser sends our own forms with `Origin: null`, which is refused as forged.
    """
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
