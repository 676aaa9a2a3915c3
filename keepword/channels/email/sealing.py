"""Passwords of other servers are kept sealed: a copy of the database alone opens no mailbox."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class SealBroken(Exception):
    """It was sealed under another secret: the password has to be entered again."""


def seal(password: str) -> str:
    """Encrypted and signed (Fernet: AES-128-CBC, HMAC-SHA256) under a key made from the house's secret."""
    return _fernet().encrypt(password.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises SealBroken."""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SealBroken from error


def _fernet() -> Fernet:
    digest = hashlib.sha256(b"keepword.mailbox:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
