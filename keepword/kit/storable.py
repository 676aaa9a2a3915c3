"""Text that every database takes."""

import re

_REFUSED = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Without NUL and lone surrogates: PostgreSQL refuses the first, UTF-8 the second, and mail brings both."""
    return _REFUSED.sub("", text)
