"""The words of a piece of HTML as plain text, laid out as a reader would see them.

It runs on every mail that comes in, so it goes through the tags once, without building a tree.
"""

import re
from collections.abc import Callable

from keepword.kit.html_page import Page
from keepword.kit.html_tokens import attributes_of, tokens

_SPACES = re.compile(r"[ \t\r\n\f]+")
_MAYBE_HIDDEN = re.compile(r"none|hidden|mso-hide|max-height|opacity", re.IGNORECASE)
_HIDING_STYLE = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|(?:^|;)max-height:0(?:px)?(?:;|!|$)|(?:^|;)opacity:0(?:\.0+)?(?:;|!|$)"
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
    page = Page()
    hidden: _Hidden | None = None
    for text, name, closing, attributes, _place in tokens(html):
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


def _nothing(page: Page, name: str, attributes: str) -> None:
    pass


def _line(page: Page, name: str, attributes: str) -> None:
    page.end_line()


def _paragraph(page: Page, name: str, attributes: str) -> None:
    page.tight = name == "p" and bool(attributes and _TIGHT_PARAGRAPH.search(attributes))
    page.end_line()
    if not page.tight and not page.marker:
        page.blank_owed = True


def _paragraph_end(page: Page, name: str, attributes: str) -> None:
    page.end_line()
    if not page.tight:
        page.blank_owed = True
    page.tight = False


def _break(page: Page, name: str, attributes: str) -> None:
    page.break_line()


def _rule(page: Page, name: str, attributes: str) -> None:
    page.end_line()
    page.put("---")
    page.end_line()


def _quote(page: Page, name: str, attributes: str) -> None:
    page.end_paragraph()
    page.push("> ", name)


def _quote_end(page: Page, name: str, attributes: str) -> None:
    page.end_line()
    page.pop(name)
    page.blank_owed = True


def _pre(page: Page, name: str, attributes: str) -> None:
    page.end_paragraph()
    page.pre += 1


def _pre_end(page: Page, name: str, attributes: str) -> None:
    page.end_paragraph()
    page.pre = max(page.pre - 1, 0)


def _list(page: Page, name: str, attributes: str) -> None:
    page.end_line()
    page.blank_owed = page.blank_owed or not page.numbers
    start = attributes_of(attributes).get("start", "") if attributes else ""
    first = int(start) if start.isdecimal() and len(start) < 7 else 1
    page.numbers.append(first if name == "ol" else None)
    page.push("  ", name)


def _list_end(page: Page, name: str, attributes: str) -> None:
    page.end_line()
    page.pop(name)
    page.marker = ""
    if page.numbers:
        page.numbers.pop()
    page.blank_owed = page.blank_owed or not page.numbers


def _item(page: Page, name: str, attributes: str) -> None:
    page.end_line()
    if page.numbers and page.numbers[-1] is not None:
        page.marker = f"{page.numbers[-1]}. "
        page.numbers[-1] += 1
    else:
        page.marker = "- "


def _item_end(page: Page, name: str, attributes: str) -> None:
    page.end_line()
    page.marker = ""
    page.blank_owed = False


def _table(page: Page, name: str, attributes: str) -> None:
    page.end_line()
    page.cell_marks.append(" " if "presentation" in attributes else " | ")


def _table_end(page: Page, name: str, attributes: str) -> None:
    page.end_line()
    if page.cell_marks:
        page.cell_marks.pop()


def _cell(page: Page, name: str, attributes: str) -> None:
    if page.line:
        page.cell_owed = page.cell_marks[-1] if page.cell_marks else " "


def _link(page: Page, name: str, attributes: str) -> None:
    href = attributes_of(attributes).get("href", "").strip() if attributes else ""
    page.link = (href, len(page.lines), len(page.line))  # links do not nest


def _link_end(page: Page, name: str, attributes: str) -> None:
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


def _picture(page: Page, name: str, attributes: str) -> None:
    description = _SPACES.sub(" ", attributes_of(attributes).get("alt", "")).strip()
    if description:
        page.put(f"[{description}]")


def _inline_quote(page: Page, name: str, attributes: str) -> None:
    page.write('"')


_Handler = Callable[[Page, str, str], None]
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
