"""Whom one could call in a conversation, by the beginning of a name."""

from collections import Counter
from dataclasses import dataclass

from keepword.conversations.models import Conversation
from keepword.conversations.teamwork.calling import folded
from keepword.conversations.teamwork.seers import who_may_see
from keepword.people.models import Agent, Team

MOST = 8


@dataclass(frozen=True, slots=True)
class Name:
    """`written` is what calls them: the name, or the mail address where somebody else bears it too. `email` is ""
    for a team."""

    written: str
    name: str
    email: str = ""
    is_team: bool = False


def names_like(query: str, *, conversation: Conversation, but: Agent) -> list[Name]:
    """Agents and teams who may see the conversation, those whose name begins so first, then those with a word that
    does, then those whose mail address does. Three queries."""
    wanted = folded(query)
    everybody = [one for one in _everybody(conversation) if one.email != but.email]
    places = [(_place(one, wanted=wanted), folded(one.name), one) for one in everybody]
    return [one for place, _name, one in sorted(places, key=lambda entry: entry[:2]) if place < NOT_LIKE]


NOT_LIKE = 3


def _place(one: Name, *, wanted: str) -> int:
    name = folded(one.name)
    if name.startswith(wanted):
        return 0
    if any(word.startswith(wanted) for word in name.split()):
        return 1
    # Chinese, Japanese and Korean names have no spaces: the given name stands within.
    if (not wanted.isascii() and wanted in name) or folded(one.email).startswith(wanted):
        return 2
    return NOT_LIKE


def _everybody(conversation: Conversation) -> list[Name]:
    agents = list(who_may_see(conversation).values_list("id", "name", "email"))
    seers = [number for number, _name, _email in agents]
    teams = Team.objects.filter(pk__in=Agent.teams.through.objects.filter(agent_id__in=seers).values("team_id"))
    names = Counter(folded(name) for _number, name, _email in agents)
    people = [Name(name if names[folded(name)] == 1 else email, name, email) for _number, name, email in agents]
    return people + [Name(name, name, is_team=True) for (name,) in teams.values_list("name")]
