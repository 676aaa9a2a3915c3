"""Text as the grammars read it, letter by letter in the same places, so that a span of one is a span of the other."""

_MARKS = str.maketrans(
    dict.fromkeys("’‘ʼ´", "'")
    | dict.fromkeys("\u00a0\u202f\u3000\u2009\u200e\u200f", " ")
    | dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True))
    | dict(zip("أإآٱىة", "\u0627\u0627\u0627\u0627\u064a\u0647", strict=True))
)


def fold(text: str) -> str:
    """Lower case, half-width digits and letters, straight quotes, plain spaces; digits of any script as 0 to 9, Arabic
    letters without what people leave out when they type. As long as it was."""
    return "".join(_folded(letter) for letter in text.translate(_MARKS))


def _folded(letter: str) -> str:
    if "！" <= letter <= "～":
        letter = chr(ord(letter) - 0xFEE0)
    lower = letter.lower()
    return lower if len(lower) == 1 else letter
