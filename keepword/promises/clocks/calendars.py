"""Which opening hours count for a clock: those of now while it runs, those of its last day once it ended."""

from datetime import datetime

from keepword.conversations.models import Conversation
from keepword.conversations.opening_hours import hours_of
from keepword.hours.in_force import UNSET, InForce, of_version
from keepword.hours.models import HoursVersion


class Calendars:
    """Asks the database once for each team and inbox: made for one piece of work, then thrown away."""

    def __init__(self) -> None:
        self._now: dict[tuple[int | None, int], InForce] = {}
        self._versions: dict[int, list[tuple[int, datetime]]] = {}

    def of(self, *, team_id: int | None, inbox_id: int, ended_at: datetime | None) -> InForce:
        """`ended_at` None for what still runs."""
        key = (team_id, inbox_id)
        if key not in self._now:
            self._now[key] = hours_of(Conversation(team_id=team_id, inbox_id=inbox_id))
        now = self._now[key]
        return now if ended_at is None or now.version_id is None else self._then(now.version_id, at=ended_at)

    def _then(self, version_id: int, *, at: datetime) -> InForce:
        """The version of this calendar that was in force; its first, before there was one."""
        if version_id not in self._versions:
            same = HoursVersion.objects.filter(business_hours__current_id=version_id).order_by("number")
            self._versions[version_id] = list(same.values_list("id", "made_at"))
        versions = self._versions[version_id]
        if not versions:
            return UNSET
        return of_version(next((number for number, made_at in reversed(versions) if made_at <= at), versions[0][0]))


def seconds(started_at: datetime, ended_at: datetime) -> int:
    """Calendar seconds, never below 0."""
    return max(0, int((ended_at - started_at).total_seconds()))
