"""Amazon SES tells of bounces in JSON, by mail through SNS (or by webhook, in the same shape)."""

import json

from keepword.channels.email.bounces.failures import Failure
from keepword.channels.email.mail import Bounce

MAX_CHARACTERS = 200_000
_ACTIONS = {"Permanent": "failed", "Transient": "failed", "Undetermined": "failed"}


def read_notice(note: str) -> tuple[list[Failure], str] | None:
    """(failures, Message-ID of the mail they are about), or None when the text is no such notice.

    SNS adds a footer in words below the JSON, and may wrap the notice as a string under "Message".
    """
    notice = _first_object(note)
    if isinstance(notice.get("Message"), str):
        notice = _first_object(notice["Message"]) or notice
    kind = str(notice.get("notificationType") or notice.get("eventType") or "")
    readers = {"Bounce": _bounced, "Delivery": _delivered}
    if kind not in readers or not isinstance(notice.get(kind.lower()), dict):
        return None
    return readers[kind](notice[kind.lower()]), _message_id(notice.get("mail"))


def read_complaint(note: str) -> Bounce | None:
    """A complaint that SES passes on, None when the text is none."""
    notice = _first_object(note)
    kind = notice.get("notificationType") or notice.get("eventType")
    if kind != "Complaint" or not isinstance(notice.get("complaint"), dict):
        return None
    recipients = _dicts(notice["complaint"].get("complainedRecipients"))
    address = str(recipients[0].get("emailAddress", "")) if recipients else ""
    return Bounce("feedback", address, "", "", "feedback", False, _message_id(notice.get("mail")))


def _bounced(bounce: dict) -> list[Failure]:
    return [
        Failure(
            recipient=str(one.get("emailAddress", "")),
            action=str(one.get("action") or "failed").lower(),
            status=str(one.get("status") or ""),
            diagnostic=str(one.get("diagnosticCode") or _in_words(bounce)).removeprefix("smtp;").strip(),
            reporter=str(bounce.get("reportingMTA") or ""),
        )
        for one in _dicts(bounce.get("bouncedRecipients"))[:100]
    ]


def _in_words(bounce: dict) -> str:
    kinds = {
        "NoEmail": "user unknown",
        "Suppressed": "user unknown",
        "OnAccountSuppressionList": "user unknown",
        "MailboxFull": "mailbox full",
        "MessageTooLarge": "message too large",
        "ContentRejected": "content rejected",
        "AttachmentRejected": "attachment not allowed",
    }
    return kinds.get(str(bounce.get("bounceSubType")), "")


def _delivered(delivery: dict) -> list[Failure]:
    said = str(delivery.get("smtpResponse") or "")
    recipients = delivery.get("recipients")
    names = [str(name) for name in recipients[:100]] if isinstance(recipients, list) else []
    return [Failure(recipient=name, action="delivered", diagnostic=said) for name in names]


def _message_id(mail: object) -> str:
    headers = mail.get("commonHeaders") if isinstance(mail, dict) else None
    return str(headers.get("messageId") or "").strip("<> ") if isinstance(headers, dict) else ""


def _dicts(value: object) -> list[dict]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _first_object(text: str) -> dict:
    """The JSON object that a text begins with, {} without. Line breaks that a mailer put in are taken out."""
    start = text.find("{")
    if start < 0 or text[:start].strip():
        return {}
    joined = text[start : start + MAX_CHARACTERS].replace("\r", "").replace("\n", "")
    try:
        value, _ = json.JSONDecoder().raw_decode(joined)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
