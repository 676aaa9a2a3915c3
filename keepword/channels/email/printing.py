"""What a mail says, as one JSON object: for `keepword mail parse`, for measuring, and for asking why a mail was read
as it was."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from keepword.channels.email.mail import Address, Attachment, Bounce, Invitation, Mail
from keepword.channels.email.parsing import parse


def parse_files(paths: Iterable[Path]) -> Iterator[dict]:
    """One object a file, folders opened recursively, in the order of their names. `file` is the path from the folder
    that was given, or the name of a file given itself. Raises OSError for what is not there or cannot be opened."""
    for given in paths:
        if not given.is_dir():
            yield as_json(parse(given.read_bytes()), file=given.name)
            continue
        for path in sorted(found for found in given.rglob("*") if found.is_file()):
            yield as_json(parse(path.read_bytes()), file=path.relative_to(given).as_posix())


def as_json(mail: Mail, *, file: str) -> dict:
    """Plain values that `json.dumps` takes. Times are ISO 8601 in UTC, None when unknown."""
    return {
        "file": file,
        "message_id": mail.message_id,
        "in_reply_to": list(mail.in_reply_to),
        "references": list(mail.references),
        "date": _time(mail.date),
        "from": _address(mail.sender) if mail.sender else None,
        "reply_to": [_address(each) for each in mail.reply_to],
        "to": [_address(each) for each in mail.to],
        "cc": [_address(each) for each in mail.cc],
        "subject": mail.subject,
        "text": mail.text,
        "html": mail.html,
        "new_text": mail.new_text,
        "attachments": [_attachment(each) for each in mail.attachments],
        "auto_reply": mail.auto_reply,
        "bounce": _bounce(mail.bounce) if mail.bounce else None,
        "calendar": [_invitation(each) for each in mail.calendar],
        "warnings": list(mail.warnings),
    }


def _time(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None


def _address(address: Address) -> dict:
    return {"name": address.name, "address": address.address}


def _attachment(attachment: Attachment) -> dict:
    digest = hashlib.md5(attachment.content, usedforsecurity=False).hexdigest()
    return {
        "name": attachment.name,
        "type": attachment.type,
        "size": len(attachment.content),
        "md5": digest,
        "inline": attachment.inline,
        "cid": attachment.cid,
    }


def _bounce(bounce: Bounce) -> dict:
    return {
        "kind": bounce.kind,
        "recipient": bounce.recipient,
        "status": bounce.status,
        "reply_code": bounce.reply_code,
        "reason": bounce.reason,
        "permanent": bounce.permanent,
        "original_message_id": bounce.original_message_id,
    }


def _invitation(invitation: Invitation) -> dict:
    return {
        "method": invitation.method,
        "summary": invitation.summary,
        "starts_at": _time(invitation.starts_at),
        "ends_at": _time(invitation.ends_at),
        "location": invitation.location,
        "organizer": invitation.organizer,
    }
