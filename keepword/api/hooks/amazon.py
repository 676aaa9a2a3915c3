"""Amazon SES: it hands mail and reports to a topic of Amazon SNS, and that calls us.

The shapes: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html and
…/event-publishing-retrieving-sns-contents.html.
"""

import json
from base64 import b64decode
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest

from keepword.api.hooks.basic import check_password
from keepword.api.hooks.calls import Handed
from keepword.api.hooks.fetching import download
from keepword.api.hooks.storage import from_storage
from keepword.api.hooks.topics import confirmation_of, proved
from keepword.channels.email.hooking import Report
from keepword.channels.email.providers import Hooks


class Speaker:
    def __init__(self, hooks: Hooks) -> None:
        self._hooks = hooks

    def mails(self, request: HttpRequest) -> Iterable[Handed]:
        for said in self._news(request):
            if said.get("notificationType") == "Received":
                receipt, mail = said["receipt"], said["mail"]
                raw = self._raw(said, action=receipt["action"], topic=said["topic"])
                yield Handed(raw, receipt["recipients"], mail.get("source"))

    def reports(self, request: HttpRequest) -> Iterable[Report]:
        for said in self._news(request):
            kind = said.get("eventType") or said.get("notificationType")
            if kind in REPORTS:
                yield from REPORTS[kind](said)

    def _news(self, request: HttpRequest) -> Iterator[dict[str, Any]]:
        """What SES says, with its topic. A topic first asks whether we want to hear it at all."""
        check_password(request, secret=self._hooks.secret)
        call = proved(json.loads(request.body), topics=self._hooks.keys)
        if call["Type"] == "SubscriptionConfirmation":
            download(confirmation_of(call))
        elif call["Type"] == "Notification" and call["Message"].lstrip().startswith("{"):
            yield json.loads(call["Message"]) | {"topic": call["TopicArn"]}

    def _raw(self, said: dict[str, Any], *, action: dict[str, Any], topic: str) -> bytes:
        """The mail lies in the call, or in a bucket when it is larger than a topic carries (150 KB)."""
        if action["type"] == "S3":
            return from_storage(action["bucketName"], action["objectKey"], topic=topic, key=self._hooks.api_key)
        content: str = said["content"]
        return b64decode(content) if action.get("encoding", "").upper() == "BASE64" else content.encode()


def _bounced(said: dict[str, Any]) -> Iterator[Report]:
    bounce = said["bounce"]
    kind = f"{bounce.get('bounceType', '')} {bounce.get('bounceSubType', '')}".strip()
    for one in bounce["bouncedRecipients"]:
        words = one.get("diagnosticCode") or " ".join(filter(None, [one.get("status"), kind]))
        yield Report("failed", said["mail"]["messageId"], one["emailAddress"], words)


def _rejected(said: dict[str, Any]) -> Iterator[Report]:
    for address in said["mail"].get("destination", []):
        yield Report("failed", said["mail"]["messageId"], address, said["reject"].get("reason", ""))


def _delayed(said: dict[str, Any]) -> Iterator[Report]:
    delay = said["deliveryDelay"]
    for one in delay["delayedRecipients"]:
        words = one.get("diagnosticCode") or delay.get("delayType", "")
        yield Report("delayed", said["mail"]["messageId"], one["emailAddress"], words)


def _delivered(said: dict[str, Any]) -> Iterator[Report]:
    delivery = said["delivery"]
    for address in delivery["recipients"]:
        yield Report("delivered", said["mail"]["messageId"], address, delivery.get("smtpResponse", ""))


REPORTS = {"Bounce": _bounced, "Reject": _rejected, "DeliveryDelay": _delayed, "Delivery": _delivered}
