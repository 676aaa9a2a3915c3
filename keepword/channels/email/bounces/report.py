"""Reports that follow RFC 3464 (and the many that nearly do): one group of fields for each recipient."""

import re

from keepword.channels.email.bounces.addresses import address_of_field
from keepword.channels.email.bounces.failures import Failure

MAX_RECIPIENTS = 100
RECIPIENT_FIELDS = ("final-recipient", "original-recipient", "x-actual-recipient", "x-display-name")
OTHER_FIELDS = ("action", "status", "diagnostic-code", "last-attempt-date", "will-retry-until")
SERVER_FIELDS = ("reporting-mta", "remote-mta", "received-from-mta", "arrival-date", "x-powermta-bouncecategory")
FIELDS = frozenset(RECIPIENT_FIELDS + OTHER_FIELDS + SERVER_FIELDS)
OPENERS = ("final-recipient", "original-recipient", "action", "diagnostic-code")
_LINE = re.compile(r"^\s{0,8}([A-Za-z][A-Za-z\-]{2,40}):[ \t]?(.*)$")
_PART = re.compile(r"^content-type:\s*(?:text/rfc822-headers|message/rfc822)", re.IGNORECASE)
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


def read_report(fields: str) -> list[Failure]:
    """The failures that a delivery-status part tells of, at most MAX_RECIPIENTS; [] when it holds no group."""
    groups = _groups(fields)
    reporter = next((group["reporting-mta"] for group in groups if "reporting-mta" in group), "")
    told = [group for group in groups if any(name in group for name in OPENERS)]
    return [_failure(group, reporter=reporter) for group in told[:MAX_RECIPIENTS]]


def _groups(fields: str) -> list[dict[str, str]]:
    """Fields by recipient. A group ends at an empty line or where a field comes again; folded lines are joined."""
    groups: list[dict[str, str]] = [{}]
    name = ""
    for line in fields.replace("\r", "").split("\n"):
        if _PART.match(line):
            break
        known = _LINE.match(line)
        if not line.strip():
            name = ""
            groups.append({})
        elif known and known[1].lower() in FIELDS:
            name = known[1].lower()
            if name in groups[-1]:
                groups.append({})
            groups[-1][name] = known[2].strip()
        elif name and line[0] in " \t" and len(groups[-1][name]) < 4000:
            groups[-1][name] += " " + line.strip()
        elif known:
            name = ""
    return [group for group in groups if group]


def _failure(group: dict[str, str], *, reporter: str) -> Failure:
    spoken_by, diagnostic = _diagnostic(group.get("diagnostic-code", ""))
    status = _STATUS.search(group.get("status", ""))
    return Failure(
        recipient=_recipient(group),
        action=group.get("action", "").split(" ")[0].strip().lower(),
        status=status[0] if status else "",
        diagnostic=diagnostic,
        spoken_by=spoken_by,
        host=group.get("remote-mta", ""),
        reporter=reporter,
        category=group.get("x-powermta-bouncecategory", "").lower(),
    )


def _recipient(group: dict[str, str]) -> str:
    return next((address for name in RECIPIENT_FIELDS if (address := address_of_field(group.get(name, "")))), "")


def _diagnostic(value: str) -> tuple[str, str]:
    kind, semicolon, words = value.partition(";")
    if semicolon and re.fullmatch(r"[A-Za-z][\w\-]{0,30}", kind.strip()):
        return kind.strip().lower(), words.strip()
    return "", value.strip()
