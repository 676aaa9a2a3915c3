"""Address lists as they are really sent: names with commas, groups, routes, blanks around the @, brackets that never
close, or no address at all."""

import re

from keepword.channels.email.mail import Address
from keepword.channels.email.mime import words

MOST_ADDRESSES = 500
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|\\.|[<>(),:;]|[^"\\<>(),:;]+', re.S)
_ROUTE = re.compile(r"^(?:@[^,:@]+,?)+:")
_AT = re.compile(r"\s*@\s*")
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
        return Address(name, address) if name or address else None


def _mailboxes(text: str):
    current, held, depth, in_angle = _Mailbox(), [], 0, False
    for mark in _TOKEN.findall(text):
        if depth:
            depth += (mark == "(") - (mark == ")")
            if depth:
                current.comment.append(mark)
        elif mark == "(" and not in_angle:
            depth = 1
        elif in_angle:
            in_angle = mark != ">"
            if in_angle and mark != "<":
                current.angle.append(mark)
        elif mark == "<":
            in_angle, current.angle = True, current.angle or []
        elif mark in (",", ";"):
            held, ready = _ended(current, held, is_list_end=mark == ";")
            yield from ready
            current = _Mailbox()
        elif mark == ":" and not current.has_at:
            current, held = _Mailbox(), []  # the name of a group, or mailto
        elif mark != ">":
            current.words.append(_unquoted(mark))
            current.has_at = current.has_at or "@" in mark
    _, ready = _ended(current, held, is_list_end=True)
    yield from ready


def _ended(current: _Mailbox, held: list[_Mailbox], *, is_list_end: bool) -> tuple[list[_Mailbox], list[_Mailbox]]:
    """A bare name is held back until it is clear whether an address in angles follows: then it was `Doe, Jane`."""
    if current.is_bare_name and not is_list_end and len(held) < 4:
        return [*held, current], []
    if held and current.angle is not None and not current.has_at:
        parts = ["".join(box.words).strip() for box in (*held, current)]
        current.words = [", ".join(part for part in parts if part)]
        return [], [current]
    return [], [*held, current]


def _unquoted(mark: str) -> str:
    if mark.startswith('"'):
        mark = mark[1:-1] if mark.endswith('"') and len(mark) > 1 else mark[1:]
    return re.sub(r"\\(.)", r"\1", mark) if "\\" in mark else mark


def _apart(text: str) -> tuple[str, str]:
    """Name and address of an entry without angles: `Jane jane@example.org`, `jane @ example.org`, `jane`."""
    text = _AT.sub("@", text) if "@" in text else text
    if " " not in text:
        return "", text
    found = _LOOKS_LIKE_ADDRESS.search(text)
    if found is None:
        return (text, "") if "@" not in text else ("", text.replace(" ", ""))
    return text.replace(found.group(), " ").strip(), found.group()


def _clean(address: str) -> str:
    """Without route, blanks, `mailto:` and stray quotes; the domain in lower case, its last dot gone."""
    address = _ROUTE.sub("", re.sub(r"\s+", "", address).strip("'<>\"").removeprefix("mailto:"))
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.lower().rstrip('.')}"[:320] if at else address[:320]


def _plain_name(name: str) -> str:
    name = re.sub(r"\s{1,1000}", " ", name).strip()
    for quote in ('"', "'"):
        if len(name) > 1 and name.startswith(quote) and name.endswith(quote):
            name = name[1:-1].strip()
    return name[:300]
