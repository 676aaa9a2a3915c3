"""Could this be a report at all? Asked of every mail that comes in, so it looks at headers only."""

import re
from collections.abc import Iterable, Mapping

ROBOTS = re.compile(
    r"mailer[-_ .]?(?:deamon|daemon)|post[-_]?master|mail[-_. ]?deliver[yr]?[-_. ]?(?:system|subsystem)|mdaemon|"
    r"mail[-_ ]?system[-_ ]?admin|system[-_ ]administrator|complaints?@|feedback|abuse@|staff@hotmail|fbl|"
    r"^bounces?@|no-?reply@sns\.amazonaws|sysadmin@\w+\.vzwpix|auone-net\.jp",
    re.IGNORECASE,
)
TELLING_HEADERS = (
    "x-failed-recipients",
    "x-bounced-address",
    "x-mx-bounce",
    "x-dsncontext",
    "x-mailer-daemon",
    "x-hmxmroriginalrecipient",
)
REPORT_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status", "message/feedback-report"})
MAX_LENGTH = 2000  # characters of a header that are looked at


def may_be_report(headers: Mapping[str, str], *, types: Iterable[str] = ()) -> bool:
    """Whether it is worth reading as a bounce. Says yes too often, never no to a real one that names its sender.

    headers: by lower-case name, the first of each. types: the content types of the parts, as far as they are known.
    A customer who writes "delivery failed" about a parcel, or who forwards a bounce to us, is no robot and passes by:
    neither subject nor text alone ever makes a bounce.
    """
    kind = headers.get("content-type", "")[:MAX_LENGTH].lower().lstrip()
    return bool(
        kind.startswith(("multipart/report", "message/delivery-status"))
        or comes_from_robot(headers)
        or any(name in headers for name in TELLING_HEADERS)
        or REPORT_TYPES.intersection(types)
    )


def comes_from_robot(headers: Mapping[str, str]) -> bool:
    """Whether a machine that delivers mail wrote it, as far as the sender addresses tell."""
    return bool(ROBOTS.search(headers.get("from", "")[:MAX_LENGTH]) or _comes_from_nobody(headers))


def _comes_from_nobody(headers: Mapping[str, str]) -> bool:
    return_path = headers.get("return-path")
    if return_path is not None and return_path.strip().lower() in ("<>", "", "<mailer-daemon>", "mailer-daemon"):
        return True
    return headers.get("from", "somebody").strip() in ("", "<>")
