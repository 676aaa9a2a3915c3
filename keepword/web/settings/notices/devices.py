"""Browsers that show notices on the desktop: /settings/notices/devices; the script that shows them while no page is
open: /push-worker.js."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keepword.notices.pushing.encrypting import NotAKey
from keepword.notices.pushing.subscribing import NoPushService, devices_of, subscribe, unsubscribe
from keepword.people.accounts.devices import browser_of, system_of
from keepword.web import times
from keepword.web.people.admitting import AgentRequest, for_agents

WORKER = Path(__file__).resolve().parent.parent.parent / "static" / "push-worker.js"


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    name: str
    digest: str
    added: SafeString
    is_here: bool


@for_agents
@require_POST
def create(request: AgentRequest) -> HttpResponse:
    """What the browser said of itself: `endpoint`, `p256dh`, `auth`. 422 for what nothing could be sent to."""
    said = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    try:
        subscribe(request.user, session=request.session.session_key or "", **said)
    except (NoPushService, NotAKey):
        return HttpResponse(status=422)
    return HttpResponse(status=204)


@for_agents
@require_POST
def removal(request: AgentRequest, number: int) -> HttpResponse:
    unsubscribe(request.user, number=number)
    return redirect(f"{reverse('web:notice-choices')}?saved=yes#devices")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """It stands at the root, because a worker may serve only what stands below it. Nothing of anybody is in it."""
    response = HttpResponse(_source(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=1)
def _source() -> str:
    return WORKER.read_text(encoding="utf-8")


def lines_of(request: AgentRequest) -> Iterator[Line]:
    """The newest first."""
    reader = times.reader()
    for one in devices_of(request.user):
        names = [browser_of(one.session.device), system_of(one.session.device)]
        yield Line(
            number=one.pk,
            name=", ".join(filter(None, names)) or _("A browser"),
            digest=one.digest,
            added=reader.moment(one.added_at),
            is_here=one.session_id == request.session.session_key,
        )
