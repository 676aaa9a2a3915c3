"""What a customer reads of a gift, to be put into a reply. The sentences address nobody as "du" or "Sie", and promise
no day: what is carried out in a shop takes as long as it takes there."""

from django.utils import translation
from django.utils.translation import gettext as _

from keepword.care.models import Gift, GiftKind
from keepword.care.models.rules import CREDIT, DISCOUNT, REFUND, REPLACEMENT
from keepword.kit.amounts import say
from keepword.kit.languages import code_of

AMOUNT = "{amount}"  # stands in own words where the amount goes


def customer_words(gift: Gift) -> str:
    """To be put into a reply: in the customer's language, as near as we speak it."""
    language = gift.conversation.language or gift.contact.language or "en"
    amount = say(gift.amount, currency=gift.currency, language=language)
    own = own_words(gift.kind, language=language)
    if own:
        return own.replace(AMOUNT, amount)
    with translation.override(code_of(language) or "en"):
        return ready_words(gift.kind.key) % {"amount": amount}


def own_words(kind: GiftKind, *, language: str) -> str:
    """In this language or the nearest; "" where nobody wrote any."""
    code = code_of(language)
    exact = kind.words.get(language)
    return exact or next((text for tag, text in kind.words.items() if code and code_of(tag) == code), "")


def ready_words(key: str) -> str:
    """In the active language, with a place for the amount."""
    known = {
        REFUND: _("We are refunding %(amount)s. How soon it shows depends on the bank."),
        DISCOUNT: _("There is a discount of %(amount)s on the next order, as a small sign that we are sorry."),
        CREDIT: _("We have set aside %(amount)s as store credit, for any order that is still to come."),
        REPLACEMENT: _("A replacement is on its way, and it costs nothing."),
    }
    return known.get(key) or _("To make up for it, we are giving %(amount)s.")
