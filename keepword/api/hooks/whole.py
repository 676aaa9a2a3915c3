"""Calls that hold the whole mail: its bytes are taken as they are, in any charset, and not written anew."""

import json
from base64 import b64decode
from collections.abc import Iterator

from django.http import HttpRequest

from keepword.api.hooks.calls import Handed


def of_sparkpost(request: HttpRequest) -> Iterator[Handed]:
    """Base64 is what it takes for mail that is not UTF-8. An empty event is how it tries us out."""
    for event in json.loads(request.body):
        if "relay_message" in event["msys"]:
            relayed = event["msys"]["relay_message"]
            raw, is_base64 = relayed["content"]["email_rfc822"], relayed["content"]["email_rfc822_is_base64"]
            yield Handed(_bytes(raw, is_base64=is_base64), [relayed["rcpt_to"]], relayed.get("msg_from"))


def of_mailersend(request: HttpRequest) -> Iterator[Handed]:
    said = json.loads(request.body)["data"]
    to = [one["email"] for one in said["recipients"]["rcptTo"]]
    yield Handed(_bytes(said["raw"], is_base64=False), to, (said.get("sender") or {}).get("email"))


def of_mandrill(request: HttpRequest) -> Iterator[Handed]:
    """Of its sender it tells only what the headers say."""
    for event in json.loads(request.POST["mandrill_events"]):
        if event["event"] == "inbound":
            yield Handed(_bytes(event["msg"]["raw_msg"], is_base64=False), [event["msg"]["email"]], None)


def _bytes(raw: str, *, is_base64: bool) -> bytes:
    return b64decode(raw) if is_base64 else raw.encode("utf-8", "surrogateescape")


WHOLE = {"mailersend": of_mailersend, "mandrill": of_mandrill, "sparkpost": of_sparkpost}
