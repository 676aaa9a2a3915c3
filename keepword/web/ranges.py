"""From one figure to another one, in this order on every page."""

LEFT_TO_RIGHT, END = "\u2066", "\u2069"  # Unicode's isolates (UAX 9): plain text, so that titles may hold them too


def from_to(first: str, last: str) -> str:
    """ "79%–94%". Figures are no letters, so that a page from right to left turns such a range round, and the rate is
    said to lie between 94% and 79%."""
    return f"{LEFT_TO_RIGHT}{first}–{last}{END}"
