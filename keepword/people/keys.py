"""Links by which somebody comes in without a password, to set one: sent by mail, good once, and not for long.

A link holds no secret of its own: it is signed, and sealed with the password of the moment. When the password changes,
or all sessions are ended, or the address changes, every link of before is worth nothing.
"""

from datetime import timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from keepword.people.models import Agent

INVITATION, NEW_PASSWORD = "invitation", "new-password"
GOOD_FOR = {INVITATION: timedelta(days=7), NEW_PASSWORD: timedelta(hours=1)}
LONGEST = 300


def key_for(agent: Agent, *, purpose: str) -> str:
    """For the path of an address: letters, digits, "-", "_" and ":"."""
    return _signer(purpose).sign(f"{agent.pk}-{_seal(agent, purpose=purpose)}")


def agent_with(key: str, *, purpose: str) -> Agent | None:
    """Whose link this is. None when it is not ours, too old, used already, or theirs no more."""
    try:
        named = _signer(purpose).unsign(key[:LONGEST], max_age=GOOD_FOR[purpose])
    except signing.BadSignature:
        return None
    number, _, sealed = named.partition("-")
    agent = Agent.objects.active().filter(pk=int(number)).first()
    if agent is None or not constant_time_compare(sealed, _seal(agent, purpose=purpose)):
        return None
    return agent


def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"keepword.people.keys.{purpose}")


def _seal(agent: Agent, *, purpose: str) -> str:
    state = f"{agent.password}\n{agent.sessions_ended}\n{agent.email.lower()}"
    return salted_hmac(f"keepword.people.keys.{purpose}", state, algorithm="sha256").hexdigest()[:32]
