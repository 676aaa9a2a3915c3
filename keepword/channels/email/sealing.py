"""Passwords of other servers are kept sealed: a copy of the database alone opens no mailbox."""

from keepword.kit import sealing
from keepword.kit.sealing import SealBroken

__all__ = ["SealBroken", "seal", "unseal"]


def seal(password: str) -> str:
    return sealing.seal(password, purpose="mailbox")


def unseal(sealed: str) -> str:
    """Raises SealBroken."""
    return sealing.unseal(sealed, purpose="mailbox")
