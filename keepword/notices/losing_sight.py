"""Somebody may see something no more: what they were told of it, and have not read, is not counted by their bell, and
goes by no way that it had still to go."""

from functools import partial

from django.db import transaction

from keepword.conversations.leaving import SIGHT
from keepword.events import log
from keepword.events.models import Event
from keepword.events.reacting import Finish
from keepword.kit import clock
from keepword.notices.counting import hold, recount
from keepword.notices.models import Notice
from keepword.notices.reading import READ
from keepword.people.models import Agent

DECIDES = SIGHT | {"own_role", "permissions"}  # the fields of a fact that decide what somebody may know


def forget_unseen(event: Event) -> Finish | None:
    """Reaction to `agent.changed`, `team.changed`, `inbox.changed` and `role.changed`."""
    changed = event.data.get("fields")
    return partial(_forget_unseen, event) if changed is None or DECIDES & {*changed} else None


@transaction.atomic
def _forget_unseen(event: Event) -> None:
    """Few people work here: each who has something unread is asked. They are read, so that nothing of them disturbs
    whoever is let in again."""
    unread = Notice.objects.unread().values("agent")  # house: whose they are, and nothing of them
    for agent in Agent.objects.active().filter(pk__in=unread).select_related("own_role").order_by("pk"):
        held = hold([agent.pk])
        seen = Notice.objects.visible_to(agent).unread().values("pk")
        unseen = Notice.objects.unread().filter(agent=agent).exclude(pk__in=seen)  # house: put away, not shown
        if unseen.update(read_at=clock.now(), push_at=None, mail_at=None):
            recount(held.values())
            log.record(READ, to=[agent.pk], cause=event)
