"""How chats ring here: read, and changed."""

from dataclasses import dataclass

from django.db import transaction

from keepword.conversations.models import ChatRules
from keepword.events import log
from keepword.events.actor import Actor


@dataclass(frozen=True, slots=True)
class Wanted:
    """`ring_seconds`, `most` and `left_minutes` within the limits of `models/chat.py`."""

    ring_seconds: int
    most: int
    has_sound: bool
    left_minutes: int


def rules() -> ChatRules:
    """Those of the house, or what holds until somebody says otherwise (then unsaved)."""
    return ChatRules.objects.first() or ChatRules()


@transaction.atomic
def change_rules(to: Wanted, *, by: Actor) -> None:
    fields = {name: getattr(to, name) for name in Wanted.__slots__}
    ChatRules.objects.update_or_create(id=1, defaults=fields)
    log.record("chat.rules_changed", actor=by, **fields)
