"""Two conversations have to do with each other, and stay two."""

from django.db import transaction

from keepword.conversations.changing import lock_all, tell
from keepword.conversations.models import Conversation, Link
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.people.models import Agent


class NotToItself(ValueError):
    """A conversation has to do with itself anyway."""


@transaction.atomic
def relate(one: Conversation, *, to: Conversation, by: Actor) -> bool:
    """Each shows the other from now on. False when they did already. Raises NotToItself."""
    if one.pk == to.pk:
        raise NotToItself
    lock_all([one.pk, to.pk])
    if Link.objects.filter(conversation=one, other=to).exists():
        return False
    now = clock.now()
    one.change(is_joined=True)
    to.change(is_joined=True)
    Link.objects.bulk_create([Link(conversation=one, other=to, at=now), Link(conversation=to, other=one, at=now)])
    told = tell(one, "conversation.linked", by=by, other=to.pk, reference=to.reference)
    tell(to, "conversation.linked", by=by, cause=told, other=one.pk, reference=one.reference)
    return True


@transaction.atomic
def part(one: Conversation, *, from_: Conversation, by: Actor) -> bool:
    """False when nothing linked them."""
    lock_all([one.pk, from_.pk])
    pairs = Link.objects.filter(conversation__in=[one, from_], other__in=[one, from_])
    if not pairs.exists():
        return False
    pairs.delete()
    told = tell(one, "conversation.unlinked", by=by, other=from_.pk, reference=from_.reference)
    tell(from_, "conversation.unlinked", by=by, cause=told, other=one.pk, reference=one.reference)
    return True


def related(conversation: Conversation, *, to: Agent) -> list[Conversation]:
    """Those linked to it that this agent may see, the newest link first."""
    links = Link.objects.filter(conversation=conversation).values("other")
    return list(Conversation.objects.visible_to(to).filter(id__in=links).with_people().order_by("-last_activity_at"))
