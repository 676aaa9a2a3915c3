"""/widget/<brand>.js: the one line of a shop's page. It draws a button; the chat itself is a frame from here."""

import json
from functools import lru_cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from keepword.brands.colours import accent_of
from keepword.brands.models import Brand
from keepword.widget.languages import language_of
from keepword.widget.opening import Room, room_of

SOURCE = Path(__file__).resolve().parent / "static" / "widget" / "button.js"
SETTINGS = "__SETTINGS__"
HUES = {"petrol": 212, "ocean": 245, "ink": 270, "plum": 325, "berry": 5, "clay": 42, "moss": 128, "pine": 165}
SECONDS = 300  # so that switching it off, or another colour, is everywhere within five minutes


@require_safe
def script(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a brand that does not chat it is empty: the shop's page does not break over it. 404 for no brand."""
    if not Brand.objects.filter(slug=slug).exists():
        raise Http404
    try:
        text = _written(request, room=room_of(slug))
    except Http404:
        text = "// There is no chat here at present.\n"
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _written(request: HttpRequest, *, room: Room) -> str:
    with translation.override(language_of(request, otherwise=room.brand.language)):
        said = {
            "path": f"/chat/{room.brand.slug}",
            "open": pgettext("chat button", "Chat"),
            "label": _("Chat with %(brand)s") % {"brand": room.brand.name},
            "close": _("Close the chat"),
            "colours": colours_of(room.brand),
        }
    # "<" would end a script element, should somebody paste the answer into one.
    return _source().replace(SETTINGS, json.dumps(said, ensure_ascii=True).replace("<", "\\u003c"))


def colours_of(brand: Brand) -> list[str]:
    """Of the button and of what stands on it: the light pair of the brand's accent, on any page."""
    own = accent_of(brand.accent)
    if own:
        return [own.accent[0], own.on_accent[0]]
    return [f"oklch(0.455 0.085 {HUES.get(brand.accent, 212)})", "#ffffff"]


@lru_cache(maxsize=1)
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")
