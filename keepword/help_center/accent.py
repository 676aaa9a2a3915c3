"""A brand's colour as a style sheet: the security policy allows no style within a page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from keepword.brands.colours import accent_of
from keepword.brands.models import Brand


@require_safe
def show(_request: HttpRequest, slug: str) -> HttpResponse:
    made = accent_of(get_object_or_404(Brand, slug=slug).accent)
    if made is None:
        raise Http404
    pairs = {
        "accent": made.accent,
        "accent-press": made.press,
        "accent-tint": made.tint,
        "on-accent": made.on_accent,
    }
    rules = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in pairs.items())
    response = HttpResponse(f":root{{{rules}}}\n", content_type="text/css")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
