"""States of an order in words, of agents and of customers."""

from django.utils import translation
from django.utils.translation import pgettext

from keepword.commerce.models.order import CANCELLED, DELIVERED, PAID, PLACED, REFUNDED, SHIPPED


def state_words(state: str) -> str:
    """In the active language, as in "it is shipped"."""
    return {
        PLACED: pgettext("order", "placed"),
        PAID: pgettext("order", "paid"),
        SHIPPED: pgettext("order", "shipped"),
        DELIVERED: pgettext("order", "delivered"),
        CANCELLED: pgettext("order", "cancelled"),
        REFUNDED: pgettext("order", "refunded"),
    }[state]


def state_in(language: str, *, state: str) -> str:
    with translation.override(language or None):
        return state_words(state)
