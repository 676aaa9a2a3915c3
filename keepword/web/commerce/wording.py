"""What is wrong with an order or a membership, in words for people."""

from django.utils.translation import gettext as _

from keepword.commerce.admitting import NotTheirs
from keepword.commerce.drafts import BadOrder


def sentence(error: BadOrder | NotTheirs) -> str:
    if isinstance(error, NotTheirs):
        if error.field == "address":
            return _("You know nobody of this address. Whoever sees all inboxes can add them.")
        return _("There is an order of this number, perhaps of somebody whom you may not see.")
    return {
        "empty": _("Something has to stand here."),
        "long": _("This is too long."),
        "address": _("This is no e-mail address."),
        "state": _("There is no such state."),
        "currency": _("Write a currency as three letters, like EUR, KRW or CNY."),
        "amount": _("Write an amount with a point, like 49.90."),
        "refunded": _("This is more than the whole order."),
        "erased": _("This was of somebody who was erased, so it is not taken in again."),
        "decimals": _("This currency has fewer decimals."),
        "large": _("This is too much."),
        "url": _("Only an address that begins with https:// or http:// can be a link."),
        "time": _("This is ahead of now."),
        "lines": _("These are too many."),
        "quantity": _("Of each thing at least one, at most a million."),
    }[error.why]


def line_sentence(number: int) -> str:
    return _("Line %(number)s cannot be read. Write it like: 2 × Green tea [TEA-1] 12.50") % {"number": number}
