"""Folding what an HTML mail quotes: the letter is cut in two where its older part begins.

The lines that a reader sees are told apart as in a plain mail (see quoting, trimming), and so are the boxes that mail
clients put around an older mail. Nothing is rewritten: both halves are pieces of the letter, to be made safe (and so
to have their tags closed) before they are shown.
"""

import re
from dataclasses import dataclass, field
from html import unescape

from keepword.channels.email.plain_lines import is_empty
from keepword.channels.email.quoting import MARK, TEXT, kinds_of
from keepword.channels.email.trimming import Trimmed, folds_of
from keepword.kit.html_tokens import tokens

# Tags whose start and end is the end of a line.
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td",
    "tr", "ul",
})  # fmt: skip
# Boxes that Gmail, Outlook, Yahoo, Proton, Thunderbird, Zoho, Zimbra, Tuta and NetEase put above or around an older
# mail. Gmail's own box also holds answers between quotes: it is known by the attribution in it.
_OLDER_MAIL = re.compile(
    r"gmail_attr|moz-(?:cite-prefix|forward-container)|yahoo_quoted|protonmail_quote|divRplyFwdMsg|appendonsend"
    r"|OLK_SRC_BODY_SECTION|OutlookMessageHeader|mail-editor-reference-message|ms-outlook-mobile-reference|zmail_extra"
    r"|__DIVIDER__|zwchr|tutanota_quote|isReplyContent|isForwardContent|ntes-mailmaster-quote"
    r"|border:none;border-top:solid #(?:E1E1E1|B5C4DF|CCCCCC) 1\.0pt",
    re.IGNORECASE,
)
_INDENT = re.compile(r"border:\s*(?:none|0)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Line:
    """What stands on a line, where it begins in the HTML, and whether a client's box begins there."""

    start: int
    words: str = ""
    is_quote: bool = False
    is_mark: bool = False

    def plain(self) -> str:
        words = _SPACES.sub(" ", unescape(self.words)).strip()
        return f"> {words}" if self.is_quote and words else words


@dataclass(slots=True)
class _Nest:
    """The quotes that are open, and how many of them are no mere indents."""

    opened: list[bool] = field(default_factory=list)
    depth: int = 0

    def enter_or_leave(self, *, closing: bool, attributes: str) -> None:
        if not closing:
            self.opened.append(not _INDENT.search(attributes))
            self.depth += self.opened[-1]
        elif self.opened:
            self.depth -= self.opened.pop()


def split_html(html: str) -> Trimmed:
    """`html` up to where the older mail or the signature begins, and from there to its end; "" for the second if
    nothing is to be folded, if answers stand below, or if nothing would be left. One and the other make the whole."""
    lines = _lines(html)
    plain = [line.plain() for line in lines]
    kinds = "".join(MARK if line.is_mark else kind for line, kind in zip(lines, kinds_of(plain), strict=True))
    folds = folds_of(kinds, plain)
    cut = len(lines)
    while cut and (folds[cut - 1] or is_empty(plain[cut - 1])):
        cut -= 1
    while cut < len(lines) and not folds[cut]:
        cut += 1
    if cut == len(lines) or TEXT not in kinds[:cut]:
        return Trimmed(new=html, quoted="")
    return Trimmed(new=html[: lines[cut].start], quoted=html[lines[cut].start :])


def _lines(html: str) -> list[_Line]:
    lines, nest = [_Line(0)], _Nest()
    # A null would be left out by the tokeniser, and every place after it would be wrong.
    for text, name, closing, attributes, place in tokens(html.replace("\0", " ")):
        if text:
            # Space before the words is left out at once: a hundred thousand empty lines are no line to look through.
            lines[-1].words += text if lines[-1].words else text.lstrip()
            lines[-1].is_quote = lines[-1].is_quote or nest.depth > 0
            continue
        if name == "blockquote":
            nest.enter_or_leave(closing=closing, attributes=attributes)
        if name in _BLOCKS or name in ("br", "hr"):
            _next_line(lines, html, place, closing=closing)
        if name == "hr":
            lines[-1].words = "-----"
            lines.append(_Line(place))
        if not closing and attributes and _OLDER_MAIL.search(attributes):
            lines[-1].is_mark = True
    return lines


def _next_line(lines: list[_Line], html: str, place: int, *, closing: bool) -> None:
    """A new line begins with the tag that opens it, or behind the one that closes the line before."""
    last = lines[-1]
    if last.words.strip() or last.is_mark:
        lines.append(_Line(place))
    if closing or html.startswith(("<br", "<BR"), place):
        end = html.find(">", place) + 1
        if not lines[-1].words.strip() and not lines[-1].is_mark:
            lines[-1] = _Line(end or place)
