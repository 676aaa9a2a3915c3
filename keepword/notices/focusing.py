"""An agent answers one after the other and hears of nothing meanwhile but alarms."""

from datetime import timedelta

from django.db import transaction

from keepword.kit import clock
from keepword.notices.models import Choices, Notice
from keepword.people.models import Agent

AT_MOST = timedelta(hours=2)  # whoever forgets to end it hears again after that


def begin(agent: Agent) -> None:
    """Devices are told nothing until `end`, or for two hours; what is told in the page and by letter goes on."""
    Choices.objects.update_or_create(agent=agent, defaults={"focus_until": clock.now() + AT_MOST})


@transaction.atomic
def end(agent: Agent) -> None:
    """What waited for the end goes to their devices now. Safe twice."""
    choices = Choices.objects.select_for_update().filter(agent=agent, focus_until__isnull=False).first()
    if choices is None:
        return
    waiting = Notice.objects.unread().filter(agent=agent, push_at=choices.focus_until)  # house: their own
    waiting.update(push_at=clock.now())
    Choices.objects.filter(pk=choices.pk).update(focus_until=None)
