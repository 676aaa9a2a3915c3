"""Message-IDs out of Message-ID, In-Reply-To and References, however they were broken."""

import re

from keepword.channels.email.mime import words

MOST_IDS = 200
_MOST_CHARS = 998
_BRACKETED = re.compile(r"<([^<>]{1,2000})>")
_BARE = re.compile(r"[^\s<>,;\"()]{1,500}@[^\s<>,;\"()]{1,500}")


def read_ids(value: bytes) -> tuple[str, ...]:
    """The ids without angle brackets, each once, in order, at most 200 (of more, the first and the latest count:
    they find the thread). Blanks inside an id came from folding and are left out. Without brackets, words that hold
    an @ are taken."""
    text = words.header_text(value)
    found = ["".join(each.split()) for each in _BRACKETED.findall(text)]
    if not any(found):
        found = _BARE.findall(text)
    ids = [each for each in dict.fromkeys(found) if each and len(each) <= _MOST_CHARS]
    return tuple(ids if len(ids) <= MOST_IDS else (ids[0], *ids[-MOST_IDS + 1 :]))


def read_id(value: bytes) -> str:
    """The one id of a Message-ID header, "" when it holds none. One without @ or brackets is taken as it stands."""
    found = read_ids(value)
    if found:
        return found[0]
    text = words.header_text(value).strip(" <>")
    return text if text and " " not in text and len(text) <= _MOST_CHARS else ""
