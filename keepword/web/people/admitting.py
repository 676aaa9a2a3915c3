"""Who may ask: an agent who signed in, one whose role allows it, or an administrator."""

from collections.abc import Callable
from functools import wraps
from typing import Any, overload
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from keepword.people.models import Agent
from keepword.people.permissions import ALL, PERMISSIONS

View = Callable[..., HttpResponseBase]
READING = ("GET", "HEAD", "OPTIONS")


class NotPermitted(PermissionDenied):
    """Signed in, but their role does not include `permission`."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission

    @property
    def title(self) -> str:
        return _("Your role does not include this")

    @property
    def reason(self) -> str:
        why = _("It takes the permission “%(permission)s”. Ask an administrator to give you a role that has it.")
        return why % {"permission": PERMISSIONS[self.permission].words}


class AgentRequest(HttpRequest):
    """A request of somebody who is signed in. Only these reach a view that is `for_agents`."""

    user: Agent


@overload
def for_agents(view: View) -> View: ...


@overload
def for_agents(*, may: str = "", to_change: str = "") -> Callable[[View], View]: ...


def for_agents(view: View | None = None, *, may: str = "", to_change: str = "") -> View | Callable[[View], View]:
    """Who has not signed in goes to the sign-in page. Whose role does not include `may` sees 403: they know that it
    exists, and whom to ask. `to_change` is demanded besides for every method but GET and HEAD."""
    if view is not None:
        return signed_in(view)
    if not {may, to_change} <= ALL | {""}:
        raise ValueError(f"No such permission: {may} {to_change}")

    def guarded(guarded_view: View) -> View:
        @wraps(guarded_view)
        def checked(request: AgentRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            demand(request, may)
            if request.method not in READING:
                demand(request, to_change)
            return guarded_view(request, *args, **kwargs)

        return signed_in(checked)

    return guarded


def signed_in(view: View) -> View:
    """Who has not signed in goes to the door, and from there to what they asked for; who sent a form, to the page
    that it stands on: nobody can go to where a form is sent."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        onward = request.get_full_path() if request.method in READING else page_of(request)
        return redirect_to_login(onward or settings.LOGIN_REDIRECT_URL)

    return checked


def page_of(request: HttpRequest) -> str:
    """Path and query of the page that asks, as far as the browser says it and it is one of ours; else ""."""
    said = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    if said.netloc != request.get_host() or not said.path.startswith("/") or said.path.startswith("//"):
        return ""
    return f"{said.path}?{said.query}" if said.query else said.path


def demand(request: AgentRequest, permission: str) -> None:
    """Raises NotPermitted unless the agent's role includes it. "" demands nothing."""
    if permission and not request.user.may(permission):
        raise NotPermitted(permission)


def for_administrators(view: View) -> View:
    """Others who are signed in see 403. Prefer `for_agents(may=…)`: own roles can then be given it."""

    @wraps(view)
    def checked(request: AgentRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_administrator:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return signed_in(checked)
