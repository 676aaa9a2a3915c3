"""What a person bought goes with the person. The shop keeps its own books."""

from keepword.commerce.counting import count
from keepword.commerce.forgetting import remember_erased
from keepword.commerce.models import Membership, Order
from keepword.people.models import Contact


def erase_purchases(contact: Contact) -> int:
    """For good, and what of it is told again is known as erased (`forgetting.py`). Returns how many orders and
    memberships there were."""
    orders = Order.objects.filter(contact=contact)
    memberships = Membership.objects.filter(contact=contact)
    number = orders.count() + memberships.count()
    remember_erased(contact)
    orders.delete()
    memberships.delete()
    count(contact.pk)
    return number
