"""HTML that a stranger wrote, made safe to show in a sandboxed frame."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import nh3

TAGS = frozenset({
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption",
    "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt", "em", "figcaption",
    "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd",
    "li", "main", "mark", "nav", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small",
    "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time",
    "tr", "tt", "u", "ul", "var", "wbr",
})  # fmt: skip
# What stands inside goes, too: it was never meant to be read.
SWALLOWED = frozenset({"script", "style", "title", "template", "noscript", "object", "embed", "applet", "svg", "math"})
EVERYWHERE = frozenset({
    "align", "bgcolor", "class", "color", "dir", "height", "lang", "style", "title", "valign", "width",
})  # fmt: skip
ATTRIBUTES = {
    "*": EVERYWHERE,
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt", "border", "hspace", "vspace"}),
    "font": frozenset({"face", "size"}),
    "table": frozenset({"border", "cellpadding", "cellspacing", "summary"}),
    "td": frozenset({"colspan", "rowspan", "nowrap"}),
    "th": frozenset({"colspan", "rowspan", "nowrap", "scope"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "ol": frozenset({"start", "type"}),
    "blockquote": frozenset({"type"}),
}
# No position, no url(), no behaviour: a message stays where it is and loads nothing.
STYLES = frozenset({
    "background-color", "border", "border-bottom", "border-collapse", "border-color", "border-left",
    "border-radius", "border-right", "border-spacing", "border-style", "border-top", "border-width", "clear",
    "color", "direction", "display", "float", "font", "font-family", "font-size", "font-style", "font-variant",
    "font-weight", "height", "letter-spacing", "line-height", "list-style-type", "margin", "margin-bottom",
    "margin-left", "margin-right", "margin-top", "max-height", "max-width", "min-height", "min-width", "padding",
    "padding-bottom", "padding-left", "padding-right", "padding-top", "table-layout", "text-align",
    "text-decoration", "text-indent", "text-transform", "unicode-bidi", "vertical-align", "white-space", "width",
    "word-break", "word-spacing",
})  # fmt: skip
SCHEMES = frozenset({"http", "https", "mailto", "tel", "cid", "data"})
DATA_PICTURES = ("data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp")


@dataclass(frozen=True, slots=True)
class SafeHtml:
    """`html` may be shown. `hides_pictures` says that pictures from outside were left out."""

    html: str
    hides_pictures: bool


def make_safe(html: str, *, pictures: Mapping[str, str], remote: Callable[[str], str] | None = None) -> SafeHtml:
    """Only tags, attributes and styles of a list stay; the rest goes, its words stay.

    pictures: the addresses of the message's own pictures by their Content-ID. remote: turns the address of a picture
    elsewhere into one of ours that fetches it; None leaves such pictures out. Never raises.
    """
    hidden: list[str] = []

    def keep(tag: str, name: str, value: str) -> str | None:
        if name == "src":
            return _picture(value, pictures=pictures, remote=remote, hidden=hidden)
        if name == "href" and not value.strip().lower().startswith(("http:", "https:", "mailto:", "tel:")):
            return None
        return value

    clean = nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(SWALLOWED),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=keep,
        url_schemes=set(SCHEMES),
        filter_style_properties=set(STYLES),
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return SafeHtml(clean, bool(hidden))


def _picture(
    source: str, *, pictures: Mapping[str, str], remote: Callable[[str], str] | None, hidden: list[str]
) -> str | None:
    source = source.strip()
    lower = source.lower()
    if lower.startswith("cid:"):
        return pictures.get(source[4:].strip("<>"))
    if lower.startswith(DATA_PICTURES):
        return source
    if not lower.startswith(("http:", "https:")):
        return None
    if remote is None:
        hidden.append(source)
        return None
    return remote(source)
