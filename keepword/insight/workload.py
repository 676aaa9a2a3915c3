"""Who has how much to do now: of each agent, each team, and what nobody has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import OPEN, WAITING
from keepword.people.models import Agent


@dataclass(frozen=True, slots=True)
class Load:
    """`open`: our turn. `due`: of them and of what waits for the customer, due before the end of the day, what is late
    included. `late`: its time has passed. `waiting`: the customer's turn."""

    open: int = 0
    due: int = 0
    late: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Workload:
    """By id; under None what nobody, or no team, has."""

    agents: dict[int | None, Load]
    teams: dict[int | None, Load]


def workload(agent: Agent, *, now: datetime, tomorrow: datetime) -> Workload:
    """Of what the agent may see. Two queries over what is not done yet: what was resolved costs nothing, however much
    it is. `tomorrow` is when the reader's day ends."""
    undone = Conversation.objects.visible_to(agent).filter(status__in=[OPEN, WAITING])
    measured = {
        "open_now": Count("id", filter=Q(status=OPEN)),
        "due": Count("id", filter=Q(due_at__lt=tomorrow)),
        "late": Count("id", filter=Q(due_at__lt=now)),
        "waiting": Count("id", filter=Q(status=WAITING)),
    }
    by_agent = undone.order_by().values("assignee_id").annotate(**measured)
    by_team = undone.order_by().values("team_id").annotate(**measured)
    return Workload(_by(by_agent, key="assignee_id"), _by(by_team, key="team_id"))


def _by(rows: Iterable[Any], *, key: str) -> dict[int | None, Load]:
    return {row[key]: Load(row["open_now"], row["due"], row["late"], row["waiting"]) for row in rows}
