"""The kinds of ways to reach a brand: their names, and the link that a customer can press."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """`link` holds %s for the address as `shape` cleans it, "" where none can be made. `needs_address` is False for
    what has no address of its own."""

    label: Promise | str
    link: str = ""
    shape: str = ""
    needs_address: bool = True


NUMBER, HANDLE = "number", "handle"

KINDS: dict[str, Kind] = {
    "mail": Kind(_("Mail"), "mailto:%s"),
    "form": Kind(_("Contact form"), needs_address=False),
    "chat": Kind(_("Chat"), needs_address=False),
    "phone": Kind(_("Phone"), "tel:%s", NUMBER),
    "sms": Kind(_("Text message"), "sms:%s", NUMBER),
    "whatsapp": Kind("WhatsApp", "https://wa.me/%s", NUMBER),
    "telegram": Kind("Telegram", "https://t.me/%s", HANDLE),
    "line": Kind("LINE", "https://line.me/R/ti/p/%s"),
    "kakaotalk": Kind(_("KakaoTalk"), "https://pf.kakao.com/%s"),
    "wechat": Kind(_("WeChat")),
    "instagram": Kind("Instagram", "https://www.instagram.com/%s", HANDLE),
    "facebook": Kind("Facebook", "https://www.facebook.com/%s", HANDLE),
    "x": Kind("X", "https://x.com/%s", HANDLE),
    "letter": Kind(_("Letter by post")),
}


def label_of(kind: str) -> str:
    """Its name in the reader's language; the word itself for a kind that we do not know (a database of a newer
    version)."""
    return str(KINDS[kind].label) if kind in KINDS else kind


def link_of(kind: str, *, address: str, given: str = "") -> str:
    """What a press opens; `given` goes first. "" where nothing can be opened."""
    known = KINDS.get(kind)
    if given or known is None or not known.link or not address:
        return given
    return known.link % quote(_cleaned(address, shape=known.shape, kind=kind), safe="@+")


def _cleaned(address: str, *, shape: str, kind: str) -> str:
    """As the other side wants it: a number without spaces (WhatsApp also without the plus), a name without the @."""
    if shape == NUMBER:
        digits = re.sub(r"[^\d+]", "", address)
        return digits.removeprefix("+") if kind == "whatsapp" else digits
    return address.strip().removeprefix("@") if shape == HANDLE else address.strip()
