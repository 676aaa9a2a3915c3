"""Reports that are the transcript of an SMTP conversation: old Sendmail, and Postfix writing to its postmaster."""

import re

from keepword.channels.email.bounces.addresses import address_in
from keepword.channels.email.bounces.failures import Failure

OPENING = re.compile(r"transcript of session follows", re.IGNORECASE)
MAX_LINES = 300
MAX_RECIPIENTS = 100
MAX_CONTEXT = 4000  # characters
# "554 <nobody@example.com>... 550 Host unknown" closes what was said about one recipient.
_CLOSING = re.compile(r"^\s*([245]\d\d) .{0,20}?<?([^\s<>]{1,128}@[^\s<>]{1,255}?)>?\.\.\. ?(.*)$")
_ANSWER = re.compile(r"^\s*(?:<<<|Out:)\s*([45]\d\d.*)$")
_RECIPIENT = re.compile(r"^\s*(?:>>>|In:)\s*RCPT TO:(.*)$", re.IGNORECASE)


def read_transcript(note: str) -> list[Failure]:
    """The failures in a transcript, [] when there is none."""
    opening = OPENING.search(note)
    if opening is None:
        return []
    lines = note[opening.end() :].split("\n")[:MAX_LINES]
    return _closed(lines) or _unclosed(lines)


def _closed(lines: list[str]) -> list[Failure]:
    """One failure for each closing line, with all that was said since the one before."""
    failures: dict[str, Failure] = {}
    said: list[str] = []
    for line in lines:
        said.append(line)
        closing = _CLOSING.match(line)
        if closing:
            text = "\n".join(said)[:MAX_CONTEXT]
            failures.setdefault(closing[2], Failure(recipient=closing[2], diagnostic=_error(said), context=text))
            said = []
    return list(failures.values())[:MAX_RECIPIENTS]


def _error(said: list[str]) -> str:
    answers = [match[1] for line in said if (match := _ANSWER.match(line))]
    if answers:
        return " ".join(answers)[:2000]
    return " ".join(line.strip() for line in said if line[:3].isdigit())[:2000]


def _unclosed(lines: list[str]) -> list[Failure]:
    answers = [match[1] for line in lines if (match := _ANSWER.match(line))]
    recipients = [address_in(match[1]) for line in lines if (match := _RECIPIENT.match(line))]
    if not answers or not any(recipients):
        return []
    text = "\n".join(lines)[:MAX_CONTEXT]
    named = [name for name in dict.fromkeys(recipients) if name][:MAX_RECIPIENTS]
    return [Failure(recipient=name, diagnostic=answers[0], context=text) for name in named]
