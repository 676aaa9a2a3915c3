"""Could this be a report at all? Asked of every mail that comes in, so it looks at headers only."""

import re
from email.message import Message

ROBOTS = re.compile(
    r"mailer[-_ .]?(?:deamon|daemon)|post[-_]?master|mail[-_. ]?deliver[yr]?[-_. ]?(?:system|subsystem)|mdaemon|"
    r"mail[-_ ]?system[-_ ]?admin|system[-_ ]administrator|complaints?@|feedback|abuse@|staff@hotmail|fbl|"
    r"^bounces?@|no-?reply@sns\.amazonaws|sysadmin@\w+\.vzwpix",
    re.IGNORECASE,
)
TELLING_HEADERS = (
    "X-Failed-Recipients",
    "X-Bounced-Address",
    "X-MX-Bounce",
    "X-DSNContext",
    "X-Mailer-Daemon",
    "X-HmXmrOriginalRecipient",
)
REPORT_TYPES = ("message/delivery-status", "message/global-delivery-status", "message/feedback-report")
MAX_PARTS = 8


def may_be_report(message: Message) -> bool:
    """Whether it is worth reading as a bounce. Says yes too often, never no to a real one that names its sender.

    A customer who writes "delivery failed" about a parcel, or who forwards a bounce to us, is no robot and passes by:
    neither subject nor text alone ever makes a bounce.
    """
    return bool(
        _header(message, "Content-Type").lower().lstrip().startswith(("multipart/report", "message/delivery-status"))
        or ROBOTS.search(_header(message, "From"))
        or _comes_from_nobody(message)
        or any(name in message for name in TELLING_HEADERS)
        or _carries_report(message)
    )


def comes_from_robot(message: Message) -> bool:
    """Whether a machine that delivers mail wrote it, as far as the sender addresses tell."""
    return bool(ROBOTS.search(_header(message, "From")) or _comes_from_nobody(message))


def _comes_from_nobody(message: Message) -> bool:
    return_path = message.get("Return-Path")
    if return_path is not None and str(return_path).strip().lower() in ("<>", "", "<mailer-daemon>", "mailer-daemon"):
        return True
    return "From" in message and _header(message, "From").strip() in ("", "<>")


def _carries_report(message: Message) -> bool:
    parts = message.get_payload() if message.is_multipart() else ()
    return any(
        isinstance(part, Message) and part.get_content_type() in REPORT_TYPES for part in list(parts)[:MAX_PARTS]
    )


def _header(message: Message, name: str) -> str:
    return str(message.get(name) or "")[:2000]
