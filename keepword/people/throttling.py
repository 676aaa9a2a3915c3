"""Nobody guesses a password: after a few failures each further attempt costs a growing pause.

Three things are counted. An account at an address: somebody tries one door from one place. An account at all
addresses: many machines try one door. An address with all accounts: one machine tries many doors. Where an account
signed in before, only the first counts for it, so that no crowd of strangers locks an agent out of their own desk.
An attempt that comes within a pause is refused unread and makes nothing longer: whoever waits gets in.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from keepword.kit import clock
from keepword.people.models.failed_sign_in import FailedSignIn

KNOWN_FOR = timedelta(days=30)
FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Limit:
    """`free` failures cost nothing; then the pause begins at `first` and doubles up to `most`."""

    free: int
    first: timedelta
    most: timedelta

    def pause(self, count: int) -> timedelta:
        over = count - self.free
        return min(self.first * 2 ** min(over, 20), self.most) if over >= 0 else timedelta()


LIMITS = {
    "both": Limit(free=8, first=timedelta(seconds=30), most=timedelta(minutes=15)),
    "account": Limit(free=40, first=timedelta(minutes=1), most=timedelta(minutes=30)),
    "address": Limit(free=60, first=timedelta(minutes=1), most=timedelta(hours=1)),
}


class TooOften(Exception):
    """`until` is when the next attempt may be made."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@transaction.atomic
def begin(*, account: str, address: str) -> None:
    """Count an attempt as failed before the password is looked at, so that a hundred at one moment are a hundred.
    `address` is the IP address of who asks. Raises TooOften."""
    now = clock.now()
    FailedSignIn.objects.filter(forget_at__lt=now).delete()
    counted = _counted(account=account, address=address)
    until = max((one.closed_until for one in counted.values() if one.closed_until), default=now)
    if until > now:
        raise TooOften(until)
    for kind, one in counted.items():
        one.count += 1
        pause = LIMITS[kind].pause(one.count)
        one.closed_until = now + pause if pause else None
        one.forget_at = max(now + FORGOTTEN_AFTER, one.known_until or now)
        one.save()


@transaction.atomic
def succeed(*, account: str, address: str) -> None:
    """The password fitted: the attempt is taken back, and the account is known at this address."""
    now = clock.now()
    for kind, one in _counted(account=account, address=address).items():
        one.count = 0 if kind == "both" else max(one.count - 1, 0)
        one.closed_until = None if kind == "both" else one.closed_until
        if kind == "both":
            one.known_until = one.forget_at = now + KNOWN_FOR
        one.save()


def _counted(*, account: str, address: str) -> dict[str, FailedSignIn]:
    """The rows of this attempt, locked in one order. Where the account is known, its own row alone."""
    place, who = _network(address), account.strip().lower()[:254]
    keys = {"both": _key("both", who, place), "account": _key("account", who), "address": _key("address", place)}
    both = _locked(keys["both"])
    if both.known_until and both.known_until > clock.now():
        return {"both": both}
    return {"both": both, "account": _locked(keys["account"]), "address": _locked(keys["address"])}


def _locked(key: str) -> FailedSignIn:
    fresh = {"forget_at": clock.now() + FORGOTTEN_AFTER}
    row, _ = FailedSignIn.objects.select_for_update().get_or_create(key=key, defaults=fresh)
    return row


def _network(address: str) -> str:
    """One machine may have any of the 2^64 addresses of its IPv6 network (RFC 4291), and one of IPv4."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address) and not found.ipv4_mapped:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
