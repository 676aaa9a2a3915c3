"""Whose time, and which time, somebody wants to see: the words of an address, and back."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from keepword.kit import clock
from keepword.web.promises.choosing import NONE, day_of, house_zone, weeks_until

WEEKS = 12
CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Choice:
    """`team` is an id or "none", `week` a Monday, `time` "calendar", "" for opening time; else "" is all."""

    team: str = ""
    channel: str = ""
    week: str = ""
    time: str = ""

    @property
    def is_business(self) -> bool:
        return self.time != CALENDAR

    def filters(self) -> dict[str, Any]:
        """Of rows of `TimeSpent`, but for their weeks."""
        found: dict[str, Any] = {}
        if self.team:
            found["team_id"] = None if self.team == NONE else int(self.team)
        if self.channel:
            found["channel"] = self.channel
        return found

    def longest(self, part: str, **changes: str) -> str:
        """Where the conversations are that waited longest for this."""
        return reverse("web:time-spent-longest", args=[part]) + replace(self, **changes)._query()

    def report(self, **changes: str) -> str:
        return reverse("web:time-spent") + replace(self, **changes)._query()

    def _query(self) -> str:
        words = {one.name: getattr(self, one.name) for one in fields(self)}
        query = urlencode({name: word for name, word in words.items() if word})
        return f"?{query}" if query else ""


def choice_of(data: Mapping[str, str]) -> Choice:
    """What makes no sense is left out."""
    team, week = data.get("team", ""), day_of(data.get("week", ""))
    return Choice(
        team=team if team == NONE or (team.isascii() and team.isdigit() and len(team) < 19) else "",
        channel=data.get("channel", "").replace("\x00", "")[:20],
        week=f"{week - timedelta(days=week.weekday()):%Y-%m-%d}" if week else "",
        time=CALENDAR if data.get("time") == CALENDAR else "",
    )


def weeks_of(choice: Choice) -> list[date]:
    """The Mondays that are shown, the oldest first. One small query."""
    chosen = day_of(choice.week)
    return [chosen] if chosen else [monday for monday, _ in weeks_until(clock.now(), count=WEEKS, zone=house_zone())]
