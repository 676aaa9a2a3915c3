"""Codes on paper, for whoever lost their phone: ten, each good once, shown once."""

import secrets

from django.db import transaction
from django.utils.crypto import salted_hmac

from keepword.events import log
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.people.models.factor import RecoveryCode

COUNT = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
LENGTH = 10  # of 31 letters: 49 bits, too many to guess at a door that counts


@transaction.atomic
def make_codes(agent: Agent) -> list[str]:
    """Those of before are worth nothing any more. What is returned is nowhere kept."""
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(COUNT)]
    RecoveryCode.objects.filter(agent=agent).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(agent=agent, digest=_digest(agent, code)) for code in codes)
    log.record("agent.recovery_codes_made", actor=agent.as_actor, agent=agent.pk)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


@transaction.atomic
def spend(agent: Agent, *, code: str) -> bool:
    """Whether it is one of theirs, and was not used before. Case, spaces and hyphens are no matter."""
    typed = "".join(letter for letter in code.lower() if letter.isalnum())
    unused = RecoveryCode.objects.filter(agent=agent, digest=_digest(agent, typed), used_at__isnull=True)
    if not unused.update(used_at=clock.now()):
        return False
    log.record("agent.recovery_code_used", actor=agent.as_actor, agent=agent.pk)
    return True


def _digest(agent: Agent, code: str) -> str:
    return salted_hmac("keepword.people.recovery", f"{agent.pk} {code}", algorithm="sha256").hexdigest()
