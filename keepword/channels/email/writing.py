"""How the headers of our mails become bytes."""

import re
from email.policy import SMTP, EmailPolicy
from typing import Any

IDS = ("message-id", "in-reply-to", "references")
_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,900}")


def is_id(text: str) -> bool:
    """Whether this can stand between angle brackets in a header line."""
    return _ID.fullmatch(text) is not None


class MailPolicy(EmailPolicy):
    """Python's policy for SMTP, but Message-IDs are one to a line and never anything else: a long one would be
    written as an encoded word, which no mail program knows as an id any more, and the thread would break."""

    def fold(self, name: str, value: Any) -> str:
        if name.lower() in IDS:
            return f"{name}: " + "\r\n ".join(str(value).split()) + "\r\n"
        return super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.lower() in IDS:
            return self.fold(name, value).encode("ascii", "replace")
        return super().fold_binary(name, value)


# 76: a line with an encoded word in it may be no longer (RFC 2047, 2); Python would make it 78.
POLICY = MailPolicy(linesep=SMTP.linesep, cte_type="7bit", max_line_length=76)
INTERNATIONAL = POLICY.clone(utf8=True)  # for an address that only SMTPUTF8 (RFC 6531) can carry
