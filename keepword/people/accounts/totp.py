"""Codes of an authenticator app, by the clock (TOTP, RFC 6238: SHA-1, six digits, half a minute: what every app does).

A code is also taken one step early or late, for clocks that go wrong and people who type slowly.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
DRIFT = 1  # steps
SEED_BYTES = 20  # RFC 4226: as long as the digest


def new_seed() -> str:
    """Base32, as people type it into an app when they cannot photograph it."""
    return base64.b32encode(secrets.token_bytes(SEED_BYTES)).decode()


def step_at(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS


def code_of(seed: str, *, step: int) -> str:
    """RFC 4226, section 5.3."""
    digest = hmac.new(base64.b32decode(seed), step.to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(code: str, *, seed: str, at: datetime, after: int) -> int | None:
    """The step that this code belongs to, None when it is none of now or not later than `after`. Spaces are no
    matter."""
    typed = "".join(code.split())
    now, found = step_at(at), None
    for step in range(max(now - DRIFT, 0), now + DRIFT + 1):
        if hmac.compare_digest(code_of(seed, step=step).encode(), typed.encode()) and step > after:
            found = step
    return found


def address_of(seed: str, *, account: str, house: str) -> str:
    """What the picture says to the app: the de facto key URI format."""
    label = quote(f"{house}:{account}", safe="")
    return f"otpauth://totp/{label}?{urlencode({'secret': seed, 'issuer': house}, quote_via=quote)}"
