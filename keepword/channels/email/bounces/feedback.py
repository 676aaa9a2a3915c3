"""Complaints that mailbox providers pass on: the Abuse Reporting Format (RFC 5965), and Hotmail's older way."""

import re
from email.message import Message

from keepword.channels.email.bounces.addresses import address_of_field
from keepword.channels.email.bounces.letters import lay_out
from keepword.channels.email.mail import Bounce

_FIELD = re.compile(r"^(original-rcpt-to|removal-recipient):[ \t]*(.{1,500})$", re.IGNORECASE | re.MULTILINE)
_RECIPIENT_HEADER = re.compile(r"^(?:x-hmxmroriginalrecipient|to):[ \t]*(.{1,500})$", re.IGNORECASE | re.MULTILINE)
_MESSAGE_ID = re.compile(r"^message-id:\s*<?([^<>\s]{3,250})>?", re.IGNORECASE | re.MULTILINE)


def read_feedback(message: Message) -> Bounce | None:
    """A complaint (or a report on authentication) as a bounce of kind "feedback"; None when it is none."""
    part = next((part for part in list(message.walk())[:20] if _is_feedback(part)), None)
    if part is None and not _is_of_hotmail(message):
        return None
    returned = lay_out(message, text="").returned
    told = _FIELD.search(str(part.get_payload(0) if part.is_multipart() else part.get_payload())) if part else None
    seen = _RECIPIENT_HEADER.search(returned)
    recipient = address_of_field(told[2]) if told else address_of_field(seen[1]) if seen else ""
    original = _MESSAGE_ID.search(returned)
    return Bounce("feedback", recipient, "", "", "feedback", False, original[1] if original else "")


def _is_feedback(part: Message) -> bool:
    return part.get_content_type() == "message/feedback-report"


def _is_of_hotmail(message: Message) -> bool:
    subject, sender = str(message.get("Subject") or ""), str(message.get("From") or "")
    return sender.strip().lower().startswith("staff@hotmail.com") and subject.strip().startswith(
        "complaint about message"
    )
