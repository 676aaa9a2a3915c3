"""Addresses of this face."""

from django.urls import path, re_path

from keepword.api import health, metrics, openapi, problems
from keepword.api.hooks import calling
from keepword.api.version_1 import put_together

version_1 = put_together()

urlpatterns = [
    path("api/v1/openapi.json", openapi.view_of(version_1, prefix="api/v1/"), name="openapi"),
    path("api/v1/", version_1.urls),
    re_path(r"^api(?:/|$)", problems.unknown_address),
    path("hooks/mail/<slug:provider>/inbound", calling.inbound, name="mail-hook"),
    path("hooks/mail/<slug:provider>/tracking", calling.tracking, name="tracking-hook"),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", metrics.show),
]
