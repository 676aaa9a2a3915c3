"""Tokens: random names that a stranger cannot guess, and short references that a customer can read out."""

import hashlib
import hmac
import secrets

# No 0/O, 1/I/L, no U (which turns random letters into words): readable over a bad phone line.
READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 7
SIGNATURE_LENGTH = 20


def reference() -> str:
    """A short public reference, such as "7Q2MX9K" (30^7, about 2 * 10^10; the database keeps it unique)."""
    return "".join(secrets.choice(READABLE) for _ in range(REFERENCE_LENGTH))


def unguessable() -> str:
    """128 random bits, safe in addresses and Message-IDs, lower case (some mailers fold the case of ids)."""
    return secrets.token_hex(16)


def signature(secret: str, *, purpose: str, text: str) -> str:
    """HMAC-SHA256 of `text` for one `purpose`, cut to 80 bits, in lower-case hex."""
    key = hashlib.sha256(f"keepword.{purpose}:{secret}".encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:SIGNATURE_LENGTH]


def is_signed(secret: str, *, purpose: str, text: str, by: str) -> bool:
    """Whether `by` is the signature of `text`, compared in constant time."""
    return hmac.compare_digest(signature(secret, purpose=purpose, text=text), by.lower())
