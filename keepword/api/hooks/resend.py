"""Resend: a call only names the mail, which is fetched; signed as Svix signs (https://docs.svix.com/receiving)."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from keepword.api.hooks.basic import check_password
from keepword.api.hooks.calls import Handed, NotProved
from keepword.api.hooks.fetching import download
from keepword.channels.email.hooking import Report
from keepword.channels.email.providers import Hooks
from keepword.kit import clock

API = "https://api.resend.com/"
TOLERANCE_SECONDS = 300
KINDS = {"email.bounced": "failed", "email.failed": "failed", "email.delivery_delayed": "delayed",
         "email.delivered": "delivered"}  # fmt: skip


class Speaker:
    def __init__(self, hooks: Hooks) -> None:
        self._hooks = hooks

    def mails(self, request: HttpRequest) -> Iterable[Handed]:
        said = self._proved(request)
        if said["type"] != "email.received":
            raise ValueError(said["type"])
        address = f"{_api()}emails/receiving/{said['data']['email_id']}"
        found = json.loads(download(address, headers={"Authorization": f"Bearer {self._hooks.api_key}"}).content)
        raw = download(found["raw"]["download_url"]).content
        named = [str(one) for field in ("to", "cc", "bcc") for one in said["data"].get(field) or []]
        yield Handed(raw, named, None)

    def reports(self, request: HttpRequest) -> Iterable[Report]:
        """One for the first recipient: which of several it is about is not told."""
        said = self._proved(request)
        kind, mail = KINDS.get(said["type"]), said["data"]
        if kind:
            yield Report(kind, mail["email_id"], next(iter(mail.get("to") or []), ""), _words(mail))

    def _proved(self, request: HttpRequest) -> dict[str, Any]:
        """Raises NotProved."""
        check_password(request, secret=self._hooks.secret)
        told, sent_at = request.headers.get("svix-id", ""), request.headers.get("svix-timestamp", "")
        if not sent_at.isdecimal() or abs(clock.now().timestamp() - int(sent_at)) > TOLERANCE_SECONDS:
            raise NotProved("The signature is old, or there is none.")
        signed = f"{told}.{sent_at}.".encode() + request.body
        given = [one.removeprefix("v1,") for one in request.headers.get("svix-signature", "").split()]
        if not any(constant_time_compare(one, _signature(key, signed)) for key in self._hooks.keys for one in given):
            raise NotProved("The signature is wrong.")
        found: dict[str, Any] = json.loads(request.body)
        return found


def _signature(key: str, signed: bytes) -> str:
    """Raises NotProved for a key that is none."""
    try:
        secret = base64.b64decode(key.removeprefix("whsec_"))
    except binascii.Error as error:
        raise NotProved("KEEPWORD_HOOKS_KEY is no signing secret of Resend.") from error
    return base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()


def _words(mail: dict[str, Any]) -> str:
    bounce = mail.get("bounce") or mail.get("failed") or {}
    return " ".join(str(bounce[name]) for name in ("type", "subType", "message", "reason") if bounce.get(name))


def _api() -> str:
    return str(settings.ANYMAIL.get("RESEND_API_URL", API))
