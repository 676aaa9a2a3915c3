"""A customer's page in the brand's name and colour, in the customer's language, kept by no cache."""

from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
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


def keep_private(response: Response) -> Response:
    """For pages whose address is a secret: no search engine may list it, and no other site learns it.

    Not "no-referrer": with that a browser sends our own forms with `Origin: null`, which is refused as forged.
    """
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
