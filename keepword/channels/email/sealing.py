"""Passwords of other servers are kept sealed: a copy of the database alone opens no mailbox."""

import base64
import hashlib
from importlib import import_module
from typing import Any

from django.conf import settings


class SealBroken(Exception):
    """It was sealed under another secret: the password has to be entered again."""


def seal(password: str) -> str:
    """Encrypted and signed (Fernet: AES-128-CBC, HMAC-SHA256) under a key made from the house's secret."""
    sealed: str = _cipher().encrypt(password.encode()).decode()
    return sealed


def unseal(sealed: str) -> str:
    """Raises SealBroken."""
    try:
        password: str = _cipher().decrypt(sealed.encode()).decode()
    except _fernet().InvalidToken as error:
        raise SealBroken from error
    return password


def _cipher() -> Any:
    digest = hashlib.sha256(b"keepword.mailbox:" + settings.SECRET_KEY.encode()).digest()
    return _fernet().Fernet(base64.urlsafe_b64encode(digest))


def _fernet() -> Any:
    """Loaded when a mailbox is first read: it takes 9 MB, and many desks have none."""
    return import_module("cryptography.fernet")
