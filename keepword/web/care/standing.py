"""What an agent may give alone, in words, before they press."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.care.budgets import AGENT, CUSTOMER
from keepword.care.giving import Standing
from keepword.kit.amounts import say
from keepword.web import times


@dataclass(frozen=True, slots=True)
class Said:
    """`alone`: how much, and why no more; `got`: what this customer was given."""

    alone: str
    got: str


def say_standing(standing: Standing) -> Said:
    return Said(_alone(standing), _got(standing))


def _alone(standing: Standing) -> str:
    most = standing.allowance.most
    if most is None:
        return _("You may give any amount.")
    if most == 0:
        asked = _("Somebody else is asked, whatever the amount.")
        return f"{asked} {_why(standing)}".strip()
    up_to = _("You may give up to %(amount)s. For more, somebody else is asked.")
    return f"{up_to % {'amount': _money(most, standing=standing)}} {_why(standing)}".strip()


def _why(standing: Standing) -> str:
    if standing.allowance.by == CUSTOMER:
        return _("That is what is left for this customer.")
    if standing.allowance.by == AGENT:
        amount = _money(standing.used.agent, standing=standing)
        return _("You gave %(amount)s in %(length)s.") % {"amount": amount, "length": _days(standing.rules.agent_days)}
    return ""


def _got(standing: Standing) -> str:
    length = _days(standing.rules.customer_days)
    if not standing.used.customer:
        return _("This customer got nothing in %(length)s.") % {"length": length}
    amount = _money(standing.used.customer, standing=standing)
    return _("This customer got %(amount)s in %(length)s.") % {"amount": amount, "length": length}


def _days(count: int) -> str:
    return times.length(count * times.DAY, get_language() or "en")


def _money(amount: int, *, standing: Standing) -> str:
    return say(amount, currency=standing.rules.currency, language=get_language() or "en")
