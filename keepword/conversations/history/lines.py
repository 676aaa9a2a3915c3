"""The event log of a conversation in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from keepword.conversations.history import (
    asides,
    chats,
    clocks,
    gifts,
    joins,
    promises,
    routes,
    statuses,
    surveys,
    tasks,
    teams,
)
from keepword.conversations.history.names import Fact, Names, names_in
from keepword.conversations.models import Conversation
from keepword.conversations.models.call import PHONE
from keepword.events.models import Event
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent

AT_ONCE = 300  # rows of the log: with some five facts for each message, a page of messages lies within them
LAST = 2**62  # no event has such an id
NOBODY: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact in one sentence, and who did it, in the language of the reader."""

    event_id: int
    name: str
    at: datetime
    text: str
    who: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the log, oldest first. `since` is where it begins, None at the beginning of the log; `marks` are
    id and moment of every row that was read, also of those that say nothing here."""

    lines: list[Line]
    since: datetime | None
    marks: list[tuple[int, datetime]]


def history(conversation: Conversation, *, before: int = LAST) -> list[Line]:
    """What happened, oldest first; messages are not in it, they speak for themselves. Three queries at most. Of a long
    log the last part: see `part_of_history`."""
    return part_of_history(conversation, before=before).lines


def part_of_history(
    conversation: Conversation,
    *,
    before: int = LAST,
    agents_known: Mapping[int, str] = NOBODY,
    to: Agent | None = None,
) -> Part:
    """The last facts before the event `before`. It reads as many rows of the log as it may show, however long the log
    is: those that say nothing here count as well. `agents_known` are names that need not be looked up. `to` is who
    reads it, None for somebody who may see every inbox."""
    rows = [Fact(*row) for row in FACTS(conversation=conversation.pk, before=before)]
    since = rows[-1].at if len(rows) == AT_ONCE else None
    events = joins.veiled([fact for fact in reversed(rows) if fact.name in SENTENCES], to=to)
    names = names_in(events, agents_known=agents_known)
    lines = [_line(event, names) for event in events]
    return Part(lines, since, [(fact.id, fact.at) for fact in rows])


def _facts(conversation: int, before: int) -> QuerySet[Event, Any]:
    events = Event.objects.filter(conversation_id=conversation, id__lt=before)
    return events.order_by("-id").values_list(*Fact._fields)[:AT_ONCE]


FACTS = Prepared(_facts)


def _line(event: Fact, names: Names) -> Line:
    return Line(event.id, event.name, event.at, SENTENCES[event.name](event, names), _who(event, names))


def _who(event: Fact, names: Names) -> str:
    if event.actor_kind == "agent":
        return names("agent", event.actor_id)
    return {"contact": _("The customer"), "rule": _("A rule")}.get(event.actor_kind, "Keepword")


def _created(event: Fact, names: Names) -> str:
    if event.data.get("channel") == PHONE:
        return _("The conversation began with a call.")
    if event.data.get("by_us"):
        return _("%(who)s began the conversation.") % {"who": _who(event, names)}
    by = {
        "email": _("The conversation began by mail."),
        "form": _("The conversation began with the contact form."),
        "api": _("The conversation was made by a program."),
        "chat": _("The conversation began with a live chat."),
    }
    return by.get(event.data.get("channel", ""), _("The conversation began."))


def _assigned(event: Fact, names: Names) -> str:
    to, was = names("agent", event.data.get("to")), names("agent", event.data.get("was"))
    who = _who(event, names)
    if event.data.get("to") == event.actor_id and event.actor_kind == "agent":
        return _("%(who)s took the conversation.") % {"who": who}
    if to:
        return _("%(who)s gave the conversation to %(to)s.") % {"who": who, "to": to}
    return _("%(who)s took the conversation from %(was)s.") % {"who": who, "was": was}


def _team(event: Fact, names: Names) -> str:
    to = names("team", event.data.get("to"))
    if to:
        return _("%(who)s gave the conversation to the team %(to)s.") % {"who": _who(event, names), "to": to}
    return _("%(who)s took the conversation from its team.") % {"who": _who(event, names)}


def _reopened(event: Fact, names: Names) -> str:
    if event.actor_kind == "contact":
        return _("The customer's message opened the conversation again.")
    return _("%(who)s opened the conversation again.") % {"who": _who(event, names)}


def _tagged(event: Fact, names: Names) -> str:
    return _("%(who)s added the tag “%(tag)s”.") % {"who": _who(event, names), "tag": event.data["tag"]}


def _untagged(event: Fact, names: Names) -> str:
    return _("%(who)s removed the tag “%(tag)s”.") % {"who": _who(event, names), "tag": event.data["tag"]}


def _fields_changed(event: Fact, names: Names) -> str:
    return _("%(who)s wrote into the fields of the conversation.") % {"who": _who(event, names)}


def _prioritised(event: Fact, names: Names) -> str:
    priority = {"low": _("low"), "normal": _("normal"), "high": _("high"), "urgent": _("urgent")}
    to = priority[event.data["to"]]
    return _("%(who)s set the priority to %(priority)s.") % {"who": _who(event, names), "priority": to}


def _about_order(event: Fact, names: Names) -> str:
    if event.data.get("order") is None:
        return _("%(who)s said that it is about no certain order.") % {"who": _who(event, names)}
    return _("%(who)s said which order it is about.") % {"who": _who(event, names)}


def _customer(event: Fact, names: Names) -> str:
    who, to = _who(event, names), names("contact", event.data["contact"])
    if event.data.get("undoes"):
        return _("%(who)s made %(to)s the customer again.") % {"who": who, "to": to}
    return _("%(who)s made %(to)s the customer.") % {"who": who, "to": to}


def _complaint(event: Fact, names: Names) -> str:
    if event.name == "complaint.marked":
        return _("%(who)s marked it as a complaint.") % {"who": _who(event, names)}
    return _("%(who)s said that it is no complaint.") % {"who": _who(event, names)}


def _trusted(event: Fact, names: Names) -> str:
    return _("%(who)s let a new address take part.") % {"who": _who(event, names)}


def _unsupported(event: Fact, names: Names) -> str:
    return _("They wrote on a channel that we do not support.")


def _failed(event: Fact, names: Names) -> str:
    return _("A reply could not be delivered.")


def _scheduled(event: Fact, names: Names) -> str:
    return _("%(who)s will send an answer later.") % {"who": _who(event, names)}


def _cancelled(event: Fact, names: Names) -> str:
    return _("%(who)s stopped the answer that was to leave later.") % {"who": _who(event, names)}


def _held(event: Fact, names: Names) -> str:
    return _("An answer that was to leave was held back.")


def _macro_used(event: Fact, names: Names) -> str:
    name = names("macro", event.data.get("macro"))
    return _("%(who)s used the macro “%(macro)s”.") % {"who": _who(event, names), "macro": name}


def _withheld(event: Fact, names: Names) -> str:
    by = {
        "not-answerable": _("Nothing was sent automatically: the message may come from a machine or a list."),
        "spam": _("Nothing was sent automatically: it is marked as spam."),
        "dead-address": _("Nothing was sent automatically: mail to this address came back."),
        "limit": _("Nothing was sent automatically: too much went out already in a short time."),
    }
    return by.get(event.data.get("reason", ""), _("Nothing was sent automatically: there is nobody to write to."))


def _called(event: Fact, names: Names) -> str:
    to = ", ".join(names("agent", one) for one in event.data["to"])
    return _("The customer said that this cannot wait. Told at once: %(names)s.") % {"names": to}


def _called_more(event: Fact, names: Names) -> str:
    to = ", ".join(names("agent", one) for one in event.data["to"])
    return _("Nobody answered the emergency in time. Told: %(names)s.") % {"names": to}


def _promise(event: Fact, names: Names) -> str:
    return promises.sentence(event.name, who=_who(event, names), data=event.data)


def _joined(event: Fact, names: Names) -> str:
    return joins.sentence(event.name, who=_who(event, names), data=event.data)


def _beside(event: Fact, names: Names) -> str:
    return asides.sentence(event.name, who=_who(event, names), data=event.data)


def _status(event: Fact, names: Names) -> str:
    return statuses.sentence(event.name, who=_who(event, names), data=event.data)


def _together(event: Fact, names: Names) -> str:
    return teams.sentence(event.name, who=_who(event, names), data=event.data, names=names)


def _asked(event: Fact, names: Names) -> str:
    return surveys.answered(event.data)


def _gift(event: Fact, names: Names) -> str:
    return gifts.sentence(event.name, who=_who(event, names), data=event.data)


def _task(event: Fact, names: Names) -> str:
    by_whom = _who(event, names)
    return tasks.sentence(event.name, who=by_whom, actor_id=event.actor_id, data=event.data, names=names)


def _chat(event: Fact, names: Names) -> str:
    return chats.sentence(event.name, who=_who(event, names), data=event.data, names=names)


SENTENCES: dict[str, Callable[[Fact, Names], str]] = {
    "conversation.created": _created,
    "conversation.assigned": _assigned,
    "conversation.routed": lambda event, names: routes.routed(event.data, to=names("agent", event.data.get("to"))),
    "conversation.team_assigned": _team,
    "conversation.reopened": _reopened,
    "conversation.tagged": _tagged,
    "conversation.untagged": _untagged,
    "conversation.fields_changed": _fields_changed,
    "conversation.prioritised": _prioritised,
    "conversation.about_order": _about_order,
    "conversation.contact_changed": _customer,
    **dict.fromkeys(["complaint.marked", "complaint.taken_back"], _complaint),
    "participant.trusted": _trusted,
    "message.failed": _failed,
    "conversation.unsupported": _unsupported,
    "clock.warned": lambda event, names: clocks.warned(event.data),
    "clock.breached": lambda event, names: clocks.breached(event.data),
    "clock.recomputed": lambda event, names: clocks.recomputed(event.data),
    "notice.given": lambda event, names: clocks.notified([names("agent", one) for one in event.data["to"]]),
    "notice.failed": lambda event, names: clocks.unreachable(names("agent", event.data["to"])),
    "emergency.declared": _called,
    "emergency.unanswered": _called_more,
    "announcement.withheld": _withheld,
    "reply.scheduled": _scheduled,
    "reply.cancelled": _cancelled,
    "reply.held": _held,
    "macro.used": _macro_used,
    "survey.answered": _asked,
    **dict.fromkeys(asides.SENTENCES, _beside),
    **dict.fromkeys(chats.SENTENCES, _chat),
    **dict.fromkeys(statuses.SENTENCES, _status),
    **dict.fromkeys(teams.SENTENCES, _together),
    **dict.fromkeys(tasks.SENTENCES, _task),
    **dict.fromkeys(joins.SENTENCES, _joined),
    **dict.fromkeys(promises.SENTENCES, _promise),
    **dict.fromkeys(gifts.SENTENCES, _gift),
}
