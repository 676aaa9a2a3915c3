"""What a customer was given, as lines of a conversation's history. The room of care stands above this one: only the
names of its events are known here."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from keepword.kit.amounts import say


def sentence(name: str, *, who: str, data: dict[str, Any]) -> str:
    """The event `name` (one of `SENTENCES`) in one sentence, the amount as its reader writes it."""
    amount = say(data["amount"], currency=data["currency"], language=get_language() or "en")
    return SENTENCES[name]() % {"who": who, "amount": amount, "kind": _kind(data)}


def _kind(data: dict[str, Any]) -> str:
    known = {
        "refund": pgettext("a gift", "Refund"),
        "discount": pgettext("a gift", "Discount"),
        "credit": pgettext("a gift", "Store credit"),
        "replacement": pgettext("a gift", "Replacement"),
    }
    return data.get("called") or known.get(data["kind"], data["kind"])


SENTENCES: dict[str, Callable[[], str]] = {
    "gift.given": lambda: _("%(who)s gave the customer %(amount)s (%(kind)s)."),
    "gift.asked": lambda: _("%(who)s asks whether the customer may get %(amount)s (%(kind)s)."),
    "gift.approved": lambda: _("%(who)s said yes: the customer gets %(amount)s (%(kind)s)."),
    "gift.declined": lambda: _("%(who)s said no to %(amount)s for the customer (%(kind)s)."),
    "gift.waiting": lambda: _("Nobody has answered yet whether the customer may get %(amount)s (%(kind)s)."),
    "gift.withdrawn": lambda: _("%(who)s asks for %(amount)s no more (%(kind)s)."),
    "gift.taken_back": lambda: _("%(who)s took back %(amount)s (%(kind)s)."),
    "gift.carried_out": lambda: _("%(who)s carried it out: %(amount)s (%(kind)s)."),
    "gift.not_carried_out": lambda: _("%(who)s says that it is not carried out yet: %(amount)s (%(kind)s)."),
}
