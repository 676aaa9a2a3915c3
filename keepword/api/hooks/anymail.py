"""Providers that django-anymail understands: it reads their words and checks their signatures."""

import email.policy
from collections.abc import Iterator
from importlib import import_module
from typing import Any
from urllib.parse import quote

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from anymail.inbound import AnymailInboundMessage
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from keepword.api.hooks.calls import Handed, NotProved
from keepword.api.hooks.fetching import download
from keepword.api.hooks.whole import WHOLE
from keepword.channels.email.hooking import Report
from keepword.channels.email.providers import Hooks

NAMES = {"brevo": "Brevo", "mailersend": "MailerSend", "mailgun": "Mailgun", "mailjet": "Mailjet",
         "mandrill": "Mandrill", "postmark": "Postmark", "sendgrid": "SendGrid",
         "sparkpost": "SparkPost"}  # fmt: skip
COMBINED = ("mandrill",)  # one view for both
KINDS = {"bounced": "failed", "rejected": "failed", "failed": "failed", "deferred": "delayed",
         "delivered": "delivered"}  # fmt: skip
# How django-anymail calls the key of the signatures of each kind of call.
KEYS = {
    ("mailersend", "Inbound"): "inbound_secret",
    ("mailersend", "Tracking"): "signing_secret",
    ("mailgun", "Inbound"): "webhook_signing_key",
    ("mailgun", "Tracking"): "webhook_signing_key",
    ("mandrill", "Inbound"): "webhook_key",
    ("mandrill", "Tracking"): "webhook_key",
    ("sendgrid", "Tracking"): "tracking_webhook_verification_key",
}


class Speaker:
    """`hooks`: which provider, and what proves it."""

    def __init__(self, hooks: Hooks) -> None:
        self._hooks = hooks

    def mails(self, request: HttpRequest) -> Iterator[Handed]:
        if self._hooks.provider in WHOLE:
            self._proved(request, kind="Inbound")
            yield from WHOLE[self._hooks.provider](request)
            return
        for event in self._events(request, kind="Inbound"):
            mail = event.message
            written = [str(one) for name in ("to", "cc", "bcc") for one in mail.get_all(name, [])]
            to = [mail.envelope_recipient] if mail.envelope_recipient else written
            yield Handed(_put_together(mail), to, mail.envelope_sender)

    def reports(self, request: HttpRequest) -> Iterator[Report]:
        for event in self._events(request, kind="Tracking"):
            kind = KINDS.get(event.event_type)
            if kind and event.message_id:
                said = " ".join(filter(None, [event.mta_response, event.description]))
                yield Report(kind, str(event.message_id), event.recipient or "", said)

    def _events(self, request: HttpRequest, *, kind: str) -> list[Any]:
        view = self._proved(request, kind=kind)
        try:
            return list(view.parse_events(request))
        except (AnymailError, ImproperlyConfigured, AssertionError) as error:  # such as a report among the mails
            raise ValueError(str(error)) from error

    def _proved(self, request: HttpRequest, *, kind: str) -> Any:
        """A provider may have a key for each kind of call, so any of them will do. Raises NotProved."""
        failure: Exception | None = None
        for key in self._hooks.keys or ("",):
            view = self._view(kind=kind, key=key)
            try:
                view.run_validators(request)
            except AnymailWebhookValidationFailure as error:
                failure = error
            else:
                return view
        raise NotProved(str(failure))

    def _view(self, *, kind: str, key: str) -> Any:
        provider = self._hooks.provider
        own: dict[str, str] = {"webhook_secret": self._hooks.secret}
        if key and (provider, kind) in KEYS:
            own[KEYS[provider, kind]] = key
        if provider == "mandrill" and settings.PUBLIC_ADDRESS:
            own["webhook_url"] = _called(provider, kind=kind, secret=self._hooks.secret)
        if provider == "brevo" and kind == "Inbound":
            own["api_key"] = self._hooks.api_key
        module = import_module(f"anymail.webhooks.{provider}")
        view = getattr(module, f"{NAMES[provider]}{'Combined' if provider in COMBINED else kind}WebhookView")(**own)
        if provider == "brevo":
            view._fetch_attachment = lambda file: _file_of_brevo(view, file=file)
        return view


def _called(provider: str, *, kind: str, secret: str) -> str:
    """The address that Mandrill signs: the one that was given to it, whatever a proxy made of it."""
    scheme, _, rest = settings.PUBLIC_ADDRESS.partition("://")
    return f"{scheme}://{secret}@{rest}/hooks/mail/{provider}/{kind.lower()}"


def _file_of_brevo(view: Any, *, file: dict[str, Any]) -> Any:
    """Brevo hands over where an attachment lies. Raises Elsewhere."""
    address = f"{view.api_url}inbound/attachments/{quote(file['DownloadToken'], safe='')}"
    answer = download(address, headers={"api-key": view.api_key})
    return AnymailInboundMessage.construct_attachment(
        content_type=answer.type or file["ContentType"],
        content=answer.content,
        filename=file.get("Name"),
        content_id=file.get("ContentID"),
    )


def _put_together(mail: AnymailInboundMessage) -> bytes:
    """As near to the mail as a provider lets us that took it apart. A broken header must not lose the rest."""
    try:
        return bytes(mail.as_bytes())
    except (ValueError, LookupError, TypeError, AttributeError):
        return bytes(mail.as_bytes(policy=email.policy.compat32))
