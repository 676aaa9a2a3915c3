"""Who may ask: an agent who signed in, or an administrator."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from keepword.people.models import Agent

View = Callable[..., HttpResponseBase]


class AgentRequest(HttpRequest):
    """A request of somebody who is signed in. Only these reach a view that is `for_agents`."""

    user: Agent


def for_agents(view: View) -> View:
    """Everybody else goes to the sign-in page."""
    return login_required(view)


def for_administrators(view: View) -> View:
    """Others who are signed in see 403: they know that settings exist, and whom to ask."""

    @wraps(view)
    def checked(request: AgentRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_administrator:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(checked)
