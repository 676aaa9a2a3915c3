"""The language and the time zone of the agent who looks."""

from collections.abc import Callable

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from keepword.kit.zones import zone_of


class AgentLanguageMiddleware:
    """An agent's own choice; for strangers what the browser asks for, of the languages that customers see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # The agent, not Django's promise of one: a page asks it a hundred times, each by a detour of three calls.
        agent = request.user = get_user(request)
        code = agent.language if agent.is_authenticated else translation.get_language_from_request(request)
        zone = agent.time_zone if agent.is_authenticated else "UTC"
        with translation.override(code), timezone.override(zone_of(zone)):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response
