"""Why a mail came back, as one word of a closed list, and whether a second try can help."""

from keepword.channels.email.bounces.codes import is_vague, spoken_part
from keepword.channels.email.bounces.failures import ARRIVED, Failure
from keepword.channels.email.bounces.hosts import said_by_host
from keepword.channels.email.bounces.phrases import LOOKUP, MATCHERS, SURE, UNKNOWN, UNWANTED, plain_words
from keepword.channels.email.bounces.tongues import is_unknown_to_its_host

# What each word means. The words are those that the field's best known reader of bounces (Sisimai) gave them.
REASONS = {
    "authfailure": "SPF, DKIM or DMARC of our domain failed",
    "badreputation": "the reputation of our sending address is low",
    "blocked": "our server was refused: its address, its name or a block list",
    "contenterror": "the message is malformed",
    "delivered": "it arrived",
    "exceedlimit": "longer than this mailbox takes",
    "expired": "tried for too long, or still being tried",
    "failedstarttls": "no encrypted connection could be made",
    "feedback": "the recipient complained, or a report on authentication",
    "filtered": "refused for the recipient after the message was seen",
    "hasmoved": "the mailbox has moved",
    "hostunknown": "the domain does not exist",
    "mailboxfull": "the mailbox is full",
    "mailererror": "a program that delivers on the other side failed",
    "mesgtoobig": "the message is too big",
    "networkerror": "the network failed, or mail went round in a loop",
    "norelaying": "that server does not carry mail for this domain",
    "notaccept": "that host takes no mail at all",
    "notcompliantrfc": "the message breaks a rule of its format",
    "onhold": "a reason was given, and it is none of these",
    "policyviolation": "against a policy of the other side",
    "rejected": "our sender address was refused",
    "requireptr": "our server has no reverse DNS",
    "securityerror": "some matter of security or permission",
    "spamdetected": "taken for spam",
    "speeding": "too much mail in too short a time",
    "suspend": "the account is disabled for now",
    "syntaxerror": "a command was not understood",
    "systemerror": "the other system is broken or badly set up",
    "systemfull": "the other system's disk is full",
    "toomanyconn": "too many connections or recipients at a time",
    "undefined": "no reason was given",
    "userunknown": "there is no such mailbox",
    "virusdetected": "taken for a virus",
}

# The address is dead: writing there again is of no use, and the contact should be marked.
DEAD_ADDRESS = frozenset({"userunknown", "hostunknown", "hasmoved", "notaccept"})

# RFC 3463 and IANA's registry, without the class (4 or 5).
BY_STATUS = {
    "1.0": "userunknown",
    "1.1": "userunknown",
    "1.2": "hostunknown",
    "1.3": "userunknown",
    "1.4": "filtered",
    "1.6": "hasmoved",
    "1.7": "rejected",
    "1.8": "rejected",
    "1.9": "systemerror",
    "1.10": "notaccept",
    "2.0": "filtered",
    "2.1": "filtered",
    "2.2": "mailboxfull",
    "2.3": "exceedlimit",
    "2.4": "filtered",
    "3.1": "systemfull",
    "3.2": "notaccept",
    "3.3": "systemerror",
    "3.4": "mesgtoobig",
    "3.5": "systemerror",
    "4.0": "networkerror",
    "4.1": "expired",
    "4.2": "networkerror",
    "4.3": "systemerror",
    "4.4": "hostunknown",
    "4.5": "expired",
    "4.6": "networkerror",
    "4.7": "expired",
    "4.8": "networkerror",
    "5.2": "syntaxerror",
    "5.3": "toomanyconn",
    "5.4": "systemerror",
    "5.5": "systemerror",
    "5.6": "syntaxerror",
    "7.13": "suspend",
    "7.16": "mesgtoobig",
    "7.17": "hasmoved",
    "7.18": "hasmoved",
    "7.20": "authfailure",
    "7.21": "authfailure",
    "7.22": "authfailure",
    "7.23": "authfailure",
    "7.24": "authfailure",
    "7.25": "requireptr",
    "7.26": "authfailure",
    "7.27": "notaccept",
    "7.29": "authfailure",
    "7.509": "authfailure",  # Microsoft's own, as is the next
    "7.515": "authfailure",
}
# A temporary answer of the same number sometimes means something milder.
BY_PERMANENT_STATUS = {"3.0": "systemerror"}
BY_TEMPORARY_STATUS = {"2.1": "suspend", "4.4": "networkerror", "7.1": "blocked", "7.2": "blocked"}
BY_SUBJECT = {"6": "contenterror", "7": "securityerror"}

# PowerMTA gives its own opinion in X-PowerMTA-BounceCategory.
BY_CATEGORY = {
    "bad-mailbox": "userunknown",
    "inactive-mailbox": "suspend",
    "bad-domain": "hostunknown",
    "quota-issues": "mailboxfull",
    "message-expired": "expired",
    "no-answer-from-host": "networkerror",
    "routing-errors": "networkerror",
    "bad-connection": "networkerror",
    "bad-configuration": "systemerror",
    "content-related": "contenterror",
    "spam-related": "spamdetected",
    "virus-related": "virusdetected",
    "policy-related": "policyviolation",
    "relaying-issues": "norelaying",
    "protocol-errors": "systemerror",
    "invalid-sender": "rejected",
}

# What only a program on the other side's machine says has no SMTP stage; its complaints are about itself.
_LOCAL_SPEAKERS = ("x-unix", "x-local")
# Who was refused at these steps had not yet named anybody.
BEFORE_ADDRESSES = ("CONN", "EHLO")
BEFORE_MESSAGE = ("CONN", "EHLO", "MAIL")
_SPEAK_OF_THE_MAILBOX = ("mailboxfull", "exceedlimit", "mesgtoobig", "suspend", "hasmoved")


def reason_of(failure: Failure, *, status: str) -> str:
    """One word of REASONS. The diagnostic goes before the status, what else was said comes last."""
    if failure.action in ARRIVED or status.startswith("2."):
        return "delivered"
    words = plain_words(spoken_part(failure.diagnostic))
    around = plain_words(failure.context) if is_vague(status) or not words else ""
    return (
        said_by_host(failure, status=status)
        or BY_CATEGORY.get(failure.category)
        or _by_program(failure, words)
        or _by_words(words, command=failure.command, status=status)
        or _by_stage(failure)
        or _by_words(around, command=failure.command, status=status)
        or _by_status(status)
        or _by_what_is_left(failure, words, status=status)
    )


def is_dead_address(reason: str, *, is_temporary: bool) -> bool:
    """Whether the address itself is of no use any more. A host that takes no mail *for now* is not dead."""
    return reason in DEAD_ADDRESS and not (reason == "notaccept" and is_temporary)


def _by_program(failure: Failure, words: str) -> str:
    said = words or failure.context[:2000].lower()
    if failure.spoken_by in _LOCAL_SPEAKERS or MATCHERS["mailererror"].search(said):
        full = next((reason for reason in _SPEAK_OF_THE_MAILBOX if MATCHERS[reason].search(words)), "")
        return full or "mailererror"
    return ""


def _by_words(words: str, *, command: str, status: str) -> str:
    if not words:
        return ""
    if SURE.search(words) or is_unknown_to_its_host(words):
        return "userunknown"
    if LOOKUP.search(words):
        return "networkerror"
    if MATCHERS["norelaying"].search(words):
        return "norelaying"
    if MATCHERS["hostunknown"].search(words) and command not in BEFORE_MESSAGE and "sender" not in words:
        return "hostunknown"
    mailbox = next((reason for reason in _SPEAK_OF_THE_MAILBOX if MATCHERS[reason].search(words)), "")
    if mailbox and command not in BEFORE_ADDRESSES:
        return mailbox
    if UNKNOWN.search(words) and not MATCHERS["rejected"].search(words) and command not in BEFORE_ADDRESSES:
        return _unknown_or_filtered(command=command, status=status)
    if UNWANTED.search(words):
        return "filtered"
    skipped = ("hostunknown", "rejected", "systemerror") if command in BEFORE_ADDRESSES else ()
    return next(
        (reason for reason, matcher in MATCHERS.items() if reason not in skipped and matcher.search(words)), ""
    )


def _unknown_or_filtered(*, command: str, status: str) -> str:
    """A server that knows its users says so when it hears the recipient. One that says "unknown" only after it saw
    the message, or that we cannot place, may well mean "not wanted" (the Japanese carriers do)."""
    told = BY_STATUS.get(status[2:], "")
    if command == "MAIL":
        return "rejected"
    if told in ("hasmoved", "suspend", "rejected", "norelaying"):
        return told
    return "userunknown" if command == "RCPT" or told == "userunknown" else "filtered"


def _by_stage(failure: Failure) -> str:
    return {"CONN": "blocked", "EHLO": "blocked", "MAIL": "rejected"}.get(failure.command, "")


def _by_status(status: str) -> str:
    if not status:
        return ""
    by_class = BY_TEMPORARY_STATUS if status[0] == "4" else BY_PERMANENT_STATUS
    return by_class.get(status[2:]) or BY_STATUS.get(status[2:]) or BY_SUBJECT.get(status[2], "")


def _by_what_is_left(failure: Failure, words: str, *, status: str) -> str:
    if "access denied" in words:
        return "securityerror"
    if failure.spoken_by == "x-postfix":
        return "mailererror"
    if failure.action in ("delayed", "expired"):
        return "expired"
    return "onhold" if failure.diagnostic.strip() else "undefined"
