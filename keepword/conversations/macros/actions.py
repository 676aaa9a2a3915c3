"""What a macro does besides talking: read from its row, and carried out through the ordinary verbs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from keepword.conversations.assigning import CannotSeeIt, assign, assign_team
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import PRIORITIES
from keepword.conversations.prioritising import prioritise
from keepword.conversations.resolving import resolve
from keepword.conversations.snoozing import snooze
from keepword.conversations.tagging import clean, tag, untag
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent, Team

ME = "me"
ASSIGN, TEAM, PRIORITY, TAG, UNTAG, RESOLVE, SNOOZE = (
    "assign", "team", "priority", "tag", "untag", "resolve", "snooze",
)  # fmt: skip
ORDER = (ASSIGN, TEAM, PRIORITY, TAG, UNTAG, SNOOZE, RESOLVE)  # where it ends comes last
LONGEST_SNOOZE_HOURS = 24 * 90


class BadAction(ValueError):
    """No such act, or not with this."""


class CannotBeDone(ValueError):
    """An act that was fine when the macro was written and cannot be done now."""

    def __init__(self, action: "Action") -> None:
        super().__init__(action.do)
        self.action = action


@dataclass(frozen=True, slots=True)
class Action:
    """`to`: "me" or an agent's id, a team's id, a priority's name, a tag, hours of a snooze; None for resolve."""

    do: str
    to: str | int | None = None


def read(rows: Sequence[dict[str, Any]]) -> list[Action]:
    return [Action(row["do"], row.get("to")) for row in rows]


def written(actions: Sequence[Action]) -> list[dict[str, Any]]:
    """As they are kept, in the order in which they are done. Raises BadAction, or BadTag for a tag that is none."""
    checked = [_checked(action) for action in actions]
    if {RESOLVE, SNOOZE} <= {action.do for action in checked}:
        raise BadAction(SNOOZE)
    return [{"do": one.do, "to": one.to} for one in sorted(checked, key=lambda one: ORDER.index(one.do))]


def _checked(action: Action) -> Action:
    do, to = action.do, action.to
    if do in (TAG, UNTAG):
        return Action(do, clean(str(to)))
    is_number = isinstance(to, int) and not isinstance(to, bool)
    fits = {
        ASSIGN: to == ME or is_number,
        TEAM: is_number,
        PRIORITY: to in PRIORITIES,
        SNOOZE: isinstance(to, int) and 0 < to <= LONGEST_SNOOZE_HOURS,
        RESOLVE: to is None,
    }
    if not fits.get(do, False):
        raise BadAction(do)
    return action


def perform(action: Action, *, on: Conversation, by: Agent, cause: Event) -> None:
    """Raises CannotBeDone, for example when the agent left, or may not see the conversation."""
    try:
        VERBS[action.do](on, action.to, by, cause)
    except (CannotSeeIt, Agent.DoesNotExist, Team.DoesNotExist) as error:
        raise CannotBeDone(action) from error


def _assign(on: Conversation, to: Any, by: Agent, cause: Event) -> None:
    assign(on, to=by if to == ME else Agent.objects.get(pk=to), by=by.as_actor, cause=cause)


def _team(on: Conversation, to: Any, by: Agent, cause: Event) -> None:
    assign_team(on, to=Team.objects.get(pk=to), by=by.as_actor, cause=cause)


def _snooze(on: Conversation, to: Any, by: Agent, cause: Event) -> None:
    snooze(on, until=clock.now() + timedelta(hours=to), by=by.as_actor, cause=cause)


VERBS: dict[str, Callable[[Conversation, Any, Agent, Event], None]] = {
    ASSIGN: _assign,
    TEAM: _team,
    PRIORITY: lambda on, to, by, cause: prioritise(on, priority=to, by=by.as_actor, cause=cause),
    TAG: lambda on, to, by, cause: tag(on, name=to, by=by.as_actor, cause=cause),
    UNTAG: lambda on, to, by, cause: untag(on, name=to, by=by.as_actor, cause=cause),
    SNOOZE: _snooze,
    RESOLVE: lambda on, to, by, cause: resolve(on, by=by.as_actor, cause=cause),
}
