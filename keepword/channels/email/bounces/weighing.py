"""Deciding what a failure means: status, reply code, reason, and whether the address is dead."""

import re

from keepword.channels.email.bounces.codes import find_reply_code, find_status, is_vague, most_exact, status_for
from keepword.channels.email.bounces.failures import ARRIVED, Failure
from keepword.channels.email.bounces.reasons import is_dead_address, reason_of
from keepword.channels.email.mail import Bounce

_TEMPORARY = re.compile(r"retry time|temporar|try again later|timed? ?out", re.IGNORECASE)


def weigh(failure: Failure, *, original: str, is_delayed: bool) -> Bounce:
    """What a failure means. original: Message-ID of the mail that came back, "" when unknown. is_delayed: the
    letter says that they still try, which counts where the failure itself does not say how it ended."""
    reply_code = _reply_code(failure)
    status = _status(failure)
    reason = reason_of(failure, status=status)
    kind = _kind(failure, status=status, is_delayed=is_delayed)
    is_temporary = kind == "delay" or status[:1] == "4" or reply_code[:1] == "4"
    return Bounce(
        kind="delivered" if reason == "delivered" else kind,
        recipient=failure.recipient,
        status=status or status_for(reason, is_temporary=is_temporary or _sounds_temporary(failure)),
        reply_code=reply_code,
        reason=reason,
        permanent=kind != "delay" and is_dead_address(reason, is_temporary=is_temporary),
        original_message_id=original,
    )


def _status(failure: Failure) -> str:
    told = find_status(failure.diagnostic)
    around = "" if _is_spoken(failure) else find_status(failure.context)
    return most_exact(told, failure.status, around)


def _reply_code(failure: Failure) -> str:
    if _is_spoken(failure) or not failure.context:
        return find_reply_code(failure.diagnostic)
    return find_reply_code(failure.diagnostic) or find_reply_code(failure.context)


def _is_spoken(failure: Failure) -> bool:
    """Whether the diagnostic is an SMTP server's word, so that what stands around it adds nothing."""
    return bool(find_reply_code(failure.diagnostic)) or (
        failure.spoken_by == "smtp" and not is_vague(find_status(failure.diagnostic))
    )


def _sounds_temporary(failure: Failure) -> bool:
    return bool(_TEMPORARY.search(failure.diagnostic))


def _kind(failure: Failure, *, status: str, is_delayed: bool) -> str:
    if failure.action in ARRIVED:
        return "delivered"
    if failure.action == "delayed" or (is_delayed and failure.action not in ("failed", "expired", "undeliverable")):
        return "delay"
    return "delivered" if status[:1] == "2" else "bounce"
