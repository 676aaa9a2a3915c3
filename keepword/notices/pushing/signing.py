"""By what a push service knows us: a key of ours, and a word signed with it for each request (VAPID, RFC 8292)."""

import base64
import json
from datetime import timedelta
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from keepword.kit import clock
from keepword.kit.sealing import SealBroken, seal, unseal
from keepword.notices.models import Device, PushKey
from keepword.notices.pushing.encrypting import encoded, public_bytes

PURPOSE = "push"
LASTS = timedelta(hours=12)  # at most 24 (RFC 8292, 2)
HALF = 32  # bytes of each half of a signature on P-256
SOMEBODY = "mailto:postmaster@localhost"


def public_key() -> str:
    """base64url, for the browser that subscribes. Made on first need."""
    found = PushKey.objects.filter(pk=1).first()
    if found is None or _private(found) is None:
        found = _new()
    return found.public


def authorization(endpoint: str) -> str | None:
    """The header for a request to that push service; None when our key cannot be read any more: the devices that know
    us by it are forgotten."""
    found = PushKey.objects.filter(pk=1).first()
    private = _private(found) if found else None
    if found is None or private is None:
        Device.objects.all().delete()
        return None
    origin = urlsplit(endpoint)
    claims = {
        "aud": f"{origin.scheme}://{origin.netloc}",
        "exp": int((clock.now() + LASTS).timestamp()),
        "sub": settings.PUBLIC_ADDRESS if settings.PUBLIC_ADDRESS.startswith("https://") else SOMEBODY,
    }
    head = ".".join(_part(one) for one in ({"typ": "JWT", "alg": "ES256"}, claims))
    return f"vapid t={head}.{_signature(private, head.encode())}, k={found.public}"


@transaction.atomic
def _new() -> PushKey:
    """Two at one moment end with the same. Devices that knew another key of ours would hear nothing by this one."""
    ec = import_module("cryptography.hazmat.primitives.asymmetric.ec")
    private = ec.generate_private_key(ec.SECP256R1())
    number = private.private_numbers().private_value.to_bytes(HALF, "big")
    kept = {
        "sealed": seal(base64.b64encode(number).decode(), purpose=PURPOSE),
        "public": encoded(public_bytes(private)),
    }
    found, is_new = PushKey.objects.select_for_update().get_or_create(pk=1, defaults=kept)
    if not is_new and _private(found) is None:
        Device.objects.all().delete()
        PushKey.objects.filter(pk=1).update(**kept)
        found.refresh_from_db()
    return found


def _private(key: PushKey) -> Any:
    """None when it was sealed under another secret of the house."""
    try:
        number = int.from_bytes(base64.b64decode(unseal(key.sealed, purpose=PURPOSE)), "big")
    except SealBroken:
        return None
    ec = import_module("cryptography.hazmat.primitives.asymmetric.ec")
    return ec.derive_private_key(number, ec.SECP256R1())


def _part(words: dict[str, Any]) -> str:
    return encoded(json.dumps(words, separators=(",", ":")).encode())


def _signature(private: Any, words: bytes) -> str:
    """ES256 (RFC 7518, 3.4): both halves one after the other, not as ASN.1."""
    ec = import_module("cryptography.hazmat.primitives.asymmetric.ec")
    hashes = import_module("cryptography.hazmat.primitives.hashes")
    split = import_module("cryptography.hazmat.primitives.asymmetric.utils").decode_dss_signature
    r, s = split(private.sign(words, ec.ECDSA(hashes.SHA256())))
    return encoded(r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big"))
