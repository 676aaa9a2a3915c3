"""Who is there when: the opening hours of an inbox, and the people who serve it, as rulers along time."""

from collections.abc import Iterator
from datetime import datetime

from keepword.conversations.models import Inbox
from keepword.hours.in_force import of_version
from keepword.hours.spans import OpeningHours, open_spans
from keepword.people.models import Agent
from keepword.promises.waits.rulers import Ruler, ruler_of


def ruler(*hours: OpeningHours, begin: datetime, end: datetime) -> Ruler:
    """Grows by one for each of the hours that is open."""
    return ruler_of(span for each in hours for span in _spans(each, begin, end))


def staff(inbox: Inbox, hours: OpeningHours, *, begin: datetime, end: datetime) -> Ruler:
    """The people who serve the inbox, each by their own hours; who has none is there whenever it is open."""
    teams = list(inbox.teams.values_list("id", flat=True))
    agents = Agent.objects.active().filter(teams__in=teams).distinct() if teams else Agent.objects.active()
    versions = list(agents.values_list("id", "business_hours__current_id"))
    if not any(version for _, version in versions):
        return ruler(hours, begin=begin, end=end)
    own = [of_version(version).hours if version else hours for _, version in versions]
    return ruler(*own, begin=begin, end=end)


def _spans(hours: OpeningHours, begin: datetime, end: datetime) -> Iterator[tuple[float, float]]:
    for start, stop in open_spans(hours, begin, end):
        yield start.timestamp(), stop.timestamp()
