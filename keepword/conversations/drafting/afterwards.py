"""What became of an answer that somebody acts on too late: twice, or from a page that has been open for a while."""

from dataclasses import dataclass
from datetime import timedelta

from keepword.conversations.drafting.departing import LEFT
from keepword.conversations.drafting.planning import CANCELLED, RECALLED
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent

LOOKED_FOR = timedelta(days=1)  # no page with its buttons stays open longer


@dataclass(frozen=True, slots=True)
class Became:
    """`has_left`: it is in the post; otherwise it was taken back, and is its writer's draft again."""

    has_left: bool
    conversation_id: int


def what_became_of(number: int, *, agent: Agent) -> Became | None:
    """Of the draft of this number. None when nothing was heard of it lately, or the agent may not see where."""
    names = (LEFT, RECALLED, CANCELLED)
    facts = Event.objects.filter(name__in=names, at__gte=clock.now() - LOOKED_FOR, data__draft=number)
    found = facts.order_by("-id").values_list("name", "conversation_id", "inbox_id").first()
    ids = visible_inbox_ids(agent)
    if found is None or (ids is not None and found[2] not in ids):
        return None
    return Became(found[0] == LEFT, found[1] or 0)
