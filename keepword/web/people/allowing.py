"""What the agent who looks may do, for templates: `{% if may.reply %}`; and the token of the forms of a page."""

from typing import Any

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject

from keepword.people.permissions import ALL


class May:
    """Asks nobody before a template asks it, so pages of customers and of errors cost nothing."""

    __slots__ = ("_request",)

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def __getattr__(self, permission: str) -> bool:
        """False for whoever is not signed in. Raises ValueError for what is no permission."""
        if permission not in ALL:
            raise ValueError(permission)
        agent = getattr(self._request, "user", None)
        return bool(agent is not None and agent.is_authenticated and agent.may(permission))


def allowed(request: HttpRequest) -> dict[str, Any]:
    # Made once for a page, whatever number of forms it has: each token is masked anew, and no two compress together.
    return {"may": May(request), "csrf_input": SimpleLazyObject(lambda: csrf_input(request))}
