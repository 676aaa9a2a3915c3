"""Read a mail. (First slice: plain letters; replaced by the full reader.)"""

import email
import email.policy
from email.utils import getaddresses

from keepword.channels.email.mail import Address, Mail


def parse(raw: bytes) -> Mail:
    """Never raises."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    text = body.get_content() if body else ""
    people = [Address(name, address) for name, address in getaddresses([str(message.get("from", ""))])]
    return Mail(
        message_id=str(message.get("message-id", "")).strip("<> \r\n"),
        in_reply_to=tuple(one.strip("<>") for one in str(message.get("in-reply-to", "")).split()),
        references=tuple(one.strip("<>") for one in str(message.get("references", "")).split()),
        date=None,
        sender=people[0] if people else None,
        reply_to=(),
        to=(),
        cc=(),
        subject=str(message.get("subject", "")),
        text=text,
        html="",
        new_text=text,
        attachments=(),
        auto_reply=False,
        bounce=None,
        calendar=(),
        headers=(),
        warnings=(),
    )
