"""Card numbers are taken out of what arrives before it is stored: nobody can bring them back, so nobody can steal them
here (PCI DSS 3.3)."""

from contextlib import suppress
from dataclasses import replace

from keepword.conversations.inbound import Arrival, File, Inbound
from keepword.kit.cards import HIDDEN, redact

CARD_REMOVED = "card-removed"  # the warning of a message from which one was taken


def without_cards(arrival: Arrival) -> Arrival:
    """The same, or with hidden numbers and the warning that says so. Words, names and files of words are searched;
    pictures and other files are not."""
    inbound = arrival.inbound
    words = {name: redact(getattr(inbound, name)) for name in ("name", "subject", "text", "quoted")}
    words["html"] = redact(inbound.html, is_html=True)
    files = tuple(_file_without_cards(file) for file in inbound.files)
    if not any(word.count for word in words.values()) and files == inbound.files:
        return arrival
    clean = _replaced(inbound, words={name: word.text for name, word in words.items()}, files=files)
    return replace(arrival, inbound=clean)


def _replaced(inbound: Inbound, *, words: dict[str, str], files: tuple[File, ...]) -> Inbound:
    return replace(
        inbound,
        name=words["name"],
        subject=words["subject"],
        text=words["text"],
        quoted=words["quoted"],
        html=words["html"],
        files=files,
        warnings=(*inbound.warnings, CARD_REMOVED),
    )


def _file_without_cards(file: File) -> File:
    """People name the picture of a card after its number."""
    named = redact(file.name)
    if named.count:
        file = replace(file, name=named.text)
    if not file.type.lower().startswith("text/"):
        return file
    words, encoding = _decoded(file.content)
    found = redact(words, is_html=file.type.lower() == "text/html")
    if not found.count:
        return file
    return replace(file, content=found.text.replace(HIDDEN, "*").encode(encoding))


def _decoded(content: bytes) -> tuple[str, str]:
    """In Latin-1 when it is no Unicode: every byte is a letter there and comes back as it was, and digits stand where
    they do in nearly all others."""
    for encoding in ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8"]:
        with suppress(UnicodeDecodeError):
            return content.decode(encoding), encoding
    return content.decode("latin-1"), "latin-1"
