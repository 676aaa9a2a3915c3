"""Who is answered once it is somebody else's: they alone, whoever took part before."""

from typing import Any

from keepword.conversations.models import Conversation, Message, Participant
from keepword.conversations.models.message import INBOUND, NOTE
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Contact, Identity

NOWHERE = "@invalid"  # how the address of a visitor ends who told none


def address_here(conversation: Conversation, *, contact: Contact) -> str:
    """Where this person wrote from last here, else how they take part, else their newest living address; "" for
    somebody without one."""
    wrote = Message.objects.filter(conversation=conversation, kind=INBOUND, contact=contact).order_by("-at", "-id")
    parts = conversation.participants.filter(contact=contact).order_by("id")
    known = Identity.objects.filter(contact=contact, kind="email").order_by("-id")
    living = known.filter(died_at=None)
    here = [*wrote.values_list("sender_address", flat=True)[:1], *parts.values_list("address", flat=True)]
    else_ = [*living.values_list("value", flat=True), *known.values_list("value", flat=True)]
    return next((one for one in [*here, *else_] if one and not one.endswith(NOWHERE)), "")


def answer_alone(conversation: Conversation, *, contact: Contact, address: str) -> dict[str, Any]:
    """The agent vouches for this address; all others take part without being answered. Gives what it takes to put it
    back: ids of participants, by what was done to them."""
    others = conversation.participants.exclude(address=address).filter(is_bystander=False)
    aside = list(others.order_by("id").values_list("id", flat=True))
    others.update(is_bystander=True)
    stood: dict[str, Any] = {"aside": aside}
    if not address:
        return stood
    theirs = conversation.participants.filter(address=address).first()
    if theirs is None:
        now = clock.now()
        made = Participant.objects.create(conversation=conversation, contact=contact, address=address, added_at=now)
        return stood | {"joined": made.pk}
    before = {"is_trusted": theirs.is_trusted, "is_bystander": theirs.is_bystander}
    theirs.is_trusted, theirs.is_bystander = True, False
    theirs.save(update_fields=["is_trusted", "is_bystander"])
    return stood | {"theirs": theirs.pk, "before": before}


def answer_as_before(conversation: Conversation, *, change: Event) -> None:
    """Whoever joined by the change leaves again, unless something was said since: then they may still answer."""
    data, parts = change.data, conversation.participants
    parts.filter(pk__in=data["aside"]).update(is_bystander=False)
    parts.filter(pk=data.get("theirs", 0)).update(**data.get("before", {"is_bystander": True}))
    joined = parts.filter(pk=data.get("joined", 0))
    said = Message.everywhere.filter(conversation=conversation, at__gte=change.at).exclude(kind=NOTE)
    if said.exists():
        joined.update(is_bystander=True)
    else:
        joined.delete()
