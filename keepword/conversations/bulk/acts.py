"""What can be done to many at once, through the ordinary verbs, and how each is taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from keepword.conversations.assigning import CannotSeeIt, assign, assign_team
from keepword.conversations.binning import restore
from keepword.conversations.joining.merging import CannotMerge, merge
from keepword.conversations.joining.unmerging import CannotUnmerge, unmerge
from keepword.conversations.macros.marks import Unfilled
from keepword.conversations.marking_spam import mark_spam, open_from_spam, unmark_spam
from keepword.conversations.models import Conversation, InternalTask, Merge
from keepword.conversations.models.conversation import OPEN, RESOLVED, SNOOZED, SPAM, WAITING
from keepword.conversations.prioritising import prioritise
from keepword.conversations.replying import NobodyToAnswer, NothingToSay, reply
from keepword.conversations.resolving import reopen, resolve, wait_for_customer
from keepword.conversations.snoozing import InThePast, snooze
from keepword.conversations.tagging import BadTag, clean, tag, untag
from keepword.conversations.tasks.raising import bring_to, take_from
from keepword.kit import clock
from keepword.people.models import Agent, Team
from keepword.people.permissions import ASSIGN, CHANGE, DELETE, MARK_SPAM, MERGE, REPLY


class CannotBeDone(ValueError):
    """`why` is a short word, see `web/bulk/wording.py`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class BadAct(ValueError):
    """No such act, or not with this."""


FEW = 25  # a colleague who acts on one of them waits for so many


@dataclass(frozen=True, slots=True)
class Act:
    """`state` reads what it would change, to be kept and compared; `do` does it; `back` takes it to what it was, None
    for what cannot be taken back. `permission` is what the role must include, `at_once` how many conversations are
    held together while it is done: one where it reaches for others, or speaks to customers."""

    permission: str
    state: Callable[[Conversation, Any], Any]
    do: Callable[[Conversation, Any, Agent], None]
    back: Callable[[Conversation, Any, Any, Agent], None] | None
    at_once: int = FEW


REASONS: dict[type[Exception], str] = {
    CannotSeeIt: "holder",
    Agent.DoesNotExist: "holder",
    Team.DoesNotExist: "team",
    InThePast: "past",
    BadTag: "tag",
    NobodyToAnswer: "nobody",
    NothingToSay: "words",
    Unfilled: "words",
}


def perform(act: Act, *, on: Conversation, to: Any, by: Agent) -> None:
    """Raises CannotBeDone."""
    try:
        act.do(on, to, by)
    except tuple(REASONS) as error:
        raise CannotBeDone(next(why for kind, why in REASONS.items() if isinstance(error, kind))) from error
    except CannotMerge as error:
        raise CannotBeDone(error.why) from error


def take_back(act: Act, *, on: Conversation, to: Any, was: Any, by: Agent) -> None:
    """Raises CannotBeDone."""
    if act.back is None:
        raise CannotBeDone("final")
    try:
        act.back(on, to, was, by)
    except CannotUnmerge as error:
        raise CannotBeDone(error.why) from error
    except tuple(REASONS) as error:
        raise CannotBeDone(next(why for kind, why in REASONS.items() if isinstance(error, kind))) from error


def checked(do: str, to: Any) -> Any:
    """`to` as it is kept. Raises BadAct."""
    is_number = isinstance(to, int) and not isinstance(to, bool)
    if do in ("tag", "untag"):
        try:
            return clean(str(to or ""))
        except BadTag as error:
            raise BadAct(do) from error
    fits = {
        "assign": to is None or is_number,
        "team": to is None or is_number,
        "priority": to in ("low", "normal", "high", "urgent"),
        "snooze": is_number and 0 < to <= LONGEST_SNOOZE_HOURS,
        "merge": is_number,
        "tell": is_number,
        "reply": isinstance(to, str) and bool(to.strip()),
        "reply_and_resolve": isinstance(to, str) and bool(to.strip()),
    }
    if do not in ACTS or not fits.get(do, to is None):
        raise BadAct(do)
    return to


LONGEST_SNOOZE_HOURS = 24 * 90


def _agent(to: int | None, by: Agent) -> Agent | None:
    """Kept on whoever acts, who is read anew for every few hundred rows."""
    known: dict[int, Agent] = by.__dict__.setdefault("_colleagues", {})
    if to is not None and to not in known:
        known[to] = Agent.objects.active().get(pk=to)
    return None if to is None else known[to]


def _team(to: int | None, by: Agent) -> Team | None:
    known: dict[int, Team] = by.__dict__.setdefault("_known_teams", {})
    if to is not None and to not in known:
        known[to] = Team.objects.get(pk=to)
    return None if to is None else known[to]


def _status(conversation: Conversation, to: Any) -> list[Any]:
    until = conversation.snoozed_until
    return [conversation.status, until.isoformat() if until else None]


def _put_status(conversation: Conversation, to: Any, was: list[Any], by: Agent) -> None:
    """Back to what it was; what was put aside until a time gone by is simply open."""
    status, until = was
    actor = by.as_actor
    if conversation.status == SPAM and status != SPAM:
        unmark_spam(conversation, by=actor)
    if status == SNOOZED and datetime.fromisoformat(until) > clock.now():
        snooze(conversation, until=datetime.fromisoformat(until), by=actor)
    elif status in (OPEN, SNOOZED):
        reopen(conversation, by=actor)
    else:
        {WAITING: wait_for_customer, RESOLVED: resolve, SPAM: mark_spam}[status](conversation, by=actor)


def _has_tag(conversation: Conversation, to: Any) -> bool:
    return bool(conversation.tags.filter(name=to).exists())


def _put_tag(conversation: Conversation, to: Any, was: bool, by: Agent) -> None:
    (tag if was else untag)(conversation, name=to, by=by.as_actor)


def _reopen(conversation: Conversation, to: Any, by: Agent) -> None:
    (open_from_spam if conversation.status == SPAM else reopen)(conversation, by=by.as_actor)


def _not_spam(conversation: Conversation, to: Any, by: Agent) -> None:
    unmark_spam(conversation, by=by.as_actor)


def _snooze(conversation: Conversation, to: Any, by: Agent) -> None:
    snooze(conversation, until=clock.now() + timedelta(hours=to), by=by.as_actor)


def _merge(conversation: Conversation, to: Any, by: Agent) -> None:
    if conversation.pk == to or conversation.merged_into_id == to:
        return
    kept = Conversation.objects.visible_to(by).filter(pk=to).first()
    if kept is None:
        raise CannotBeDone("gone")
    merge(conversation, into=kept, by=by)


def _unmerge(conversation: Conversation, to: Any, was: Any, by: Agent) -> None:
    made = Merge.objects.visible_to(by).standing().filter(kept=to, other=conversation).first()
    if made:
        unmerge(made, by=by)


def _reply(conversation: Conversation, to: Any, by: Agent) -> None:
    reply(conversation, text=to, by=by)


def _reply_and_resolve(conversation: Conversation, to: Any, by: Agent) -> None:
    reply(conversation, text=to, by=by)
    resolve(conversation, by=by.as_actor)


def _task(number: int, by: Agent) -> InternalTask:
    task = InternalTask.objects.visible_to(by).filter(pk=number, done_at__isnull=False).exclude(result="").first()
    if task is None:
        raise CannotBeDone("task")
    return task


def _tell(conversation: Conversation, to: Any, by: Agent) -> None:
    bring_to(conversation, task=_task(to, by), by=by)


def _untell(conversation: Conversation, to: Any, was: list[Any], by: Agent) -> None:
    """The words go, and it is whose and as it was."""
    take_from(conversation, task=_task(to, by))
    assign(conversation, to=_agent(was[2], by), by=by.as_actor)
    _put_status(conversation, to, was[:2], by)


ACTS: dict[str, Act] = {
    "assign": Act(
        ASSIGN,
        lambda on, to: on.assignee_id,
        lambda on, to, by: assign(on, to=_agent(to, by), by=by.as_actor),
        lambda on, to, was, by: assign(on, to=_agent(was, by), by=by.as_actor),
    ),
    "team": Act(
        ASSIGN,
        lambda on, to: on.team_id,
        lambda on, to, by: assign_team(on, to=_team(to, by), by=by.as_actor),
        lambda on, to, was, by: assign_team(on, to=_team(was, by), by=by.as_actor),
    ),
    "tag": Act(CHANGE, _has_tag, lambda on, to, by: tag(on, name=to, by=by.as_actor), _put_tag),
    "untag": Act(CHANGE, _has_tag, lambda on, to, by: untag(on, name=to, by=by.as_actor), _put_tag),
    "priority": Act(
        CHANGE,
        lambda on, to: on.priority_name,
        lambda on, to, by: prioritise(on, priority=to, by=by.as_actor),
        lambda on, to, was, by: prioritise(on, priority=was, by=by.as_actor),
    ),
    "resolve": Act(CHANGE, _status, lambda on, to, by: resolve(on, by=by.as_actor), _put_status),
    "reopen": Act(CHANGE, _status, _reopen, _put_status),
    "wait": Act(CHANGE, _status, lambda on, to, by: wait_for_customer(on, by=by.as_actor), _put_status),
    "snooze": Act(CHANGE, _status, _snooze, _put_status),
    "spam": Act(MARK_SPAM, _status, lambda on, to, by: mark_spam(on, by=by.as_actor), _put_status),
    "not_spam": Act(MARK_SPAM, _status, _not_spam, _put_status),
    "restore": Act(DELETE, _status, lambda on, to, by: restore(on, by=by), None),
    "merge": Act(MERGE, lambda on, to: on.merged_into_id, _merge, _unmerge, at_once=1),
    "tell": Act(REPLY, lambda on, to: [*_status(on, to), on.assignee_id], _tell, _untell, at_once=1),
    "reply": Act(REPLY, lambda on, to: None, _reply, None, at_once=1),
    "reply_and_resolve": Act(REPLY, lambda on, to: None, _reply_and_resolve, None, at_once=1),
}
