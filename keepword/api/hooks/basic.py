"""The name and password in the address that a provider calls."""

import base64
import binascii

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from keepword.api.hooks.calls import NotProved


def check_password(request: HttpRequest, *, secret: str) -> None:
    """`secret` is "name:password". Raises NotProved."""
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    try:
        said = base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError):
        said = b""
    if kind.lower() != "basic" or not constant_time_compare(said, secret.encode()):
        raise NotProved("The name or password is wrong.")
