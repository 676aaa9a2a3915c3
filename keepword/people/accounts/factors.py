"""What somebody has besides their password, all kinds together; and whether everybody here must have something."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from keepword.events import log
from keepword.events.actor import Actor
from keepword.people.accounts.sessions import end_others
from keepword.people.models import Agent, DeskSession
from keepword.people.models.factor import AuthenticatorApp, Passkey, RecoveryCode, SignInRules


class StillNeeded(ValueError):
    """It is the last one, and everybody here must have one."""


class NeedsOneFirst(ValueError):
    """Whoever asks it of all must have one: they would lock themselves out."""


@dataclass(frozen=True, slots=True)
class Factors:
    """`codes_left` counts recovery codes that are not used yet."""

    has_app: bool
    passkeys: int
    codes_left: int

    @property
    def has_any(self) -> bool:
        return self.count > 0

    @property
    def count(self) -> int:
        """Without the codes, which are no second step by themselves."""
        return self.has_app + self.passkeys


def factors_of(agent: Agent) -> Factors:
    return Factors(
        has_app=AuthenticatorApp.objects.filter(agent=agent).exists(),
        passkeys=Passkey.objects.filter(agent=agent).count(),
        codes_left=RecoveryCode.objects.filter(agent=agent, used_at__isnull=True).count(),
    )


def is_required() -> bool:
    return SignInRules.objects.filter(needs_second_factor=True).exists()


@transaction.atomic
def require(needed: bool, *, by: Agent) -> None:  # noqa: FBT001 - house: it is the setting itself
    """Whoever has none is signed out, and adds one when they come in again. Raises NeedsOneFirst."""
    if needed and not factors_of(by).has_any:
        raise NeedsOneFirst
    rules, _is_new = SignInRules.objects.select_for_update().get_or_create(id=1)
    if rules.needs_second_factor == needed:
        return
    rules.needs_second_factor = needed
    rules.save(update_fields=["needs_second_factor"])
    log.record("sign_in.changed", actor=by.as_actor, fields=["needs_second_factor"], needed=needed)
    if needed:
        _without_any().delete()


@transaction.atomic
def reset(agent: Agent, *, by: Actor) -> None:
    """A colleague lost everything: it is all forgotten, they are signed out everywhere, and begin with their password
    alone."""
    count = sum(rows.delete()[0] for rows in _all(agent))
    if count:
        log.record("agent.factors_reset", actor=by, agent=agent.pk)
        end_others(agent, here=None, by=by)


def tell_added(agent: Agent, *, kind: str) -> None:
    """The same transaction wrote the row. `kind` is what was added, one word."""
    log.record("agent.factor_added", actor=agent.as_actor, agent=agent.pk, fields=[kind])


def lose(agent: Agent) -> None:
    """One is gone; codes on paper without anything else would be a second password. Raises StillNeeded."""
    if factors_of(agent).has_any:
        return
    if is_required():
        raise StillNeeded
    RecoveryCode.objects.filter(agent=agent).delete()


def _without_any() -> QuerySet[DeskSession]:
    mine = {"agent": OuterRef("agent")}
    return DeskSession.objects.filter(
        ~Exists(AuthenticatorApp.objects.filter(**mine)), ~Exists(Passkey.objects.filter(**mine)), agent__isnull=False
    )


def _all(agent: Agent) -> list[QuerySet[Any]]:
    return [model.objects.filter(agent=agent) for model in (AuthenticatorApp, Passkey, RecoveryCode)]
