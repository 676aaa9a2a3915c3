"""Whether a brand chats, what visitors read first, and on whose pages."""

from urllib.parse import urlsplit

from django.db import transaction

from keepword.brands.models import Brand
from keepword.channels.chat.models import Setup
from keepword.events import log
from keepword.events.actor import Actor

MOST_SITES = 20


class NoSite(ValueError):
    """`line` is not the address of a site."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def sites_in(text: str) -> list[str]:
    """One a line, as somebody pastes them: "https://shop.example/tea" is the site "https://shop.example". Each once,
    in their order. Raises NoSite: what stands there goes into a header, so nothing else may."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return list(dict.fromkeys(map(_site, lines)))[:MOST_SITES]


def _site(line: str) -> str:
    try:
        parts = urlsplit(line if "://" in line else f"https://{line}")
        host = (parts.hostname or "").encode("idna").decode().lower()
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError) as error:
        raise NoSite(line) from error
    is_host = bool(host) and all(letter.isalnum() or letter in "-." for letter in host)
    if parts.scheme not in ("https", "http") or not is_host:
        raise NoSite(line)
    return f"{parts.scheme}://{host}{port}"


@transaction.atomic
def arrange(brand: Brand, *, is_on: bool, greeting: str, sites: list[str], by: Actor) -> None:
    """Nothing happens where nothing changes. Who chats when it is switched off reads what was said by mail."""
    row, _made = Setup.objects.select_for_update().get_or_create(brand=brand)
    to = {"is_on": is_on, "greeting": greeting, "sites": sites}
    if any(getattr(row, name) != value for name, value in to.items()):
        Setup.objects.filter(pk=row.pk).update(**to)
        log.record("chat.arranged", actor=by, brand=brand.pk, is_on=is_on, sites=len(sites))
