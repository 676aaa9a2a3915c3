"""The page that the words of an HTML text are written on: plain lines, with margins for quotes and lists."""

import re
from html import unescape

DEEPEST = 20
"""Quotes and lists nested deeper are shown at this depth, so that no line starts with a thousand marks."""

_SPACES = re.compile(r"[ \t\r\n\f]+")
# Padding that newsletters put behind their preview line; soft hyphens would break a search for the word.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u200b\u2060\ufeff]+|(?<=[\\s\u00a0])[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]++(?=[\\s\u00a0]|$)"
)


class Page:
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
