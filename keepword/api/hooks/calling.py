"""/hooks/mail/PROVIDER/inbound and …/tracking. What is not proved changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Protocol, TypeVar

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from keepword.api.hooks.calls import Elsewhere
from keepword.api.hooks.dialects import dialect_of
from keepword.channels.email.hooking import NoInbox, keep, take_report

Told = TypeVar("Told")


class View(Protocol):
    def __call__(self, request: HttpRequest, provider: str) -> HttpResponse: ...


def _called_by_our_provider(view: View) -> View:
    """Another provider's address is no address. HEAD is how some of them try it out. Amazon sends the password only
    to who asked for it."""

    @csrf_exempt
    @require_http_methods(["POST", "HEAD"])
    @wraps(view)
    def answer(request: HttpRequest, provider: str) -> HttpResponse:
        if not settings.HOOKS.provider or provider != settings.HOOKS.provider:
            raise Http404
        if request.method == "HEAD":
            return HttpResponse()
        if "Authorization" not in request.headers:
            return HttpResponse(status=401, headers={"WWW-Authenticate": 'Basic realm="Keepword"'})
        return view(request, provider)

    return answer


@_called_by_our_provider
def inbound(request: HttpRequest, provider: str) -> HttpResponse:
    """406 tells the provider that it need not try again, 503 that it should."""
    try:
        for mail in _understood(request, provider=provider, ask=dialect_of(provider).mails):
            keep(mail.raw, to=mail.to, envelope_from=mail.envelope_from)
    except NoInbox:
        return HttpResponse("There is no such inbox here.", content_type="text/plain", status=406)
    except Elsewhere:
        return HttpResponse("Please call again later.", content_type="text/plain", status=503)
    return HttpResponse()


@_called_by_our_provider
def tracking(request: HttpRequest, provider: str) -> HttpResponse:
    """What is none of ours is answered alike: the provider may send for others too."""
    try:
        for report in _understood(request, provider=provider, ask=dialect_of(provider).reports):
            take_report(report)
    except Elsewhere:
        return HttpResponse("Please call again later.", content_type="text/plain", status=503)
    return HttpResponse()


def _understood(
    request: HttpRequest, *, provider: str, ask: Callable[[HttpRequest], Iterable[Told]]
) -> Iterator[Told]:
    """Raises SuspiciousOperation (400) when the caller is not proved, or says what cannot be understood."""
    if request.content_type in ("application/json", "text/plain"):  # SNS calls its JSON plain text
        request._body = request.read()  # bounded for all addresses alike; Django's bound of 2 MB is for forms
    try:
        yield from ask(request)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise SuspiciousOperation(f"A call of {provider} could not be understood") from error
