"""What a person bought goes with the person. The shop keeps its own books."""

from keepword.commerce.counting import count
from keepword.commerce.models import Membership, Order
from keepword.people.models import Contact


def erase_purchases(contact: Contact) -> int:
    """For good. Returns how many orders and memberships there were."""
    orders = Order.objects.filter(contact=contact)
    memberships = Membership.objects.filter(contact=contact)
    number = orders.count() + memberships.count()
    orders.delete()
    memberships.delete()
    count(contact.pk)
    return number
