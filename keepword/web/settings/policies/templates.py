"""Policies to start from, so that nobody faces an empty form."""

from django.utils.translation import gettext as _

from keepword.conversations.models.conversation import PRIORITIES
from keepword.promises.clocks.policies import Draft
from keepword.promises.models.policy import FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, UPDATE

HOUR = 3600
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
    }


def _draft(name: str, hours: dict[str, float], *, is_business: bool = True) -> Draft:
    targets = {
        (PRIORITIES[priority], kind): round(count * HOUR * share)
        for priority, share in HURRY.items()
        for kind, count in hours.items()
    }
    return Draft(name, targets, is_business=is_business)
