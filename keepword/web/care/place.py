"""Where gifts stand among the things to do: for those who may give or say yes, while something is given here."""

from dataclasses import dataclass

from keepword.care.arranging import TAKES_PART, rules_in_force
from keepword.care.models import Gift
from keepword.people.models import Agent
from keepword.people.permissions import APPROVE_GIFTS

MOST = 99  # as beside the views


@dataclass(frozen=True, slots=True)
class Place:
    """`waiting` is how many wait for a yes, for those who may say it; "" for none."""

    waiting: str


def place_of(agent: Agent) -> Place | None:
    """One query, two for those who may say yes; none for all others."""
    if not any(agent.may(one) for one in TAKES_PART) or rules_in_force() is None:
        return None
    if not agent.may(APPROVE_GIFTS):
        return Place("")
    asked = Gift.objects.visible_to(agent).asked().values("id")[: MOST + 1].count()
    return Place(f"{MOST}+" if asked > MOST else str(asked or ""))
