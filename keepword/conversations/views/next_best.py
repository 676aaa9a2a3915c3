"""Which conversation to open now: what is due first of what the agent has or may take, else who waits longest."""

from collections.abc import Collection

from keepword.conversations.models.conversation import OPEN
from keepword.conversations.views.listing import page_of
from keepword.conversations.views.rules import IS, IS_SET, ME, NONE, Rule
from keepword.people.models import Agent

OURS = (Rule("status", IS, (OPEN,)), Rule("assignee", IS, (ME, NONE)))


def next_best(agent: Agent, *, but: Collection[int] = ()) -> int | None:
    """Its id, None when nothing is left; never one of `but`, which are open already, or were passed over."""
    for asked, sort in ((Rule("due", IS_SET), "due"), (Rule("waiting", IS_SET), "waiting")):
        found = page_of((*OURS, asked), sort=sort, agent=agent, cursor=None, columns=("id",), limit=len(but) + 1)
        ids = [number for (number,) in found.rows if number not in but]
        if ids:
            return int(ids[0])
    return None
