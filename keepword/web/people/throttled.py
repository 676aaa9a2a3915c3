"""Too many failed sign-ins."""

from datetime import datetime, timedelta
from math import ceil

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keepword.kit import clock
from keepword.web.errors import too_many
from keepword.web.times import length

MINUTE = 60


def show(request: HttpRequest, *, until: datetime) -> HttpResponse:
    """The same words whether the account exists or not. The wait is rounded up, so that it is never too short."""
    seconds = max(ceil((until - clock.now()) / timedelta(seconds=1)), 1)
    minutes = ceil(seconds / MINUTE) * MINUTE
    reason = _("Too many passwords did not fit. Try again in %(length)s; then you will be let in with the right one.")
    response = too_many(request, reason=reason % {"length": length(minutes, get_language() or "en")})
    response.headers["Retry-After"] = str(seconds)
    return response
