"""Of whose orders somebody may tell, who may not know everybody: only of those whom they know."""

from django.db.models import QuerySet

from keepword.commerce import enrolling, taking_in
from keepword.commerce.drafts import OrderDraft
from keepword.commerce.enrolling import MembershipDraft
from keepword.commerce.models import Order
from keepword.people.identifying import fold
from keepword.people.models import Contact, Identity

People = QuerySet[Contact] | None


class NotTheirs(ValueError):
    """`field` is "address" (they know nobody of it) or "number" (there is such an order, of somebody whom they do not
    know)."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def demand_order(draft: OrderDraft, *, people: People) -> None:
    """`people` are those whom the agent may know, None for everybody. Else news of an order would write over what
    others see, and an address would tell whom the others know. Raises NotTheirs."""
    if people is None:
        return
    known = taking_in.find(draft.number, shop=draft.shop)
    if known is not None and not Order.objects.visible_to(people).filter(pk=known.pk).exists():
        raise NotTheirs("number")
    if known is None or fold(draft.address) not in ("", known.address):
        _demand_address(draft.address, people=people)


def demand_membership(draft: MembershipDraft, *, people: People) -> None:
    """As for orders. Raises NotTheirs."""
    if people is None:
        return
    known = enrolling.find(draft.programme, address=draft.address)
    if known is None or not people.filter(pk=known.contact_id).exists():
        _demand_address(draft.address, people=people)


def _demand_address(address: str, *, people: QuerySet[Contact]) -> None:
    theirs = Identity.objects.filter(kind="email", value=fold(address), within=0, contact__in=people)
    if not theirs.exists():
        raise NotTheirs("address")
