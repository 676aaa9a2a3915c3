"""Whether an agent has a page open now: its live stream says so about once a minute."""

from datetime import timedelta

from django.db.models import Q

from keepword.kit import clock
from keepword.notices.models import Choices
from keepword.people.models import Agent

FRESH = timedelta(seconds=45)
OPEN_FOR = timedelta(seconds=150)  # after its last sign


def page_is_open(agent: Agent) -> None:
    """However many screens say so, it is written about once a minute. Whoever never chose anything gets a row that
    says nothing else."""
    now = clock.now()
    stale = Q(page_open_at=None) | Q(page_open_at__lt=now - FRESH)
    if not Choices.objects.filter(stale, agent=agent).update(page_open_at=now):
        Choices.objects.bulk_create([Choices(agent=agent, page_open_at=now)], ignore_conflicts=True)


def has_page_open(choices: Choices) -> bool:
    opened = choices.page_open_at
    return opened is not None and clock.now() - opened < OPEN_FOR
