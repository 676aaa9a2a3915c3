"""A browser wants to be told, or not any more."""

import hashlib
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from keepword.kit import clock
from keepword.notices.models import Device
from keepword.notices.pushing.encrypting import check
from keepword.people.models import Agent, DeskSession

LONGEST = 2000  # characters of an endpoint
MOST = 20  # devices of one agent; the oldest make room


class NoPushService(ValueError):
    """That is no address of a push service."""


@transaction.atomic
def subscribe(agent: Agent, *, session: str, endpoint: str, p256dh: str, auth: str) -> Device:
    """The same browser again is the same device, now of this agent. `session` is the key of where they are signed in.
    Raises NoPushService, and encrypting.NotAKey."""
    found = urlsplit(endpoint)
    schemes = ("https", "http") if settings.PRIVATE_ADDRESSES_ALLOWED else ("https",)
    if found.scheme not in schemes or not found.hostname or len(endpoint) > LONGEST or "@" in found.netloc:
        raise NoPushService(endpoint[:100])
    check(p256dh=p256dh, auth=auth)
    here = DeskSession.objects.get(session_key=session)
    device, _made = Device.objects.update_or_create(
        digest=digest_of(endpoint),
        defaults={
            "agent": agent,
            "session": here,
            "endpoint": endpoint,
            "p256dh": p256dh,
            "auth": auth,
            "added_at": clock.now(),
        },
    )
    newest = Device.objects.filter(agent=agent).order_by("-added_at", "-id").values_list("id", flat=True)
    Device.objects.filter(pk__in=list(newest[MOST:])).delete()
    return device


def unsubscribe(agent: Agent, *, number: int) -> bool:
    """One of their own; another's stays."""
    return bool(Device.objects.filter(agent=agent, pk=number).delete()[0])


def devices_of(agent: Agent) -> Iterable[Device]:
    return Device.objects.filter(agent=agent).select_related("session").order_by("-added_at", "-id")


def digest_of(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()
