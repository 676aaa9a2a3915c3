"""Who and what the facts of a log name, looked up at once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from keepword.conversations.history import chats, tasks
from keepword.conversations.models import Macro
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent, Contact, Identity, Team

Names = Callable[[str, int | None], str]


class Fact(NamedTuple):
    """What is read of an event to say it in words."""

    id: int
    name: str
    at: datetime
    actor_kind: str
    actor_id: int | None
    data: dict[str, Any]


def names_in(events: list[Fact], *, agents_known: Mapping[int, str]) -> Names:
    """Look up the people and teams of these events at once. Of agents who are known already nobody is asked."""
    agents: set[int | None] = {e.actor_id for e in events if e.actor_kind == "agent"}
    teams: set[int | None] = set()
    for event in events:
        if event.name == "conversation.assigned":
            agents |= {event.data.get("to"), event.data.get("was")}
        if event.name in ("notice.given", "emergency.declared", "emergency.unanswered"):
            agents |= set(event.data["to"])
        if event.name == "notice.failed":
            agents |= {event.data["to"]}
        if event.name == "conversation.routed":
            agents.add(event.data.get("to"))
        if event.name == "mention.made":
            agents |= set(event.data["to"])
            teams |= set(event.data["teams"])
        if event.name == "note.taken_back":
            agents.add(event.data.get("of"))
        if event.name == "conversation.team_assigned":
            teams |= {event.data.get("to"), event.data.get("was")}
        if event.name in chats.SENTENCES:
            agent, team = chats.asked_in(event.data)
            agents.add(agent)
            teams.add(team)
        if event.name in tasks.SENTENCES:
            agents.add(event.data["to"])
            teams.add(event.data["team"])
    contacts = {event.data["contact"] for event in events if event.name == "conversation.contact_changed"}
    macros = {int(event.data["macro"]) for event in events if event.name == "macro.used"}
    known: dict[str, dict[int, str]] = {"agent": dict(agents_known), "team": {}, "macro": {}, "contact": {}}
    if unknown := agents - {None} - agents_known.keys():
        known["agent"] |= _agents(sorted(filter(None, unknown)))
    if teams - {None}:
        known["team"] = dict(Team.objects.filter(id__in=filter(None, teams)).values_list("id", "name"))
    if contacts:
        known["contact"] = _customers(contacts)
    if macros:
        # Its name alone, and in a conversation that the reader may see: also of one that is private, or put away.
        known["macro"] = dict(Macro.objects.filter(id__in=macros).values_list("id", "name"))
    return lambda kind, number: known[kind].get(number, _("somebody")) if number else ""


def _customers(ids: set[int]) -> dict[int, str]:
    """Of a conversation that the reader may see. Whoever has no name goes by their first address."""
    first = Identity.objects.filter(contact=OuterRef("pk"), kind="email").order_by("id").values("value")[:1]
    rows = Contact.objects.filter(id__in=ids).annotate(address=Subquery(first)).values_list("id", "name", "address")
    return {number: name or address or _("somebody") for number, name, address in rows}


def _agents(ids: list[int]) -> dict[int, str]:
    """Few people work on one conversation: asked for in fours, so that the query is made once."""
    names: dict[int, str] = {}
    for start in range(0, len(ids), FEW):
        padded = [*ids[start : start + FEW], *[0] * FEW][:FEW]
        names |= dict(AGENTS(**{f"agent_{place}": number for place, number in enumerate(padded)}))
    return names


FEW = 4
AGENTS = Prepared(lambda **agents: Agent.objects.filter(id__in=list(agents.values())).values_list("id", "name"))
