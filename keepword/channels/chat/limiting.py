"""How much one visitor, one network and all together may say in a chat."""

from datetime import timedelta

from keepword.brands.models import Brand
from keepword.channels.chat.models import Visit
from keepword.channels.chat.saying import CHANNEL
from keepword.channels.form.limiting import may_send
from keepword.conversations.models import Message
from keepword.kit import clock

WINDOW = timedelta(minutes=10)
OF_A_VISIT = 60  # messages in ten minutes: nobody types faster than one in ten seconds for so long
OF_A_BRAND = 200  # new chats in ten minutes


def may_begin(sender: str, *, brand: Brand) -> bool:
    """Whether one more chat may begin from this network address. The limits of the contact form count both together;
    the caller counts what was begun by `form.limiting.count`."""
    begun = Visit.objects.filter(brand=brand, began_at__gt=clock.now() - WINDOW)
    return may_send(sender) and begun.count() < OF_A_BRAND


def may_go_on(visit: Visit) -> bool:
    lately = Message.objects.filter(conversation=visit.conversation_id, at__gt=clock.now() - WINDOW)
    return lately.filter(external_id__startswith=f"{CHANNEL}:{visit.number}:").count() < OF_A_VISIT
