"""What the server that took a mail in found out about its sender: Authentication-Results (RFC 8601)."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from keepword.channels.email.mail import Mail

MAX_LENGTH = 8000
_COMMENT = re.compile(r"\([^()]{0,500}\)")
_RESULT = re.compile(r"^\s*(dmarc|spf|dkim|arc)\s*=\s*([a-z]+)(.*)$", re.IGNORECASE | re.DOTALL)
_DOMAIN = re.compile(
    r"(?:header\.(?:d|i|from)|smtp\.(?:mailfrom|helo))\s*=\s*\"?(?:[^\s;\"@]{0,64}@)?([\w.\-]{1,255})", re.I
)
_FAILED = frozenset({"fail", "hardfail", "permerror", "policy"})


@dataclass(frozen=True, slots=True)
class Finding:
    """method: "dmarc", "spf" or "dkim"; result as the server put it; domain that it is about, "" when not told."""

    method: str
    result: str
    domain: str


def findings(mail: Mail, *, trusted_receivers: Collection[str]) -> tuple[Finding, ...]:
    """What a trusted receiver wrote, () when none of them wrote anything.

    trusted_receivers: the names (authserv-id) that our own receiving servers sign with. Anybody can write such a
    header into a mail; servers put theirs on top, so only the topmost with a trusted name counts.
    """
    trusted = {name.lower() for name in trusted_receivers}
    for header in mail.headers:
        if header.name == "authentication-results":
            server, _, results = _without_comments(header.value[:MAX_LENGTH]).partition(";")
            if (server.split() or [""])[0].lower() in trusted:
                return tuple(_findings(results))
    return ()


def verdict(found: tuple[Finding, ...], *, domain: str) -> bool | None:
    """Whether the sender's domain was proved: True, False when it was disproved, None when nobody can tell.

    DMARC decides where it was checked. Without it, SPF or DKIM must pass for that very domain (or one above or below
    it, as DMARC's relaxed mode has it), and a failure without any such pass disproves it.
    """
    dmarc = next((finding.result for finding in found if finding.method == "dmarc"), "none")
    if dmarc == "pass" or dmarc in _FAILED:
        return dmarc == "pass"
    others = [finding for finding in found if finding.method != "dmarc"]
    if any(finding.result == "pass" and _aligned(finding.domain, domain) for finding in others):
        return True
    return False if any(finding.result in _FAILED for finding in others) else None


def _findings(results: str) -> list[Finding]:
    read = []
    for part in results.split(";")[:40]:
        match = _RESULT.match(part)
        if match and match[1].lower() != "arc":
            domain = _DOMAIN.search(match[3])
            read.append(Finding(match[1].lower(), match[2].lower(), domain[1].lower() if domain else ""))
    return read


def _without_comments(value: str) -> str:
    for _ in range(3):  # comments may nest; nobody needs more than three levels
        value = _COMMENT.sub(" ", value)
    return value


def _aligned(one: str, other: str) -> bool:
    one, other = one.lower().strip("."), other.lower().strip(".")
    return bool(one) and (one == other or one.endswith(f".{other}") or (other.endswith(f".{one}") and "." in one))
