"""Secrets that must be read again are kept sealed: a copy of the database alone opens nothing."""

import base64
import hashlib
from importlib import import_module
from typing import Any

from django.conf import settings


class SealBroken(Exception):
    """It was sealed under another secret, or for another purpose: it has to be entered again."""


def seal(words: str, *, purpose: str) -> str:
    """Encrypted and signed (Fernet: AES-128-CBC, HMAC-SHA256) under a key made from the house's secret. What is
    sealed for one `purpose` cannot be read for another."""
    sealed: str = _cipher(purpose).encrypt(words.encode()).decode()
    return sealed


def unseal(sealed: str, *, purpose: str) -> str:
    """Raises SealBroken."""
    try:
        words: str = _cipher(purpose).decrypt(sealed.encode()).decode()
    except _fernet().InvalidToken as error:
        raise SealBroken from error
    return words


def _cipher(purpose: str) -> Any:
    digest = hashlib.sha256(f"keepword.{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return _fernet().Fernet(base64.urlsafe_b64encode(digest))


def _fernet() -> Any:
    """Loaded when it is first needed: it takes 9 MB, and many desks have nothing to seal."""
    return import_module("cryptography.fernet")
