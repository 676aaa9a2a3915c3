"""What opportunities are called."""

from django.utils.translation import gettext_lazy as _

from keepword.conversations.models.internal_task import (
    AGREED,
    ASKED,
    BOUGHT,
    NEVER,
    NEXT_PURCHASE,
    NOT_NOW,
    NOT_RIGHT,
    OTHER,
    QUESTION,
    UPGRADE,
)
from keepword.conversations.opportunities.handing import NOT_ASKED

KINDS = {
    UPGRADE: _("Something better of what they have"),
    NEXT_PURCHASE: _("Their next purchase"),
    QUESTION: _("A question before they buy"),
    OTHER: _("Something else"),
}
GROUNDS = {ASKED: _("They asked"), AGREED: _("They agreed"), NOT_ASKED: _("I did not ask")}
OUTCOMES = {
    BOUGHT: _("Bought"),
    NOT_NOW: _("Not now"),
    NOT_RIGHT: _("Not right for them"),
    NEVER: _("Never again"),
}
PUSHING = _(
    "Ask them first: we hand on only what they want to hear about. One kind sentence in your answer is enough."
)
NO_OFFERS = _("They want to be offered nothing. If they ask for it now, take that back on their page first.")
