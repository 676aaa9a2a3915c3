"""Who owes a promise: whoever made it, else whoever holds the conversation; and whose team stands behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from keepword.conversations.models import Capacity
from keepword.conversations.teamwork.seers import Seers
from keepword.hours.in_force import of_version
from keepword.hours.spans import next_opening
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.promises.models import Promise
from keepword.promises.models.promise import EMERGENCY


@dataclass(frozen=True, slots=True)
class Owing:
    """Ids of agents who may see the conversation. `owners` is nobody when no single agent owes it. `team`: the others
    of its team, those who are there before `due_at` if there are any. `is_somebody_there`: one of the owners is."""

    owners: list[int]
    team: list[int]
    due_at: datetime
    is_open: bool
    is_owed: bool
    is_somebody_there: bool
    is_emergency: bool


def owing(promises: Iterable[int]) -> dict[int, Owing]:
    """By the id of the promise."""
    rows = Promise.objects.filter(pk__in=set(promises)).select_related("conversation")  # house: asked by `Seers`
    found = list(rows)
    if not found:
        return {}
    seers = Seers()
    rota = _Rota()
    return {promise.pk: _of(promise, seers=seers, rota=rota) for promise in found}


def _of(promise: Promise, *, seers: Seers, rota: "_Rota") -> Owing:
    conversation, inbox = promise.conversation, promise.inbox_id
    may_see = seers.of(inbox)
    owner = promise.made_by_id if promise.made_by_id in may_see else conversation.assignee_id
    owners = [owner] if owner in may_see and owner else []
    team = seers.team_or_all(inbox, team_id=promise.team_id or conversation.team_id) - set(owners)
    there = {one for one in team if rota.is_there(one, before=promise.due_at)}
    return Owing(
        owners=owners,
        team=sorted(there or team),
        due_at=promise.due_at,
        is_open=promise.is_open,
        is_owed=promise.is_owed,
        is_somebody_there=any(rota.is_there(one, before=promise.due_at) for one in owners),
        is_emergency=promise.kind == EMERGENCY,
    )


class _Rota:
    """Who is at work, by their own hours; whoever has none of their own is, unless they said that they are away."""

    def __init__(self) -> None:
        self._away = set(Capacity.objects.filter(is_away=True).values_list("agent_id", flat=True))  # house: counted
        rows = Agent.objects.active().filter(business_hours__isnull=False)
        self._versions = dict(rows.values_list("id", "business_hours__current_id"))
        self._now = clock.now()

    def is_there(self, agent: int, *, before: datetime) -> bool:
        if agent in self._away:
            return False
        version = self._versions.get(agent)
        if version is None:
            return True
        opens = next_opening(of_version(version).hours, self._now)
        return opens is not None and opens < max(before, self._now)
