"""Address lists as they are really sent: names with commas, groups, routes, blanks around the @, brackets that never
close, or no address at all."""

import re

from keepword.channels.email.mail import Address
from keepword.channels.email.mime import words

MOST_ADDRESSES = 500
_MOST_HELD = 4
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|\\.|[<>(),:;]|[^"\\<>(),:;]+', re.S)
_ROUTE = re.compile(r"^(?:@[^,:@]+,?)+:")
_AT = re.compile(r"\s{0,20}@\s{0,20}")
_SPACED_DOMAIN = re.compile(r"@[\w-]+(?:\s{0,20}\.\s{0,20}[\w-]+)+")
_LOOKS_LIKE_ADDRESS = re.compile(r"[^\s@<>\"',;:()]{1,100}@[^\s@<>\"',;:()]{1,200}")


def read_addresses(value: bytes, *, hints: tuple[str, ...] = ()) -> tuple[Address, ...]:
    """Every mailbox in an address header, in order, groups opened, at most 500. A mailbox without @ is kept as it
    stood; one without anything is left out."""
    text = words.raw_text(value, hints=hints)
    if "=?" in text and "@" not in text:  # some senders encode the whole list
        text = words.decode_words(text, hints=hints)
    found = []
    for mailbox in _mailboxes(text):
        address = mailbox.read(hints)
        if address is not None:
            found.append(address)
        if len(found) >= MOST_ADDRESSES:
            break
    return tuple(found)


class _Mailbox:
    """One entry of the list while it is being collected."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.angle: list[str] | None = None
        self.comment: list[str] = []
        self.has_at = False
        self.named = 0  # how many of the words stood before the address

    @property
    def is_bare_name(self) -> bool:
        """`Doe` of `Doe, Jane <jane@…>`: a name that a comma cut off."""
        return self.angle is None and not self.has_at and any(map(str.strip, self.words))

    def read(self, hints: tuple[str, ...]) -> Address | None:
        text = "".join(self.words).strip()
        if self.angle is not None:
            name, address = text, "".join(self.angle)
            if "@" not in address and (found := _LOOKS_LIKE_ADDRESS.search(text)):
                address = found.group()
        else:
            name, address = _apart(text)
        address = _clean(address)
        name = words.decode_words(name, hints=hints).strip()
        name = (name or words.decode_words("".join(self.comment), hints=hints)).strip()
        if "@" not in address and (found := _LOOKS_LIKE_ADDRESS.search(name)):
            name, address = name.replace(found.group(), "").strip(' <>"'), _clean(found.group())
        name = _plain_name(name)
        return Address(name, address) if address or (name and text) else None


class _List:
    """Reads the list mark by mark. A bare name is held back until it is clear whether an address in angles follows:
    then it was `Doe, Jane <jane@…>`."""

    def __init__(self) -> None:
        self.current = _Mailbox()
        self.held: list[_Mailbox] = []
        self.done: list[_Mailbox] = []
        self.depth = 0
        self.in_angle = False

    def take(self, mark: str) -> None:
        if self.depth or mark == "(":
            self._comment(mark)
        elif self.in_angle:
            self._address(mark)
        elif mark == "<":
            self._open_angle()
        elif mark == ",":
            self._end_mailbox()
        elif mark == ";":
            self.end()
        elif mark == ":" and not self.current.has_at:
            self.done += self.held
            self.current, self.held = _Mailbox(), []  # what stood before was the name of a group, or mailto
        elif mark != ">":
            self.current.words.append(_unquoted(mark))
            self.current.has_at = self.current.has_at or "@" in mark

    def end(self) -> None:
        """The end of the list or of a group: who is still held back was no more than a name."""
        self._end_mailbox()
        self.done += self.held
        self.held = []

    def _comment(self, mark: str) -> None:
        self.depth += (mark == "(") - (mark == ")")
        if self.depth > 0 and mark not in "()" and not self.in_angle:
            self.current.comment.append(mark)

    def _address(self, mark: str) -> None:
        self.in_angle = mark != ">"
        if self.current.angle is not None and self.in_angle and mark != "<":
            self.current.angle.append(mark)

    def _open_angle(self) -> None:
        """A second address without a comma before it is another mailbox's, whose name stands between the two."""
        if any("@" in piece for piece in self.current.angle or []):
            name, self.current.words = (
                self.current.words[self.current.named :],
                self.current.words[: self.current.named],
            )
            self._end_mailbox()
            self.current.words = name
        self.in_angle, self.current.angle = True, self.current.angle or []
        self.current.named = len(self.current.words)

    def _end_mailbox(self) -> None:
        current, self.current = self.current, _Mailbox()
        if current.is_bare_name and len(self.held) < _MOST_HELD:
            self.held.append(current)
            return
        if self.held and current.angle is not None and not current.has_at:
            parts = ["".join(box.words).strip() for box in (*self.held, current)]
            current.words = [", ".join(part for part in parts if part)]
        else:
            self.done += self.held
        self.held = []
        self.done.append(current)


def _mailboxes(text: str) -> list[_Mailbox]:
    reader = _List()
    for mark in _TOKEN.findall(text):
        reader.take(mark)
        if len(reader.done) > MOST_ADDRESSES:
            break
    reader.end()
    return reader.done


def _unquoted(mark: str) -> str:
    if mark.startswith('"'):
        mark = mark[1:-1] if mark.endswith('"') and len(mark) > 1 else mark[1:]
    return re.sub(r"\\(.)", r"\1", mark) if "\\" in mark else mark


def _apart(text: str) -> tuple[str, str]:
    """Name and address of an entry without angles: `Jane jane@example.org`, `jane @ example.org`, `jane`."""
    if "@" in text:
        text = _SPACED_DOMAIN.sub(lambda found: "".join(found.group().split()), _AT.sub("@", text))
    if " " not in text:
        return "", text
    found = _LOOKS_LIKE_ADDRESS.search(text)
    if found is None:
        return (text, "") if "@" not in text else ("", text.replace(" ", ""))
    return text.replace(found.group(), " ").strip(), found.group()


def _clean(address: str) -> str:
    """Without route, blanks, `mailto:` and stray quotes; the domain in lower case, its last dot gone."""
    address = _ROUTE.sub("", re.sub(r"\s+", "", address).strip("'<>\"").removeprefix("mailto:"))
    address = re.sub(r"\([^()]*\)", "", address) if "(" in address else address
    if address.startswith("[") and address.endswith("]"):
        address = address[1:-1].removeprefix("mailto:")
    local, at, domain = address.rpartition("@")
    if at and not local and ":" not in domain:
        return ""
    if local.endswith(":") and domain.endswith(";"):
        return ""  # <undisclosed-recipients:@relay;>
    return f"{local}{at}{domain.lower().rstrip('.')}"[:320] if at else address[:320]


def _plain_name(name: str) -> str:
    name = re.sub(r"\s{1,1000}", " ", name).strip()
    for quote in ('"', "'"):
        if len(name) > 1 and name.startswith(quote) and name.endswith(quote):
            name = name[1:-1].strip()
    return name[:300]
