"""Addresses of this face."""

from typing import Any

from django.urls import URLResolver, path, re_path
from django.urls.resolvers import RoutePattern
from django.utils.datastructures import MultiValueDict

from keepword.api import health, metrics, problems
from keepword.api.hooks import calling


class LoadedWhenAsked(URLResolver):
    """Addresses of a module that is read when the first request asks for one of them, or a check or a test looks at
    all. Read by import, so by one thread while others wait; one that fails to be read is tried again and fails again.

    Nothing is found here by name, and so no page that writes addresses has to read them.
    """

    reverse_dict: MultiValueDict[Any, Any] = MultiValueDict()
    namespace_dict: dict[str, Any] = {}
    app_dict: dict[str, Any] = {}

    def _populate(self) -> None:
        """Django would look for names at the first address that a page writes."""


urlpatterns = [
    LoadedWhenAsked(RoutePattern("api/v1/"), "keepword.api.version_1"),
    re_path(r"^api(?:/|$)", problems.unknown_address),
    path("hooks/mail/<slug:provider>/inbound", calling.inbound, name="mail-hook"),
    path("hooks/mail/<slug:provider>/tracking", calling.tracking, name="tracking-hook"),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", metrics.show),
]
