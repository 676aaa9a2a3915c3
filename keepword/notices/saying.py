"""A notice in one sentence, in the language and zone that are active."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.brands.channel_kinds import label_of
from keepword.conversations.history import clocks
from keepword.conversations.models.message import HELD
from keepword.conversations.opportunities.wording import OUTCOMES
from keepword.events.models import Event
from keepword.hours.saying import say_instant
from keepword.kit import amounts, clock
from keepword.notices import kinds
from keepword.notices.models import Notice
from keepword.people.models import Agent

Names = dict[int, str]


def names_for(notices: Iterable[Notice]) -> Names:
    """Of the agents who did what the notices tell."""
    ids = {one.event.actor_id for one in notices if one.event and one.event.actor_kind == "agent"}
    return dict(Agent.objects.filter(pk__in=ids - {None}).values_list("id", "name")) if ids else {}


def say(notice: Notice, *, names: Names) -> str:
    """`event` and its cause are loaded with the notice. What lost its fact is said by its kind."""
    if notice.kind == kinds.TEST:
        return _("This is a test: notices reach you here.")
    event = notice.event
    sentence = SENTENCES.get(notice.kind)
    if event is None or sentence is None:
        return str(kinds.KINDS[notice.kind].words) if notice.kind in kinds.KINDS else _("Something needs you.")
    return sentence(notice, event, names)


def _assigned(notice: Notice, event: Event, names: Names) -> str:
    who = _who(event, names)
    return _("%(name)s gave it to you.") % {"name": who} if who else _("It was given to you.")


def _answered(notice: Notice, event: Event, names: Names) -> str:
    if notice.count == 1:
        return _("A customer answered.")
    return _("A customer answered: %(count)s new messages.") % {"count": notice.count}


def _mentioned(notice: Notice, event: Event, names: Names) -> str:
    return _("%(name)s mentions you.") % {"name": _who(event, names) or _("Somebody")}


def _clock(notice: Notice, event: Event, names: Names) -> str:
    fact = event.cause if event.name == "notice.given" else event
    if fact is not None and fact.name == "clock.warned":
        return clocks.warned(fact.data)
    if fact is not None and fact.name == "clock.breached":
        return clocks.breached(fact.data)
    return _("Something needs you.")


def _promise_near(notice: Notice, event: Event, names: Names) -> str:
    by = _by(event.data)
    if event.name == "promise.at_risk":
        return _("A promise may not be kept: due by %(time)s.") % {"time": by}
    if event.data.get("unsent") == HELD:
        return _("Answered, but no mail relay is set, so the answer has not left: due by %(time)s.") % {"time": by}
    if event.data.get("unsent"):
        return _("Answered, but the mail relay has not taken the answer: due by %(time)s.") % {"time": by}
    if event.data.get("to") == "team":
        return _("A promise of your team is due by %(time)s.") % {"time": by}
    return _("A promise is due by %(time)s.") % {"time": by}


def _emergency(notice: Notice, event: Event, names: Names) -> str:
    return _("Emergency: a customer cannot wait. Answer by %(time)s.") % {"time": _by(event.data)}


def _emergency_late(notice: Notice, event: Event, names: Names) -> str:
    return _("Emergency not answered: it was due by %(time)s.") % {"time": _by(event.data)}


def _promise_broken(notice: Notice, event: Event, names: Names) -> str:
    if event.data.get("unsent"):
        return _("A promise was broken: the answer has not left, it was due by %(time)s.") % {"time": _by(event.data)}
    return _("A promise was broken: it was due by %(time)s.") % {"time": _by(event.data)}


def _task(notice: Notice, event: Event, names: Names) -> str:
    if event.name == "task.due":
        return _("A task is due.")
    if event.name == "task.done" and event.data.get("outcome"):
        words = OUTCOMES.get(event.data["outcome"], event.data["outcome"])
        return _("What came of what you handed over: %(outcome)s.") % {"outcome": words}
    if event.name == "task.done":
        return _("A task that you gave is done.")
    who = _who(event, names)
    return _("%(name)s gave you a task.") % {"name": who} if who else _("You were given a task.")


def _held(notice: Notice, event: Event, names: Names) -> str:
    if event.data.get("agent") != notice.agent_id:
        return _("A colleague’s answer was not sent, and they cannot see to it any more.")
    if event.data.get("why") == "wrote":
        return _("Your answer was held back: the customer wrote meanwhile.")
    if event.data.get("why") == "promise":
        return _("Your answer was held back: a time in it cannot be kept any more.")
    return _("Your answer was held back.")


def _drift(notice: Notice, event: Event, names: Names) -> str:
    data = event.data
    shares = {"share": f"{data['share']:.0%}", "others": f"{data['others']:.0%}", "channel": label_of(data["channel"])}
    if data["measure"] == "csat":
        return _("%(channel)s falls behind: %(share)s of customers are happy, %(others)s elsewhere.") % shares
    return _("%(channel)s falls behind: %(share)s in time, %(others)s elsewhere.") % shares


def _about_to_delete(notice: Notice, event: Event, names: Names) -> str:
    starts_at = datetime.fromisoformat(event.data["starts_at"])
    zone = timezone.get_current_timezone_name()
    said = say_instant(starts_at, now=clock.now(), language=get_language() or "en", zone=zone, reader_zone=zone)
    return _("A rule was switched on. Old things are deleted from %(time)s, unless you stop it.") % {"time": said}


def _file(notice: Notice, event: Event, names: Names) -> str:
    if event.name == "import.ended":
        return _("Your file is done.")
    return _("Your file was looked at: see what it would do.")


def _gift_asked(notice: Notice, event: Event, names: Names) -> str:
    said = {"name": _who(event, names), "amount": _amount(event.data)}
    if event.name == "gift.waiting" or not said["name"]:
        return _("Nobody has answered yet: may a customer get %(amount)s?") % said
    return _("%(name)s asks: may a customer get %(amount)s?") % said


def _gift_answered(notice: Notice, event: Event, names: Names) -> str:
    said = {"name": _who(event, names) or _("Somebody"), "amount": _amount(event.data)}
    if event.name == "gift.approved":
        return _("%(name)s says yes to %(amount)s.") % said
    if event.name == "gift.declined":
        return _("%(name)s says no to %(amount)s.") % said
    return _("%(name)s took back %(amount)s, which you gave.") % said


def _amount(data: dict[str, Any]) -> str:
    return amounts.say(data["amount"], currency=data["currency"], language=get_language() or "en")


def _by(data: dict[str, Any]) -> str:
    due_at = datetime.fromisoformat(data["due_at"])
    zone = timezone.get_current_timezone_name()
    return say_instant(due_at, now=clock.now(), language=get_language() or "en", zone=zone, reader_zone=zone)


def _chat(notice: Notice, event: Event, names: Names) -> str:
    who = _who(event, names)
    return _("%(name)s gives you a chat.") % {"name": who} if who else _("A visitor wants to chat.")


def _who(event: Event, names: Names) -> str:
    return names.get(event.actor_id or 0, "") if event.actor_kind == "agent" else ""


SENTENCES: dict[str, Callable[[Notice, Event, Names], str]] = {
    kinds.ASSIGNED: _assigned,
    kinds.ANSWERED: _answered,
    kinds.FOLLOWED: _answered,
    kinds.DRIFT: _drift,
    kinds.RETENTION: _about_to_delete,
    kinds.FILE: _file,
    kinds.REVIEW: lambda notice, event, names: _("It is time to look at “How we serve” again."),
    kinds.POOR_ANSWER: lambda notice, event, names: _("A customer is not happy with our help."),
    kinds.CHAT: _chat,
    kinds.WOKEN: lambda notice, event, names: _("It is back from being put aside."),
    kinds.TEAM: lambda notice, event, names: _("Something new for your team."),
    kinds.MENTIONED: _mentioned,
    kinds.TASK: _task,
    kinds.PROMISE_NEAR: _promise_near,
    kinds.PROMISE_BROKEN: _promise_broken,
    kinds.EMERGENCY: _emergency,
    kinds.EMERGENCY_LATE: _emergency_late,
    kinds.ESCALATED: _clock,
    kinds.TARGET: _clock,
    kinds.SUPPLIER: lambda notice, event, names: _("Somebody whom you asked outside answered."),
    kinds.GIFT_ASKED: _gift_asked,
    kinds.GIFT_ANSWERED: _gift_answered,
    kinds.FAILED: lambda notice, event, names: _("Your answer could not be delivered."),
    kinds.HELD: _held,
}
