"""Links of a stranger's mail that say where they really lead."""

import re
from urllib.parse import urlsplit

MOST_LINKS = 500
"""Further links are words: a wall of links is an attack or a log file."""

_INVISIBLE = re.compile("[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
_ANCHOR = re.compile(r'<a((?: [\w-]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
_HREF = re.compile(r' href="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_HOST_IN_WORDS = re.compile(
    r"(?:https?://)?(?:[^\s/@<>]{1,64}@)?((?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24})(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE
)


def with_honest_links(safe: str) -> str:
    """`safe` with the true address as `title` and the true host as `data-leads-to` on each link whose words name
    another host, or whose host is written in letters that look like others. Past `MOST_LINKS` links are words.

    safe: from ammonia, so each attribute stands in double quotes, escaped, and links do not nest.
    """
    count = 0

    def honest(found: re.Match[str]) -> str:
        nonlocal count
        href = _HREF.search(found[1])
        count += 1
        if not href or count > MOST_LINKS:
            return found[2]
        return f"<a{found[1]}{_truth(href[1], found[2])}>{found[2]}</a>"

    return _ANCHOR.sub(honest, safe)


def _truth(href: str, words: str) -> str:
    """Attributes that say where a link leads, "" where its words do not say otherwise. `href` is escaped already."""
    host = _host(href)
    if not host:
        return ""
    named = _HOST_IN_WORDS.fullmatch(_INVISIBLE.sub("", _TAG.sub("", words)).strip(" \u00a0.,"))
    if host.isascii() and "xn--" not in host and (not named or _same_site(host, _ascii(named[1]))):
        return ""
    return f' title="{href}" data-leads-to="{_ascii(host)}"'


def _host(href: str) -> str:
    try:
        return (urlsplit(href.replace("&amp;", "&")).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _ascii(host: str) -> str:
    """As the network writes it: letters of other alphabets that look like Latin ones stand out."""
    try:
        return host.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return re.sub(r"[^a-z0-9.-]", "?", host.lower())


def _same_site(one: str, other: str) -> bool:
    one, other = (host.removeprefix("www.") for host in (one.lower(), other.lower()))
    return one == other or one.endswith(f".{other}")
