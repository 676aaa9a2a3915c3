"""Plain text that a person wrote, as HTML for a mail."""

import re
from html import escape

# An address ends before what closes the sentence around it, in any script.
_ADDRESS = re.compile(r"https?://[^\s<>\"'`]*[^\s<>\"'`.,;:!?)\]}»”’。，、！？）】」』]", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def from_text(text: str) -> str:
    """Paragraphs of `text` with its line breaks, its web addresses as links and everything else escaped.

    Each paragraph finds its own direction, so that Arabic reads from the right even beside English.
    """
    paragraphs = _BLANK_LINES.split(text.replace("\r\n", "\n").strip("\n"))
    return "\n".join(f'<p dir="auto">{_paragraph(paragraph)}</p>' for paragraph in paragraphs if paragraph.strip())


def _paragraph(text: str) -> str:
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = escape(found[0])
        parts += [escape(text[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    parts.append(escape(text[end:]))
    return "".join(parts).replace("\n", "<br>\n")
