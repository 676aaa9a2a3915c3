"""Where our mail provider calls: /hooks/mail/PROVIDER/inbound and …/tracking. django-anymail reads each dialect and
checks who calls; what is not proved changes nothing."""

import email.policy
from collections.abc import Iterator
from functools import wraps
from importlib import import_module
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from keepword.channels.email.hooking import NoInbox, Report, keep, take_report

NAMES = {"mailgun": "Mailgun", "mailjet": "Mailjet", "postmark": "Postmark", "sendgrid": "SendGrid",
         "sparkpost": "SparkPost"}  # fmt: skip
KINDS = {"bounced": "failed", "rejected": "failed", "failed": "failed", "deferred": "delayed"}


class View(Protocol):
    def __call__(self, request: HttpRequest, provider: str) -> HttpResponse: ...


def _called_by_our_provider(view: View) -> View:
    """Another provider's address is no address. HEAD is how some of them try it out."""

    @csrf_exempt
    @require_http_methods(["POST", "HEAD"])
    @wraps(view)
    def answer(request: HttpRequest, provider: str) -> HttpResponse:
        if not settings.HOOKS.provider or provider != settings.HOOKS.provider:
            raise Http404
        return HttpResponse() if request.method == "HEAD" else view(request, provider)

    return answer


@_called_by_our_provider
def inbound(request: HttpRequest, provider: str) -> HttpResponse:
    """406 tells the provider that it need not try again."""
    try:
        for event in _events(request, provider=provider, kind="Inbound"):
            mail = event.message
            written = [value for name in ("to", "cc", "bcc") for value in mail.get_all(name, [])]
            to = [mail.envelope_recipient] if mail.envelope_recipient else [str(one) for one in written]
            keep(_raw(mail), to=to, envelope_from=mail.envelope_sender)
    except NoInbox:
        return HttpResponse("There is no such inbox here.", content_type="text/plain", status=406)
    return HttpResponse()


@_called_by_our_provider
def tracking(request: HttpRequest, provider: str) -> HttpResponse:
    """What is none of ours is answered alike: the provider may send for others too."""
    for event in _events(request, provider=provider, kind="Tracking"):
        kind = KINDS.get(event.event_type)
        if kind and event.message_id:
            said = " ".join(filter(None, [event.mta_response, event.description]))
            take_report(Report(kind, str(event.message_id), event.recipient or "", said))
    return HttpResponse()


def _events(request: HttpRequest, *, provider: str, kind: str) -> Iterator[Any]:
    """Raises SuspiciousOperation (400) when the caller is not proved, or says what cannot be understood."""
    # Loaded when it is called: what it stands on takes 6 MB, and most desks have no provider.
    module = import_module(f"anymail.webhooks.{provider}")
    view = getattr(module, f"{NAMES[provider]}{kind}WebhookView")()
    if request.content_type == "application/json":
        request._body = request.read()  # bounded for all addresses alike; Django's bound of 2 MB is for forms
    view.run_validators(request)
    try:
        yield from view.parse_events(request)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SuspiciousOperation(f"A call of {provider} could not be understood") from error


def _raw(mail: Any) -> bytes:
    """The mail as it came, or as near to it as the provider lets us. A broken header must not lose the rest."""
    try:
        return bytes(mail.as_bytes())
    except (ValueError, LookupError, TypeError, AttributeError):
        return bytes(mail.as_bytes(policy=email.policy.compat32))
