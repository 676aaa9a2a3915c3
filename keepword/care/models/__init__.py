"""The nouns of this room, one file each."""

from keepword.care.models.gift import Gift
from keepword.care.models.rules import GiftKind, GiftLimit, GiftRules

__all__ = ["Gift", "GiftKind", "GiftLimit", "GiftRules"]
