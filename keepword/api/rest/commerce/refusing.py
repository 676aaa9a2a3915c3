"""What cannot be taken, as a problem that says where and why."""

from keepword.api.problems import Problem, wrong
from keepword.commerce.admitting import NotTheirs
from keepword.commerce.drafts import BadOrder
from keepword.kit.money import Money, NotMoney, money

NAMES = {"told_at": "updated_at"}
WHY = {
    "empty": "It must not be empty.",
    "long": "It is too long.",
    "address": "This is no e-mail address.",
    "state": "There is no such state.",
    "currency": "There is no currency of this code in ISO 4217.",
    "amount": "This is no amount that can be.",
    "refunded": "This is more than the total.",
    "erased": "It was of somebody who was erased, and is not taken in again.",
    "decimals": "The currency has fewer decimals.",
    "large": "It is too large.",
    "url": "Only a plain http or https address can be a link.",
    "time": "It is ahead of now.",
    "lines": "These are too many.",
    "quantity": "At least one, at most a million.",
}
NOBODY = "You know nobody of this address. A token of an agent who sees every inbox adds people."
ANOTHERS = "There is an order of this number, of somebody whom you may not know."


def refusal(error: BadOrder | NotTheirs) -> Problem:
    if isinstance(error, NotTheirs):
        return wrong(f"/{error.field}", NOBODY if error.field == "address" else ANOTHERS)
    return wrong(f"/{NAMES.get(error.field, error.field)}", WHY[error.why])


def amount(text: str, *, currency: str, pointer: str) -> Money:
    """Raises Problem."""
    try:
        return money(text, currency=currency)
    except NotMoney as error:
        raise wrong("/currency" if error.why == "currency" else pointer, WHY[error.why]) from error
