"""Who may ask: an agent who signed in, one whose role allows it, or an administrator."""

from collections.abc import Callable
from functools import wraps
from typing import Any, overload

from django.contrib.auth.decorators import login_required
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
        return login_required(view)
    if not {may, to_change} <= ALL | {""}:
        raise ValueError(f"No such permission: {may} {to_change}")

    def guarded(guarded_view: View) -> View:
        @wraps(guarded_view)
        def checked(request: AgentRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            demand(request, may)
            if request.method not in READING:
                demand(request, to_change)
            return guarded_view(request, *args, **kwargs)

        return login_required(checked)

    return guarded


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

    return login_required(checked)
