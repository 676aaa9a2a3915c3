"""Words that only one browser can read: aes128gcm (RFC 8188) with the keys of RFC 8291. Pure, but for chance.

The arithmetic is that of `cryptography`, which is loaded when somebody subscribes or is told: it takes 9 MB, and many
desks push nothing.
"""

import base64
import os
from importlib import import_module
from typing import Any

POINT = 65  # bytes of an uncompressed point on P-256: 0x04, x, y
SECRET, SALT = 16, 16
RECORD = 4096  # bytes; ours is always one record
LONGEST = RECORD - 16 - 1 - 86  # of the words: the tag, the delimiter and the header (RFC 8291, 4)


class NotAKey(ValueError):
    """What a browser gave is no point on the curve, or no secret of the right length."""


def encoded(raw: bytes) -> str:
    """base64url without padding, as browsers and push services write it."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Raises NotAKey."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise NotAKey from error


def check(*, p256dh: str, auth: str) -> None:
    """Raises NotAKey for what nothing can be encrypted with."""
    _point(decoded(p256dh))
    if len(decoded(auth)) != SECRET:
        raise NotAKey


def encrypt(words: bytes, *, p256dh: str, auth: str, salt: bytes = b"", ours: Any = None) -> bytes:
    """`salt` and `ours` (a private key) are made anew for every message; only a test with known values gives them.
    Raises NotAKey, and ValueError for more than LONGEST bytes."""
    if len(words) > LONGEST:
        raise ValueError(len(words))
    ec = _module("primitives.asymmetric.ec")
    theirs, secret = decoded(p256dh), decoded(auth)
    salt = salt or os.urandom(SALT)
    ours = ours or ec.generate_private_key(ec.SECP256R1())
    public = public_bytes(ours)
    shared = ours.exchange(ec.ECDH(), _point(theirs))
    material = _derived(shared, salt=secret, info=b"WebPush: info\0" + theirs + public, length=32)
    key = _derived(material, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    nonce = _derived(material, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    header = salt + RECORD.to_bytes(4, "big") + bytes([len(public)]) + public
    sealed: bytes = _module("primitives.ciphers.aead").AESGCM(key).encrypt(nonce, words + b"\x02", None)
    return header + sealed


def public_bytes(private: Any) -> bytes:
    """The public half as an uncompressed point."""
    form = _module("primitives.serialization")
    point: bytes = private.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
    return point


def _point(raw: bytes) -> Any:
    ec = _module("primitives.asymmetric.ec")
    if len(raw) != POINT:
        raise NotAKey
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
    except ValueError as error:
        raise NotAKey from error


def _derived(material: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    sha256 = _module("primitives.hashes").SHA256()
    kdf = _module("primitives.kdf.hkdf").HKDF(algorithm=sha256, length=length, salt=salt, info=info)
    derived: bytes = kdf.derive(material)
    return derived


def _module(name: str) -> Any:
    return import_module(f"cryptography.hazmat.{name}")
