"""Before something goes, whether it may still go is looked at once more: since it was decided an agent may have flown
to where it is night, have chosen other quiet hours, or gone away; or a server that was down comes back at midnight."""

from datetime import datetime

from django.db.models import Q, QuerySet

from keepword.conversations.models import Capacity
from keepword.notices.choosing import choices_of, rest_of
from keepword.notices.deciding import awake
from keepword.notices.kinds import ALARMS, TEST
from keepword.notices.models import Notice
from keepword.people.models import Agent

AT_ANY_HOUR = [*ALARMS, TEST]


def let_devices_rest(due: QuerySet[Notice], *, of: Agent, now: datetime) -> None:
    """What would disturb goes when the quiet ends, and not at all when that is too late or they are away. What stays
    due may go."""
    waiting = due.exclude(kind__in=AT_ANY_HOUR)
    if Capacity.objects.filter(agent=of, is_away=True).exists():
        waiting.update(push_at=None)
        return
    choices = choices_of(of)
    after_focus = max(now, choices.focus_until) if choices.focus_until else now
    until = awake(rest_of(choices, zone=of.time_zone), at=after_focus)
    if until is None:
        waiting.update(push_at=None)
    elif until > now:
        waiting.filter(_is_early(until)).update(push_at=until)
        waiting.filter(push_at__lte=now).update(push_at=None)


def let_letters_rest(due: QuerySet[Notice], *, of: Agent, now: datetime) -> None:
    """The same for letters, but for what would be too late then: letters wake nobody."""
    until = awake(rest_of(choices_of(of), zone=of.time_zone), at=now)
    if until is not None and until > now:
        due.exclude(kind__in=AT_ANY_HOUR).filter(_is_early(until)).update(mail_at=until)


def _is_early(until: datetime) -> Q:
    return Q(needed_by=None) | Q(needed_by__gt=until)
