"""The words of a piece of HTML as plain text, laid out as a reader would see them.

It runs on every mail that comes in, so it goes through the tags once, without building a tree.
"""

import re
from collections.abc import Callable
from html import unescape

from keepword.kit.html_tokens import attributes_of, tokens

DEEPEST = 20
"""Quotes and lists nested deeper are shown at this depth, so that no line starts with a thousand marks."""

_SPACES = re.compile(r"[ \t\r\n\f]+")
_MAYBE_HIDDEN = re.compile(r"none|hidden|mso-hide|max-height|opacity", re.IGNORECASE)
_HIDING_STYLE = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|(?:^|;)max-height:0(?:px)?(?:;|!|$)|(?:^|;)opacity:0(?:\.0+)?(?:;|!|$)"
)
# Padding that newsletters put behind their preview line; soft hyphens would break a search for the word.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u200b\u2060\ufeff]+|(?<=[\\s\u00a0])[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]++(?=[\\s\u00a0]|$)"
)

_WITHOUT_END = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_NEVER_SHOWN = frozenset({"svg", "math", "template", "object", "audio", "video", "canvas", "datalist"})
_LINE = frozenset({
    "address", "article", "aside", "body", "center", "dd", "dir", "div", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "header", "html", "legend", "main", "menu", "nav", "option", "section",
    "select", "table", "tbody", "tfoot", "thead", "tr", "caption",
})  # fmt: skip
_PARAGRAPH = frozenset(["dl", "h1", "h2", "h3", "h4", "h5", "h6", "p"])
_TIGHT_PARAGRAPH = re.compile(r"Mso(?:Normal|PlainText|ListParagraph|NoSpacing)|margin(?:-bottom)?\s*:\s*0")
_SHOWN_SCHEMES = ("http://", "https://", "mailto:", "tel:", "ftp://")


def to_text(html: str) -> str:
    """The text of `html` with one blank line at most between paragraphs and no space at the end of a line.

    Links become `words <address>` where the words do not show the address already, quotes start with "> ", list
    items with "- " or their number, cells of a row are parted by " | ", a picture leaves its description in square
    brackets. Styles, scripts and what is hidden from the reader (preview lines) are left out; if that leaves
    nothing, what was hidden is shown, for an unclosed tag must not swallow a letter. Never raises.
    """
    return _read(html, hiding=True) or _read(html, hiding=False)


def _read(html: str, *, hiding: bool) -> str:
    page = _Page()
    hidden: _Hidden | None = None
    for text, name, closing, attributes in tokens(html):
        if hidden:
            if hidden.lasts(name, closing=closing):
                continue
            hidden = None
        if text:
            page.write(text)
        elif closing:
            _END.get(name, _nothing)(page, name, "")
        elif name in _NEVER_SHOWN or (hiding and _is_hidden(attributes)):
            hidden = _Hidden(name) if name not in _WITHOUT_END and not attributes.endswith("/") else None
        else:
            _START.get(name, _nothing)(page, name, attributes)
    return page.text()


class _Hidden:
    """An element that is not shown, until its own end. Only tags of its name are counted, since others may be
    unclosed; a paragraph also ends where the next block starts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.open = 1

    def lasts(self, name: str, *, closing: bool) -> bool:
        """Whether the token still belongs to it (its own end tag does)."""
        if self.open == 0 or (self.name == "p" and not closing and (name in _LINE or name in _PARAGRAPH)):
            return False
        if name == self.name:
            self.open += -1 if closing else 1
        return True


def _is_hidden(attributes: str) -> bool:
    if not attributes or not _MAYBE_HIDDEN.search(attributes):
        return False
    found = attributes_of(attributes)
    style = _SPACES.sub("", found.get("style", "")).lower()
    return "hidden" in found or bool(style and _HIDING_STYLE.search(style))


class _Page:
    """Lines that grow. Breaks and spaces are owed until the next word, so that none is doubled or left at an end."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.blank_owed = False
        self.space_owed = False
        self.cell_owed = ""
        self.pre = 0
        self.margins: list[tuple[str, str]] = []
        self.shallowest = 0
        self.tight = False
        self.marker = ""
        self.numbers: list[int | None] = []
        self.cell_marks: list[str] = []
        self.link: tuple[str, int, int] | None = None

    def write(self, text: str) -> None:
        if "&" in text:
            text = unescape(text)
        if not text.isascii():
            text = _INVISIBLE.sub("", text)
        if self.pre:
            self._write_as_it_stands(text)
            return
        text = _SPACES.sub(" ", text)
        if text[:1] == " ":
            self.space_owed = True
        words = text.strip(" ")
        if words and not self.line and not words.strip("\u00a0 "):
            self.blank_owed = True  # how Outlook writes an empty line
        elif words:
            self.put(words)
            self.space_owed = text[-1] == " "

    def put(self, words: str) -> None:
        """Adds `words` to the line, paying what is owed first."""
        if self.line:
            if self.cell_owed:
                self.line.append(self.cell_owed)
            elif self.space_owed:
                self.line.append(" ")
        else:
            self._start_line()
        self.cell_owed = ""
        self.space_owed = False
        self.line.append(words)

    def _start_line(self) -> None:
        if self.blank_owed and self.lines:
            self._leave_blank(min(self.shallowest, len(self.margins)))
        self.blank_owed = False
        self.shallowest = len(self.margins)
        marks = [mark for mark, _ in self.margins[:DEEPEST]]
        if self.marker:
            marks = marks[:-1] if marks and not marks[-1].strip() else marks
            marks.append(self.marker)
            self.marker = ""
        self.line.append("".join(marks))

    def _leave_blank(self, depth: int) -> None:
        """A blank line within the quotes that the lines before and after it share."""
        self.lines.append("".join(mark for mark, _ in self.margins[: min(depth, DEEPEST)]).rstrip())

    def _write_as_it_stands(self, text: str) -> None:
        for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            if number:
                self.break_line()
            if line:
                self.put(line)

    def end_line(self) -> None:
        """Ends the line if there is one."""
        if self.line:
            self.lines.append("".join(self.line).replace("\u00a0", " ").rstrip())
            self.line.clear()
        self.space_owed = False
        self.cell_owed = ""

    def break_line(self) -> None:
        """Ends the line even if it is empty: that leaves a blank one (or several in preformatted text)."""
        if self.line:
            self.end_line()
        elif self.pre and self.lines:
            self._leave_blank(len(self.margins))
        else:
            self.blank_owed = True

    def end_paragraph(self) -> None:
        self.end_line()
        self.blank_owed = True

    def push(self, mark: str, name: str) -> None:
        self.margins.append((mark, name))

    def pop(self, name: str) -> None:
        """Leaves the innermost margin of that name, and what was not closed inside it."""
        for index in range(len(self.margins) - 1, max(len(self.margins) - 1 - DEEPEST, -1), -1):
            if self.margins[index][1] == name:
                del self.margins[index:]
                self.shallowest = min(self.shallowest, index)
                return

    def text(self) -> str:
        self.end_line()
        return "\n".join(self.lines).strip("\n")


def _nothing(page: _Page, name: str, attributes: str) -> None:
    pass


def _line(page: _Page, name: str, attributes: str) -> None:
    page.end_line()


def _paragraph(page: _Page, name: str, attributes: str) -> None:
    page.tight = name == "p" and bool(attributes and _TIGHT_PARAGRAPH.search(attributes))
    page.end_line()
    if not page.tight and not page.marker:
        page.blank_owed = True


def _paragraph_end(page: _Page, name: str, attributes: str) -> None:
    page.end_line()
    if not page.tight:
        page.blank_owed = True
    page.tight = False


def _break(page: _Page, name: str, attributes: str) -> None:
    page.break_line()


def _rule(page: _Page, name: str, attributes: str) -> None:
    page.end_line()
    page.put("---")
    page.end_line()


def _quote(page: _Page, name: str, attributes: str) -> None:
    page.end_paragraph()
    page.push("> ", name)


def _quote_end(page: _Page, name: str, attributes: str) -> None:
    page.end_line()
    page.pop(name)
    page.blank_owed = True


def _pre(page: _Page, name: str, attributes: str) -> None:
    page.end_paragraph()
    page.pre += 1


def _pre_end(page: _Page, name: str, attributes: str) -> None:
    page.end_paragraph()
    page.pre = max(page.pre - 1, 0)


def _list(page: _Page, name: str, attributes: str) -> None:
    page.end_line()
    page.blank_owed = page.blank_owed or not page.numbers
    start = attributes_of(attributes).get("start", "") if attributes else ""
    first = int(start) if start.isdecimal() and len(start) < 7 else 1
    page.numbers.append(first if name == "ol" else None)
    page.push("  ", name)


def _list_end(page: _Page, name: str, attributes: str) -> None:
    page.end_line()
    page.pop(name)
    page.marker = ""
    if page.numbers:
        page.numbers.pop()
    page.blank_owed = page.blank_owed or not page.numbers


def _item(page: _Page, name: str, attributes: str) -> None:
    page.end_line()
    if page.numbers and page.numbers[-1] is not None:
        page.marker = f"{page.numbers[-1]}. "
        page.numbers[-1] += 1
    else:
        page.marker = "- "


def _item_end(page: _Page, name: str, attributes: str) -> None:
    page.end_line()
    page.marker = ""
    page.blank_owed = False


def _table(page: _Page, name: str, attributes: str) -> None:
    page.end_line()
    page.cell_marks.append(" " if "presentation" in attributes else " | ")


def _table_end(page: _Page, name: str, attributes: str) -> None:
    page.end_line()
    if page.cell_marks:
        page.cell_marks.pop()


def _cell(page: _Page, name: str, attributes: str) -> None:
    if page.line:
        page.cell_owed = page.cell_marks[-1] if page.cell_marks else " "


def _link(page: _Page, name: str, attributes: str) -> None:
    href = attributes_of(attributes).get("href", "").strip() if attributes else ""
    page.link = (href, len(page.lines), len(page.line))  # links do not nest


def _link_end(page: _Page, name: str, attributes: str) -> None:
    if not page.link:
        return
    href, line, at = page.link
    page.link = None
    if not href.lower().startswith(_SHOWN_SCHEMES):
        return
    words = "".join([*page.lines[line : line + 3], *(page.line[at:] if line == len(page.lines) else page.line)])
    if words.strip(" >\u00a0") and not _shows(words, href):
        was_owed, page.space_owed = page.space_owed, True
        page.put(f"<{_SPACES.sub('', href)}>")
        page.space_owed = was_owed


def _shows(words: str, href: str) -> bool:
    return _bare(href) in _bare(words) or _bare(words) == _bare(href).split("?")[0]


def _bare(address: str) -> str:
    address = re.sub(r"^(?:https?://(?:www\.)?|www\.|mailto:|tel:|ftp://)", "", address.strip(" <>[]\u00a0").lower())
    return re.sub(r"\s+", "", address).rstrip("/.")


def _picture(page: _Page, name: str, attributes: str) -> None:
    description = _SPACES.sub(" ", attributes_of(attributes).get("alt", "")).strip()
    if description:
        page.put(f"[{description}]")


def _inline_quote(page: _Page, name: str, attributes: str) -> None:
    page.write('"')


_Handler = Callable[[_Page, str, str], None]
_START: dict[str, _Handler] = {
    **dict.fromkeys(_LINE, _line),
    **dict.fromkeys(_PARAGRAPH, _paragraph),
    **dict.fromkeys(("ul", "ol"), _list),
    **dict.fromkeys(("td", "th"), _cell),
    "a": _link, "blockquote": _quote, "br": _break, "hr": _rule, "img": _picture, "li": _item, "pre": _pre,
    "listing": _pre, "plaintext": _pre, "q": _inline_quote, "table": _table,
}  # fmt: skip
_END: dict[str, _Handler] = {
    **dict.fromkeys(_LINE, _line),
    **dict.fromkeys(_PARAGRAPH, _paragraph_end),
    **dict.fromkeys(("ul", "ol"), _list_end),
    **dict.fromkeys(("td", "th"), _cell),
    "a": _link_end, "blockquote": _quote_end, "br": _break, "li": _item_end, "p": _paragraph_end, "pre": _pre_end,
    "listing": _pre_end, "q": _inline_quote, "table": _table_end,
}  # fmt: skip
