"""The nouns of this room, one file each."""

from keepword.commerce.models.customer import Customer, Spending
from keepword.commerce.models.forgotten import Forgotten
from keepword.commerce.models.membership import Membership
from keepword.commerce.models.order import Order, OrderLine

__all__ = ["Customer", "Forgotten", "Membership", "Order", "OrderLine", "Spending"]
