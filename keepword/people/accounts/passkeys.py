"""Passkeys (WebAuthn): a device signs a question of ours, for our address alone, so that no other site can ask for it.

A question is not kept: it travels to the browser and back in a signed ticket, good for five minutes, and an answer to
a question that is older than the last answer of the same passkey is refused. So each is good once.
"""

import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.people.accounts.factors import lose, tell_added
from keepword.people.models import Agent
from keepword.people.models.factor import Passkey

GOOD_FOR = timedelta(minutes=5)
LONGEST = 20_000  # what a browser answers; the longest keys of devices take a few thousand letters
MOST = 20  # of one agent
KIND = "passkey"
SALT = "keepword.people.passkeys"
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, struct.error)


class NotProved(ValueError):
    """Not signed by a key that we know, not for this question, or not for our address."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where the browser stands. `host` without a port; `origin` with scheme and port, as browsers write it."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Question:
    """`options` go to the browser as JSON, `ticket` goes there and comes back."""

    options: dict[str, Any]
    ticket: str


def offer(agent: Agent, *, site: Site) -> Question:
    """To make one. Devices that have one already are told so."""
    handle = salted_hmac(SALT, str(agent.pk), algorithm="sha256").digest()
    user = {"id": handle, "name": agent.email, "displayName": agent.name}
    options, state = _server(site).register_begin(
        user, credentials=_known(agent), resident_key_requirement="preferred", user_verification="preferred"
    )
    return _question(options, state, purpose=f"make {agent.pk}")


def ask(*, site: Site) -> Question:
    """Whoever it is. The device makes sure of its owner (finger, face, PIN), so that this is both steps at once."""
    options, state = _server(site).authenticate_begin(user_verification="required")
    return _question(options, state, purpose="enter")


def ask_again(agent: Agent, *, site: Site) -> Question:
    """After another proof: that the device is there is enough."""
    options, state = _server(site).authenticate_begin(_known(agent), user_verification="discouraged")
    return _question(options, state, purpose=f"again {agent.pk}")


@transaction.atomic
def add(agent: Agent, *, ticket: str, response: dict[str, Any], name: str, site: Site) -> Passkey:
    """One of theirs that comes again, as by a form that is sent twice, is the one that they have. Raises NotProved,
    also for the twenty-first, and for one that somebody else has."""
    state, _at = _opened(ticket, purpose=f"make {agent.pk}")
    try:
        made = _server(site).register_complete(state, response)
    except UNREADABLE as error:
        raise NotProved from error
    number = _encoded(made.credential_data.credential_id)
    known = Passkey.objects.filter(agent=agent, credential_id=number).first()
    if known is not None:
        return known
    if Passkey.objects.filter(agent=agent).count() >= MOST:
        raise NotProved
    written = _encoded(bytes(made.credential_data))
    key = Passkey(agent=agent, name=name.strip()[:80], public_key=written, sign_count=made.counter)
    key.credential_id, key.added_at = number, clock.now()
    try:
        with transaction.atomic():
            key.save(force_insert=True)
    except IntegrityError as error:
        raise NotProved from error
    tell_added(agent, kind=KIND)
    return key


def whose(*, ticket: str, response: dict[str, Any], site: Site) -> Agent:
    """Who signs in with it alone. Raises NotProved."""
    return _checked(response, opened=_opened(ticket, purpose="enter"), site=site, agent=None)


def confirm(agent: Agent, *, ticket: str, response: dict[str, Any], site: Site) -> None:
    """That it is this agent, who has proved something else before. Raises NotProved."""
    _checked(response, opened=_opened(ticket, purpose=f"again {agent.pk}"), site=site, agent=agent)


@transaction.atomic
def remove(agent: Agent, *, number: int, by: Actor) -> bool:
    """Whether it was theirs. Raises StillNeeded."""
    if not Passkey.objects.filter(agent=agent, pk=number).delete()[0]:
        return False
    log.record("agent.factor_removed", actor=by, agent=agent.pk, fields=[KIND])
    lose(agent)
    return True


@transaction.atomic
def _checked(
    response: dict[str, Any], *, opened: tuple[dict[str, Any], datetime], site: Site, agent: Agent | None
) -> Agent:
    state, asked_at = opened
    keys = Passkey.objects.select_for_update(of=("self",)).select_related("agent")
    key = keys.filter(credential_id=str(response.get("rawId", ""))[:1400], agent__is_active=True).first()
    if key is None or (agent is not None and key.agent_id != agent.pk) or (key.used_at and asked_at <= key.used_at):
        raise NotProved
    try:
        credential = _webauthn().AttestedCredentialData(_decoded(key.public_key))
        _server(site).authenticate_complete(state, [credential], response)
        count = _webauthn().AuthenticationResponse.from_dict(response).response.authenticator_data.counter
    except UNREADABLE as error:
        raise NotProved from error
    if key.sign_count and count <= key.sign_count:  # two devices count with the same key: one of them is a copy
        raise NotProved
    key.sign_count, key.used_at = count, clock.now()
    key.save(update_fields=["sign_count", "used_at"])
    return key.agent


def _question(options: Any, state: dict[str, Any], *, purpose: str) -> Question:
    ticket = signing.dumps({"state": state, "for": purpose, "at": clock.now().isoformat()}, salt=SALT)
    return Question(options=dict(options)["publicKey"], ticket=ticket)


def _opened(ticket: str, *, purpose: str) -> tuple[dict[str, Any], datetime]:
    try:
        kept = signing.loads(ticket, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature as error:
        raise NotProved from error
    if kept["for"] != purpose:
        raise NotProved
    return kept["state"], datetime.fromisoformat(kept["at"])


def _known(agent: Agent) -> list[Any]:
    keys = Passkey.objects.filter(agent=agent).values_list("public_key", flat=True)
    return [_webauthn().AttestedCredentialData(_decoded(one)) for one in keys]


def _server(site: Site) -> Any:
    ours = _webauthn().PublicKeyCredentialRpEntity(id=site.host, name="Keepword")
    return import_module("fido2.server").Fido2Server(ours, verify_origin=lambda origin: origin == site.origin)


def _webauthn() -> Any:
    """Loaded when somebody uses a passkey: it takes a tenth of a second, and many desks have none."""
    return import_module("fido2.webauthn")


def _encoded(raw: bytes) -> str:
    return str(import_module("fido2.utils").websafe_encode(raw))


def _decoded(written: str) -> bytes:
    return bytes(import_module("fido2.utils").websafe_decode(written))
