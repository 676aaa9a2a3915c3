"""The first words of a message, for a list."""

LENGTH = 140


def preview_of(text: str) -> str:
    """At most 140 characters on one line, whole words where the script has them."""
    line = " ".join(text[: LENGTH * 4].split())
    if len(line) <= LENGTH:
        return line
    cut = line[: LENGTH - 1]
    head, space, _tail = cut.rpartition(" ")
    return (head if space and len(head) > LENGTH // 2 else cut) + "…"
