"""From the first proof to the desk: a second step where there is one, setting one up where everybody needs it."""

from dataclasses import asdict, dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from keepword.events.auditing import note
from keepword.kit import clock
from keepword.people.accounts.factors import factors_of, is_required
from keepword.people.models import Agent
from keepword.people.recognising import SIGNED_IN_AT, SIGNED_IN_BY

BACKEND = "keepword.people.recognising.Backend"
HALFWAY = "halfway"  # in the session of somebody who gave the first proof and not yet the second
AT_MOST = timedelta(minutes=10)
PROVED_AT = "proved_at"  # seconds since 1970: when the agent last proved who they are


@dataclass(frozen=True, slots=True)
class Halfway:
    """`sealed` is the seal of the agent's sessions: it breaks when their password changes meanwhile. `at` in seconds
    since 1970."""

    agent: int
    sealed: str
    way: str
    onward: str
    at: int


def go_on(request: HttpRequest, agent: Agent, *, way: str, onward: str) -> HttpResponse:
    """After the first proof."""
    if factors_of(agent).has_any:
        return _wait_for(request, agent, way=way, onward=onward, page="web:second-step")
    if is_required():
        return _wait_for(request, agent, way=way, onward=onward, page="web:first-factor")
    return enter(request, agent, way=way, onward=onward)


def enter(request: HttpRequest, agent: Agent, *, way: str, onward: str) -> HttpResponse:
    """After the last one."""
    request.session.pop(HALFWAY, None)
    login(request, agent, backend=BACKEND)  # a session of somebody else is emptied by it
    now = clock.now()
    request.session[SIGNED_IN_BY], request.session[SIGNED_IN_AT] = way, now.isoformat()
    request.session[PROVED_AT] = int(now.timestamp())
    note("agent.signed_in", by=agent.as_actor, address=place_of(request), way=way)
    return redirect(onward)


def halfway(request: HttpRequest) -> tuple[Agent, Halfway] | None:
    """Who stands between the first proof and the second; None when nobody does, or it took too long."""
    kept = request.session.get(HALFWAY)
    if not kept:
        return None
    state = Halfway(**kept)
    agent = Agent.objects.active().filter(pk=state.agent).first()
    is_stale = clock.now().timestamp() - state.at > AT_MOST.total_seconds()
    if agent is None or is_stale or agent.get_session_auth_hash() != state.sealed:
        return None
    return agent, state


def onward_of(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is here: never to another site."""
    following = request.POST.get("next", request.GET.get("next", ""))
    is_ours = url_has_allowed_host_and_scheme(
        following, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return following if is_ours else settings.LOGIN_REDIRECT_URL


def place_of(request: HttpRequest) -> str:
    """The IP address of who asks."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _wait_for(request: HttpRequest, agent: Agent, *, way: str, onward: str, page: str) -> HttpResponse:
    """A session of another name: whoever planted the one of before does not stand here, too."""
    request.session.flush()
    at = int(clock.now().timestamp())
    request.session[HALFWAY] = asdict(Halfway(agent.pk, agent.get_session_auth_hash(), way, onward, at))
    return redirect(page)
