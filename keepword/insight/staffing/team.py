"""Who answers here, and how many hours a week they are there."""

from dataclasses import dataclass

from keepword.brands.models import Organisation
from keepword.hours.in_force import of_version
from keepword.hours.models import BusinessHours
from keepword.hours.spans import OpeningHours
from keepword.insight.staffing.needing import WEEK_HOURS
from keepword.insight.staffing.on_duty import hours_of_agent
from keepword.people.models import Agent
from keepword.people.permissions import REPLY

WHOLE_WEEK = 7 * 24.0


@dataclass(frozen=True, slots=True)
class Team:
    """hours: a week, of all together. assumed: of how many nobody set the hours, so that `WEEK_HOURS` were taken."""

    people: int
    hours: float
    assumed: int


def team() -> Team:
    """Everybody who may reply, with their own hours, else those of their team, else the organisation's; nobody with
    more than a working week, however long we are open. Five queries, however many people."""
    calendars = dict(BusinessHours.objects.values_list("id", "current_id"))
    everybodys = Organisation.objects.values_list("business_hours_id", flat=True).first()
    agents = Agent.objects.active().select_related("own_role").prefetch_related("teams")
    kept = [hours_of_agent(agent) or everybodys for agent in agents if agent.may(REPLY)]
    versions = [calendars.get(one) if one else None for one in kept]
    return team_of([of_version(version).hours if version else None for version in versions])


def team_of(kept: list[OpeningHours | None]) -> Team:
    """Of the hours that each of them keeps, None where nobody set any. Hours that never end say nothing of when
    somebody is there. Pure."""
    own = [hours_a_week(hours) if hours else WHOLE_WEEK for hours in kept]
    assumed = sum(hours >= WHOLE_WEEK for hours in own)
    return Team(len(own), sum(min(hours, WEEK_HOURS) for hours in own), assumed)


def hours_a_week(hours: OpeningHours) -> float:
    """As the week is planned, holidays left aside; 168 where it never closes. Pure."""
    open_seconds = sum(slot.end - slot.start for day in hours.week for slot in day)
    return min(open_seconds / 3600, WHOLE_WEEK)
