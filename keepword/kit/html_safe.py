"""HTML that a stranger wrote, made safe to show among our own pages.

ammonia (nh3) parses as a browser does and keeps a safe list; what it cannot know is decided here and in the files for
styles and links. Nothing from the mail keeps a name that our pages could hear: no class, no id, no name, no data
attribute.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

import nh3

from keepword.kit.html_from_text import from_text
from keepword.kit.html_links import with_honest_links
from keepword.kit.html_styles import safe_style
from keepword.kit.html_text import to_text

MOST_CHARACTERS = 5_000_000
MOST_WORK = 200_000_000
"""A letter that is longer, or whose tags could cost a parser that many steps (tags that can nest times all tags, for
each new one may look at all that are open), is shown as its text: no reader needs its layout. A large newsletter makes
a third of it; without the bound 200,000 nested blocks took two minutes."""

MOST_ENTITIES = 300_000
"""Each is one step more for the parser, and copies the words before it: 800,000 took ten seconds."""

TAGS = frozenset({
    "a", "abbr", "acronym", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption",
    "center", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "dir", "div", "dl", "dt", "em", "figcaption",
    "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li",
    "main", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strike",
    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var",
    "wbr",
})  # fmt: skip
SWALLOWED = frozenset(
    {
        "script",
        "style",
        "title",
        "template",
        "noembed",
        "noframes",
        "iframe",
        "object",
        "svg",
        "math",
        "select",
        "textarea",
    }
)
_CELL = {"align", "valign", "bgcolor", "width", "height", "colspan", "rowspan", "nowrap", "scope", "headers"}
ATTRIBUTES = {
    "*": {"style", "dir", "lang", "title", "align"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "border", "hspace", "vspace"},
    "font": {"color", "face", "size"},
    "ol": {"start", "type", "reversed"},
    "ul": {"type"},
    "li": {"value"},
    "hr": {"size", "width", "color", "noshade"},
    "table": {"width", "height", "border", "cellpadding", "cellspacing", "bgcolor", "summary", "rules", "frame"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "tr": {"bgcolor", "valign", "height"},
    "td": _CELL,
    "th": _CELL,
    "tbody": {"valign"},
    "thead": {"valign"},
    "tfoot": {"valign"},
    "time": {"datetime"},
}
_OPENING = re.compile(r"<[a-zA-Z]")
_NESTING = re.compile(r"<(?!(?:td|th|tr|tbody|p|br|li|img|hr|col)[\s/>])[a-zA-Z]", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://[^/?#]|mailto:.|tel:.)", re.IGNORECASE)
_REMOTE = re.compile(r"(?:https?:)?//[^/]", re.IGNORECASE)
_DATA_PICTURE = re.compile(r"data:image/(?:png|gif|jpe?g|webp|bmp);base64,[A-Za-z0-9+/=\s]*+", re.IGNORECASE)
_CONTROLS = re.compile("[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")

_NUMBERS = frozenset({
    "width", "height", "colspan", "rowspan", "span", "size", "hspace", "vspace", "border", "start", "value",
    "cellpadding", "cellspacing",
})  # fmt: skip
_NUMBER = re.compile(r"\s*[+-]?\d{1,4}(?:\.\d{1,3})?(?:px|%|\*)?\s*")


@dataclass(frozen=True, slots=True)
class SafeHtml:
    """`html` may be shown. `hides_pictures` says that pictures from outside were left out."""

    html: str
    hides_pictures: bool


def make_safe(html: str, *, pictures: Mapping[str, str], remote: Callable[[str], str] | None = None) -> SafeHtml:
    """Only tags, attributes and styles of a list stay; the rest goes, its words stay.

    pictures: the addresses of the message's own pictures by their Content-ID. remote: turns the address of a picture
    elsewhere into one of ours that fetches it; None leaves such pictures out. Links open elsewhere and say where they
    lead, see `with_honest_links`. A letter over `MOST_CHARACTERS`, `MOST_WORK` or `MOST_ENTITIES`
    comes as its text, and one that is nothing else than signs that HTML must spell out with the beginning of it. Never
    raises.
    """
    if len(html) > MOST_CHARACTERS or _costs_too_much(html):
        text = to_text(html)
        html = from_text(text if sum(map(text.count, "&<>")) <= MOST_ENTITIES else text[:MOST_ENTITIES])
    shown = _Pictures({cid.strip("<>").lower(): address for cid, address in pictures.items()}, remote)
    clean = nh3.clean(
        html.replace("\0", ""),
        tags=set(TAGS),
        clean_content_tags=set(SWALLOWED),
        attributes=ATTRIBUTES,
        attribute_filter=lambda tag, name, value: _attribute(tag, name, value, pictures=shown),
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}, "img": {"referrerpolicy": "no-referrer"}},
    )
    return SafeHtml(with_honest_links(clean), shown.hides_some)


def _costs_too_much(html: str) -> bool:
    """Looks at letters alone: what hides in comments or strange nests counts too."""
    if html.count("&") > MOST_ENTITIES:
        return True
    brackets = html.count("<")
    return brackets**2 > MOST_WORK and len(_NESTING.findall(html)) * len(_OPENING.findall(html)) > MOST_WORK


def _attribute(tag: str, name: str, value: str, *, pictures: "_Pictures") -> str | None:
    """The value to keep, or None to drop the attribute."""
    if name == "style":
        return safe_style(value) or None
    if name == "src":
        return pictures.address(_address(value))
    if name == "href":
        return _address(value) if _LINK.match(_address(value)) else None
    if name == "title" and tag == "a":
        return None  # it is ours: it tells where the link leads
    if name in _NUMBERS:
        return value if _NUMBER.fullmatch(value) else None
    return value


def _address(written: str) -> str:
    """As a browser reads it: without line breaks and other invisible characters."""
    return _CONTROLS.sub("", written.strip()).replace(" ", "%20")


class _Pictures:
    """Where the pictures of one letter load from, and whether some were left out."""

    def __init__(self, own: Mapping[str, str], remote: Callable[[str], str] | None) -> None:
        self.own = own
        self.remote = remote
        self.hides_some = False

    def address(self, source: str) -> str | None:
        """The address that the page may load, None to leave the picture out."""
        if source[:4].lower() == "cid:":
            return self.own.get(unquote(source[4:]).strip("<>").lower())
        if _REMOTE.match(source):
            return self._remote(f"https:{source}" if source.startswith("//") else source)
        return source if _DATA_PICTURE.fullmatch(source) else None

    def _remote(self, source: str) -> str | None:
        if self.remote:
            return self.remote(source)
        self.hides_some = True
        return None
