"""Plain text that a person wrote, as HTML for a mail: paragraphs, line breaks and links, nothing else."""

import re
from html import escape

from keepword.kit.html_links import MOST_LINKS

# Han, kana and Hangul end an address: people write on right behind it, without a space.
_IN_ADDRESS = r"[^\s<>\"'`\u0000-\u0020\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef\u2018-\u201f\u2026]"
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9_@])(?P<web>https?://{_IN_ADDRESS}{{1,2000}}+|www\.[\w-]{{1,63}}\.{_IN_ADDRESS}{{1,2000}}+)"
    r"|(?<![A-Za-z0-9_.+%-])(?P<mail>[A-Za-z0-9_.+%-]{1,64}+@(?:[a-zA-Z0-9-]{1,63}\.){1,6}[a-zA-Z]{2,24})(?![A-Za-z0-9_@-])",
    re.IGNORECASE,
)
_AFTER_ADDRESS = ".,;:!?*_~"
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_INDENT = re.compile(r"^ +", re.MULTILINE)
_GAP = re.compile(r"  +")


def from_text(text: str) -> str:
    """`text` as paragraphs with its line breaks, its indents and its web and mail addresses as links. Safe to show
    anywhere, whatever the text says. Each paragraph finds its own direction, so that Arabic reads from the right even
    beside English."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("\t", "    ")
    linked = _Linked()
    paragraphs = re.split(r"\n[ \u00a0]*\n\s*?(?=\S|[ \u00a0]|$)", text.strip("\n"))
    return "\n".join(f'<p dir="auto">{linked.line(paragraph)}</p>' for paragraph in paragraphs if paragraph.strip())


def linked(text: str) -> str:
    """Some words as HTML, their addresses as links."""
    return _Linked().line(text)


class _Linked:
    """Counts links over all paragraphs."""

    def __init__(self) -> None:
        self.count = 0

    def line(self, text: str) -> str:
        pieces: list[str] = []
        at = 0
        for found in _ADDRESS.finditer(text):
            self.count += 1
            if self.count > MOST_LINKS:
                break
            address = _without_stop(found[0]) if found["web"] else found[0]
            pieces.append(_shown(text[at : found.start()]))
            pieces.append(_link(address, mail=bool(found["mail"])))
            at = found.start() + len(address)
        return "".join([*pieces, _shown(text[at:])])


def _shown(text: str) -> str:
    held = _INDENT.sub(lambda found: "\u00a0" * len(found[0]), text)
    held = _GAP.sub(lambda found: "\u00a0" * (len(found[0]) - 1) + " ", held)
    return escape(held).replace("\u00a0", "&nbsp;").replace("\n", "<br>\n")


def _without_stop(address: str) -> str:
    """An address without the full stop or bracket of the sentence around it."""
    while address and (address[-1] in _AFTER_ADDRESS or _closes_the_sentence(address)):
        address = address[:-1]
    return address


def _closes_the_sentence(address: str) -> bool:
    opening = _BRACKETS.get(address[-1])
    return opening is not None and address.count(opening) < address.count(address[-1])


def _link(address: str, *, mail: bool) -> str:
    href = f"mailto:{address}" if mail else address if "://" in address else f"https://{address}"
    return f'<a href="{escape(href)}">{escape(address)}</a>'
