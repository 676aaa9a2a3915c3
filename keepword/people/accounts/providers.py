"""Which other services people may come in by."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit.sealing import seal
from keepword.people.accounts.oidc import SECRET
from keepword.people.models.provider import SignInProvider


@transaction.atomic
def keep(provider: SignInProvider, *, to: Mapping[str, Any], secret: str, by: Actor) -> SignInProvider:
    """A new one or one that changes; `to` by the names of its columns. `secret` "" leaves the one that is there. The
    fact says what was changed, never to which words."""
    is_new = provider.pk is None
    changed = [name for name, value in to.items() if getattr(provider, name) != value]
    if not is_new and "address" in changed:
        provider.identities.all().delete()  # another service calls other people by the same names
    for name in changed:
        setattr(provider, name, to[name])
    if secret:
        provider.sealed_secret = seal(secret, purpose=SECRET)
        changed.append("secret")
    if is_new or changed:
        provider.save()
        act = "added" if is_new else "changed"
        log.record(f"provider.{act}", actor=by, provider=provider.pk, fields=changed)
    return provider


@transaction.atomic
def remove(provider: SignInProvider, *, by: Actor) -> None:
    """Nobody comes in by it any more; who is in stays in."""
    number = provider.pk
    if SignInProvider.objects.filter(pk=number).delete()[0]:
        log.record("provider.removed", actor=by, provider=number)
