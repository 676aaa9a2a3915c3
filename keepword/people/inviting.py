"""Somebody is asked in, or forgot their password: they are sent a link, and set one themselves."""

from datetime import timedelta

from django.db import transaction

from keepword.events import log
from keepword.events.actor import SYSTEM, Actor
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.accounts.sessions import end_others
from keepword.people.keys import INVITATION, NEW_PASSWORD
from keepword.people.models import Agent

AT_MOST, WITHIN = 3, timedelta(hours=1)  # letters to one mailbox, whoever asks


@transaction.atomic
def send_link(agent: Agent, *, by: Actor) -> None:
    """An invitation for whoever has no password yet, else a link to a new one: by somebody who manages agents."""
    log.record("agent.link_asked", actor=by, agent=agent.pk, purpose=purpose_for(agent))


@transaction.atomic
def forgot(address: str) -> None:
    """Whoever types an address is told the same, whether somebody signs in with it or not. The same mailbox is not
    filled by a stranger's asking."""
    agent = Agent.objects.active().select_for_update().filter(email__iexact=address.strip()[:254]).first()
    if agent is None or _sent_lately(agent) >= AT_MOST:
        return
    log.record("agent.link_asked", actor=SYSTEM, agent=agent.pk, purpose=purpose_for(agent))


@transaction.atomic
def set_password(agent: Agent, password: str) -> bool:
    """The new one counts at once, and every session of before ends. False when another link, or they themselves, set
    one in this moment. The caller checked that it is a good one."""
    now = Agent.objects.active().select_for_update().filter(pk=agent.pk, password=agent.password).first()
    if now is None:
        return False
    now.set_password(password)
    now.save(update_fields=["password"])
    log.record("agent.password_set", actor=now.as_actor, agent=now.pk)
    end_others(now, here=None, by=now.as_actor)
    return True


def purpose_for(agent: Agent) -> str:
    return NEW_PASSWORD if agent.has_usable_password() else INVITATION


def _sent_lately(agent: Agent) -> int:
    asked = Event.objects.filter(name="agent.link_asked", at__gt=clock.now() - WITHIN)
    return sum(data["agent"] == agent.pk for data in asked.values_list("data", flat=True))
