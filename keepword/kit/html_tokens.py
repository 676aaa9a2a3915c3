"""Cutting HTML into tags and text, bounded in time for any input.

A tokeniser of our own, because mail needs speed and a hard bound more than it needs a tree: one pass, no second try,
each character is looked at a fixed number of times. What it yields is for reading, never for showing as HTML.
"""

import re
from collections.abc import Iterator
from html import unescape

MOST_TAGS = 200_000
"""What comes after that many tags is not read: a mail has hundreds, a large newsletter some ten thousand."""

# An unclosed tag or comment reaches to the end, as in a browser. Nothing here can fail late and be tried again from
# the next character, so the scan is linear for any input.
_TOKEN = re.compile(
    r"<!--(?:>|->|.*?(?:--!?>|\Z))"
    r"|<[!?][^>]*+(?:>|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)"
    r"""(?P<attributes>(?:[^>"'=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+|["'])*+)(?:>|\Z)""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]++)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>]++)))?+""")
_RAW = {name: re.compile(rf"</{name}(?=[\s/>]|\Z)", re.IGNORECASE) for name in ("script", "style", "title", "iframe",
        "noembed", "noframes", "xmp", "textarea")}  # fmt: skip
_RAW_BUT_SHOWN = frozenset({"textarea", "xmp"})


Token = tuple[str, str, bool, str, int]
"""(text, "", False, "", place) or ("", tag name in lower case, whether it closes, attributes as they stand, place)."""


def tokens(html: str) -> Iterator[Token]:
    """Texts and tags in their order, without comments and what stands in scripts and styles. At most `MOST_TAGS`."""
    html = html.replace("\0", "")
    at = 0
    end = len(html)
    for _ in range(MOST_TAGS):
        token = _TOKEN.search(html, at)
        start = token.start() if token else end
        if start > at:
            yield html[at:start], "", False, "", at
        if not token:
            return
        at = token.end()
        name = token["name"]
        if name is None:
            continue
        name = name.lower()
        if "@" in name:  # an address that somebody forgot to escape
            yield token[0], "", False, "", start
            continue
        if name in _RAW and not token["close"]:
            close = _RAW[name].search(html, at)
            inside = html[at : close.start() if close else end]
            at = close.start() if close else end
            if name in _RAW_BUT_SHOWN:
                yield inside, "", False, "", token.end()
            continue
        yield "", name, bool(token["close"]), token["attributes"], start


def attributes_of(written: str) -> dict[str, str]:
    """By name in lower case; the first of a name counts, as in a browser."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found
