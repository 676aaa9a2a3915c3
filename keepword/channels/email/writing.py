"""How the headers of our mails become bytes."""

import re
from email.policy import SMTP, EmailPolicy
from typing import Any

IDS = ("message-id", "in-reply-to", "references")
_BREAK = re.compile(r"\r\n|\r|\n")
_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,900}")


def is_id(text: str) -> bool:
    """Whether this can stand between angle brackets in a header line."""
    return _ID.fullmatch(text) is not None and not looks_encoded(text)


def looks_encoded(text: str) -> bool:
    """Whether Python's mail library may take a part of it for an encoded word (RFC 2047) and decode it, line breaks
    and all: somebody typed it so to write headers of their own into our mail."""
    return "=?" in text


def literal(text: str) -> str:
    """Text for a header, to be read as it stands."""
    return text.replace("=?", "= ?")


class MailPolicy(EmailPolicy):
    """Python's policy for SMTP, but Message-IDs are one to a line and never anything else: a long one would be
    written as an encoded word, which no mail program knows as an id any more, and the thread would break."""

    def fold(self, name: str, value: Any) -> str:
        if name.lower() in IDS:
            return f"{name}: " + "\r\n ".join(str(value).split()) + "\r\n"
        folded = super().fold(name, value)
        _refuse_more_than_one(folded, name=name)
        return folded

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() in IDS:
            return self.fold(name, value).encode("ascii", "replace")
        folded = super().fold_binary(name, value)
        _refuse_more_than_one(folded.decode("utf-8", "replace"), name=name)
        return folded


def _refuse_more_than_one(folded: str, *, name: str) -> None:
    """The last fence: whatever was let in, no header becomes two. Raises ValueError."""
    lines = _BREAK.split(folded.removesuffix("\r\n"))
    if not all(line.startswith((" ", "\t")) for line in lines[1:]):
        raise ValueError(f"The header {name} would end early")


# 76: a line with an encoded word in it may be no longer (RFC 2047, 2); Python would make it 78.
POLICY = MailPolicy(linesep=SMTP.linesep, cte_type="7bit", max_line_length=76)
INTERNATIONAL = POLICY.clone(utf8=True)  # for an address that only SMTPUTF8 (RFC 6531) can carry
