"""What each kind of gift and each reason is called among colleagues."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keepword.care.models.rules import CREDIT, DISCOUNT, REFUND, REPLACEMENT

LATE, DAMAGED, MISTAKE, GOODWILL = "late", "damaged", "mistake", "goodwill"
REASONS = (LATE, DAMAGED, MISTAKE, GOODWILL)


def kind_words(key: str, name: str) -> str:
    """For colleagues, in the active language."""
    known = {
        REFUND: pgettext("a gift", "Refund"),
        DISCOUNT: pgettext("a gift", "Discount"),
        CREDIT: pgettext("a gift", "Store credit"),
        REPLACEMENT: pgettext("a gift", "Replacement"),
    }
    return name or known.get(key, key)


def reason_words(reason: str) -> str:
    """Of a key that comes with us, else the own reason itself."""
    known = {
        LATE: _("It came late"),
        DAMAGED: _("Damaged or wrong"),
        MISTAKE: _("Our mistake"),
        GOODWILL: _("Goodwill"),
    }
    return known.get(reason, reason)
