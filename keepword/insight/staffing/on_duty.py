"""Who is there, and when: the people that a report on coverage counts."""

from dataclasses import dataclass

from keepword.brands.models import Organisation
from keepword.conversations.models import Inbox
from keepword.hours.coverage import OnDuty
from keepword.hours.in_force import in_force
from keepword.people.models import Agent


@dataclass(frozen=True, slots=True)
class Staff:
    """`unknown` names those whose hours nobody has set: they are left out rather than counted day and night."""

    on_duty: list[OnDuty]
    unknown: list[str]


def staff_of(inbox: Inbox | None = None) -> Staff:
    """Everybody who answers, or everybody who answers in this inbox. An agent's own hours count, else those of the
    first team that keeps hours, else the organisation's: they are for everybody without hours of their own. But where
    the organisation never closes that says of nobody when they are there."""
    agents = Agent.objects.active().prefetch_related("teams").order_by("name", "id")
    if inbox and (teams := list(inbox.teams.all())):
        agents = agents.filter(teams__in=teams).distinct()
    on_duty, unknown, everybodys = [], [], _everybodys_hours()
    for agent in agents:
        kept = hours_of_agent(agent) or everybodys
        if kept is None:
            unknown.append(agent.name)
        else:
            spoken = frozenset(language.partition("-")[0].lower() for language in agent.languages)
            on_duty.append(OnDuty(in_force(kept).hours, spoken))
    return Staff(on_duty, unknown)


def hours_of_agent(agent: Agent) -> int | None:
    """The id of the business hours that an agent works by, None when neither they nor a team of theirs keep any."""
    teams = sorted(agent.teams.all(), key=lambda team: team.pk)
    own = [agent.business_hours_id, *(team.business_hours_id for team in teams)]
    return next((one for one in own if one), None)


def _everybodys_hours() -> int | None:
    found = Organisation.objects.select_related("business_hours__current").first()
    kept = found.business_hours if found else None
    return kept.pk if kept and kept.current and not kept.current.is_always else None
