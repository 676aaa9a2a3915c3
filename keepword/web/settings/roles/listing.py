"""What each role may do, and who has it: /settings/roles."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from keepword.people.models import Agent, Role
from keepword.people.permissions import (
    ADMINISTRATOR,
    ALL,
    BUILT_IN,
    MANAGE_AGENTS,
    PERMISSIONS,
    ROLE_MEANINGS,
    ROLE_WORDS,
    known,
)
from keepword.web.people.admitting import AgentRequest, for_agents
from keepword.web.settings.paging import paged
from keepword.web.settings.shell import settings_page


@dataclass(frozen=True, slots=True)
class Line:
    """`number` is None for a role that comes with Keepword; `may` are the words of what it includes."""

    name: str
    meaning: str
    may: list[str]
    holders: list[Agent]
    number: int | None = None


@for_agents(may=MANAGE_AGENTS)
@require_safe
def show(request: AgentRequest) -> HttpResponse:
    removed, query = request.GET.get("removed", ""), request.GET.get("q", "").strip()
    pager = paged(request, _matching(_own(), query=query))
    context = {
        "built_in": _matching(_built_in(), query=query),
        "own": pager.rows,
        "pager": pager,
        "query": query,
        "removed": Role.objects.filter(pk=int(removed), removed_at__isnull=False).first() if _is_id(removed) else None,
    }
    return settings_page(request, "web/settings/roles/list.html", tab="roles", context=context)


def _matching(lines: list[Line], *, query: str) -> list[Line]:
    """By name, and by what they may do: one looks for who may erase."""
    wanted = query.casefold()
    return [one for one in lines if wanted in "\n".join([one.name, one.meaning, *one.may]).casefold()]


def _built_in() -> list[Line]:
    people: dict[str, list[Agent]] = defaultdict(list)
    for agent in Agent.objects.active().order_by("name", "id"):
        people[agent.role].append(agent)
    return [
        Line(str(ROLE_WORDS[name]), str(ROLE_MEANINGS[name]), _words(may, of=name), people[name])
        for name, may in BUILT_IN.items()
    ]


def _words(may: frozenset[str], *, of: str = "") -> list[str]:
    """In the order in which people read them; nothing for the one who may do everything."""
    return (
        []
        if of == ADMINISTRATOR and may == ALL
        else [str(PERMISSIONS[one].words) for one in PERMISSIONS if one in may]
    )


def _own() -> list[Line]:
    people: dict[int | None, list[Agent]] = defaultdict(list)
    for agent in Agent.objects.active().filter(own_role__isnull=False).order_by("name", "id"):
        people[agent.own_role_id].append(agent)
    return [
        Line(one.name, "", _words(known(one.permissions)), people[one.pk], one.pk)
        for one in Role.objects.in_use().order_by("name", "id")
    ]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
