"""Too many failed sign-ins."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from keepword.web.errors import too_many


def show(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """The same words whether the address exists or not."""
    reason = _("Somebody tried to sign in too often with a wrong password. Wait a quarter of an hour and try again.")
    return too_many(request, reason=reason)
