"""Policies to start from, so that nobody faces an empty form."""

from django.utils.translation import gettext as _

from keepword.conversations.models.chat import CHAT
from keepword.conversations.models.conversation import PRIORITIES
from keepword.promises.clocks.policies import Draft
from keepword.promises.models.policy import FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, UPDATE

HOUR = 3600
CHAT_SECONDS = 300  # three of four who shop online expect help within five minutes
HURRY = {"urgent": 1 / 4, "high": 1 / 2, "normal": 1.0, "low": 2.0}  # of the target for what is normal


def templates() -> dict[str, Draft]:
    """By the word that stands in the address."""
    return {
        "hours": _draft(_("Reply within 4 business hours"), {FIRST_RESPONSE: 4, NEXT_RESPONSE: 8, RESOLUTION: 40}),
        "day": _draft(_("Reply within one working day"), {FIRST_RESPONSE: 8, NEXT_RESPONSE: 8, RESOLUTION: 80}),
        "round": _draft(
            _("Day and night: reply within an hour"),
            {FIRST_RESPONSE: 1, NEXT_RESPONSE: 2, RESOLUTION: 24, UPDATE: 8},
            is_business=False,
        ),
        "chat": _of_chats(_("Live chat: an answer within 5 minutes")),
    }


def _of_chats(name: str) -> Draft:
    """Whoever sits before a chat waits for each answer alike, however urgent the matter is."""
    kinds = (FIRST_RESPONSE, NEXT_RESPONSE)
    targets = {(priority, kind): CHAT_SECONDS for priority in PRIORITIES.values() for kind in kinds}
    return Draft(name, targets, conditions={"channels": [CHAT]})


def _draft(name: str, hours: dict[str, float], *, is_business: bool = True) -> Draft:
    targets = {
        (PRIORITIES[priority], kind): round(count * HOUR * share)
        for priority, share in HURRY.items()
        for kind, count in hours.items()
    }
    return Draft(name, targets, is_business=is_business)
