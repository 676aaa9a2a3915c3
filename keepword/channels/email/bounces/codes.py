"""The numbers in a report: SMTP reply codes (RFC 5321) and enhanced status codes (RFC 3463, IANA's registry)."""

import re

# Codes that a server may really send; the rest that looks alike is a size, a port or a line number.
REPLY_CODES = frozenset(
    map(
        str,
        (
            *(211, 214, 220, 221, 235, 250, 251, 252, 253, 334, 354),
            *(421, 422, 430, 432, 450, 451, 452, 453, 454, 455, 456, 458, 459),
            *(500, 501, 502, 503, 504, 521, 523, 524, 525, 530, 533, 534, 535, 538),
            *(550, 551, 552, 553, 554, 555, 556, 557),
        ),
    )
)
_STATUS = r"[245]\.[0-7]\.\d{1,3}(?![\d])(?!\.\d)"
STATUS = re.compile(rf"(?<![\w.\-]){_STATUS}|(?<=\d\d\d-){_STATUS}")
REPLY = re.compile(r"(?:^|[\s:;<>\[('\"=#])([245]\d\d)(?=[\s\-:,]|$)")
REPLY_WITH_STATUS = re.compile(rf"(?<![\w.])([245]\d\d)[\s\-:'#(]{{1,4}}({_STATUS})")
QUOTED_REPLY = re.compile(rf"<([245]\d\d) ({_STATUS})[^<>]{{0,400}}>\s*$")
QUOTED_WORDS = re.compile(r"(?<![\w.])[45]\d\d[- ]'[^'\n]{1,400}'")

# A report has to carry some status. Where the mail has none, the field's habit is a number of its own under X.0.9XX,
# which RFC 3463 leaves free, so that the reason can be read from it.
NUMBERS = {
    "undefined": 900,
    "onhold": 901,
    "syntaxerror": 902,
    "norelaying": 909,
    "filtered": 910,
    "userunknown": 911,
    "hostunknown": 912,
    "hasmoved": 916,
    "rejected": 918,
    "suspend": 921,
    "mailboxfull": 922,
    "exceedlimit": 923,
    "systemerror": 930,
    "systemfull": 931,
    "notaccept": 932,
    "mesgtoobig": 934,
    "mailererror": 939,
    "networkerror": 944,
    "toomanyconn": 945,
    "speeding": 946,
    "expired": 947,
    "contenterror": 960,
    "securityerror": 970,
    "blocked": 971,
    "virusdetected": 971,
    "authfailure": 972,
    "policyviolation": 972,
    "requireptr": 973,
    "notcompliantrfc": 974,
    "badreputation": 975,
    "failedstarttls": 976,
    "spamdetected": 980,
}


def find_status(text: str) -> str:
    """The enhanced status that the text is about, or "".

    A code right after a reply code is the remote server's own word and goes before others; "X.0.0" and "4.4.7"
    (expired) say little, so anything more exact goes before them.
    """
    quoted = QUOTED_REPLY.search(text)
    if quoted:
        return quoted[2]
    spoken = [match[2] for match in REPLY_WITH_STATUS.finditer(text)]
    return most_exact(*spoken, *STATUS.findall(text))


def most_exact(*statuses: str) -> str:
    """The first status that says something, else the first of all, else ""."""
    given = [status for status in statuses if status]
    return next((status for status in given if not is_vague(status)), given[0] if given else "")


def is_vague(status: str) -> bool:
    """Whether a status tells no more than "it failed" or "too old"."""
    return not status or status[1:] == ".0.0" or status in ("4.4.7", "5.4.7")


def find_reply_code(text: str) -> str:
    """The SMTP reply code that the text is about, or ""."""
    quoted = QUOTED_REPLY.search(text)
    if quoted:
        return quoted[1]
    codes = [code for code in REPLY.findall(text) if code in REPLY_CODES]
    refusals = [code for code in codes if code[0] != "2"]
    return (refusals or codes or [""])[0]


def spoken_part(text: str) -> str:
    """What the refusing server itself said: the text from its reply code on, or all of it when there is none."""
    quoted = QUOTED_REPLY.search(text) or QUOTED_WORDS.search(text)
    if quoted:
        return quoted[0]
    reply = next((match for match in REPLY.finditer(text) if match[1] in REPLY_CODES and match[1][0] != "2"), None)
    return text[reply.start() :] if reply else text


def status_for(reason: str, *, is_temporary: bool) -> str:
    """A status that says no more than the reason: "5.0.911" for an unknown user, "" for feedback and delivery."""
    number = NUMBERS.get(reason)
    if number is None:
        return ""
    if reason == "filtered" and is_temporary:
        number = 924
    return f"{'4' if is_temporary else '5'}.0.{number}"
