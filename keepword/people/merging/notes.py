"""Two notes in one, and one of them taken out again. Pure."""

BETWEEN = "\n\n"


def joined(note: str, other: str) -> tuple[str, str]:
    """The words of both, and what was added: "" when there is nothing that did not stand there before."""
    if not other or other in note:
        return note, ""
    added = f"{BETWEEN}{other}" if note else other
    return note + added, added


def parted(note: str, added: str) -> str:
    """Without what was added, as far as it still stands there word for word; the rest is as somebody left it."""
    before, found, after = note.rpartition(added) if added else ("", "", "")
    if not found:
        return note
    return (before + after).removeprefix(BETWEEN) if not before else before + after
