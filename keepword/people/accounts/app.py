"""An authenticator app is added, asked and removed."""

from django.db import transaction

from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.kit.sealing import SealBroken, seal, unseal
from keepword.people.accounts import totp
from keepword.people.accounts.factors import lose, tell_added
from keepword.people.models import Agent
from keepword.people.models.factor import AuthenticatorApp

PURPOSE = "authenticator"
APP = "app"  # its name in facts


def sealed_for(agent: Agent, *, seed: str) -> str:
    """A seed that is shown and not yet kept travels with the form: nobody puts another's in its place."""
    return seal(f"{agent.pk} {seed}", purpose=f"{PURPOSE}.offer")


def offered_to(agent: Agent, *, sealed: str) -> str | None:
    """The seed of such a form; None when it was not made for this agent."""
    try:
        number, _space, seed = unseal(sealed, purpose=f"{PURPOSE}.offer").partition(" ")
    except SealBroken:
        return None
    return seed if number == str(agent.pk) else None


@transaction.atomic
def add(agent: Agent, *, seed: str, code: str) -> bool:
    """The first code proves that the app has it. An app of before is forgotten. False when the code does not fit. The
    same seed again, as by a form that is sent twice, is the app that they have: nobody is told anew."""
    now = clock.now()
    step = totp.step_of(code, seed=seed, at=now, after=0)
    if step is None:
        return False
    Agent.objects.select_for_update().get(pk=agent.pk)  # two that come at one moment
    if keeps(agent, seed=seed):
        return True
    AuthenticatorApp.objects.update_or_create(
        agent=agent, defaults={"sealed_seed": seal(seed, purpose=PURPOSE), "last_step": step, "added_at": now}
    )
    tell_added(agent, kind=APP)
    return True


def keeps(agent: Agent, *, seed: str) -> bool:
    """Whether theirs is the app of this very seed."""
    mine = AuthenticatorApp.objects.filter(agent=agent).first()
    try:
        return mine is not None and unseal(mine.sealed_seed, purpose=PURPOSE) == seed
    except SealBroken:
        return False


@transaction.atomic
def accepts(agent: Agent, *, code: str) -> bool:
    """Each code is good once, also when two send it at one moment."""
    app = AuthenticatorApp.objects.select_for_update().filter(agent=agent).first()
    if app is None:
        return False
    now = clock.now()
    try:
        step = totp.step_of(code, seed=unseal(app.sealed_seed, purpose=PURPOSE), at=now, after=app.last_step)
    except SealBroken:
        return False
    if step is None:
        return False
    app.last_step, app.used_at = step, now
    app.save(update_fields=["last_step", "used_at"])
    return True


@transaction.atomic
def remove(agent: Agent, *, by: Actor) -> None:
    """Raises StillNeeded."""
    if AuthenticatorApp.objects.filter(agent=agent).delete()[0]:
        log.record("agent.factor_removed", actor=by, agent=agent.pk, fields=[APP])
        lose(agent)
