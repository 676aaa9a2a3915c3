"""Somebody comes from another service: who of us is that?"""

from collections.abc import Callable

from django.db import IntegrityError, transaction

from keepword.events import log
from keepword.events.actor import SYSTEM
from keepword.kit import clock
from keepword.people.accounts.oidc import Known
from keepword.people.employing import Particulars, employ
from keepword.people.models import Agent
from keepword.people.models.provider import ProviderIdentity, SignInProvider


class NobodyHere(ValueError):
    """They do not work here, not any more, or their provider does not say which address is theirs."""


@transaction.atomic
def agent_for(known: Known, *, provider: SignInProvider, joining: Callable[[Known], Particulars]) -> Agent:
    """By what the provider called them before; else by their mail address; else as somebody new, where the provider
    may bring people in: `joining` says with which particulars. Never somebody who left. Raises NobodyHere."""
    before = ProviderIdentity.objects.filter(provider=provider, subject=known.subject).select_related("agent").first()
    if before is not None:
        return _at_work(before.agent)
    if not known.email:
        raise NobodyHere
    agent = Agent.objects.filter(email__iexact=known.email).first()
    if agent is None:
        if not provider.joins_as or known.email.rpartition("@")[2].lower() not in provider.domains:
            raise NobodyHere
        agent = employ(joining(known), password=None, teams=[], by=SYSTEM)
    return _linked(_at_work(agent), known=known, provider=provider)


def _at_work(agent: Agent) -> Agent:
    if not agent.is_active:
        raise NobodyHere
    return agent


def _linked(agent: Agent, *, known: Known, provider: SignInProvider) -> Agent:
    """Two browsers at one moment: the second finds what the first wrote."""
    try:
        with transaction.atomic():
            ProviderIdentity.objects.create(
                provider=provider, agent=agent, subject=known.subject, linked_at=clock.now()
            )
    except IntegrityError:
        return agent
    log.record("agent.provider_linked", actor=agent.as_actor, agent=agent.pk, provider=provider.pk)
    return agent
