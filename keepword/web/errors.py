"""Pages for what went wrong: what happened, why, and what to do."""

import sys

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from keepword.web.people.admitting import NotPermitted


def problem(request: HttpRequest, *, code: int, title: str, reason: str) -> HttpResponse:
    """A page of its own, that asks nothing of the database: it must work when nothing else does."""
    context = {"code": code, "title": title, "reason": reason}
    return render(request, "web/errors/problem.html", context, status=code)


def refusal(request: HttpRequest, *, title: str, reason: str) -> HttpResponse:
    """What was asked for cannot be done as it is (422)."""
    return problem(request, code=422, title=title, reason=reason)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, TooManyFilesSent):
        return problem(request, code=400, title=_("This is too much at once"), reason=_too_many_files())
    title, reason = (
        _("This request could not be read"),
        _("Something in it was not as expected. Go back and try again."),
    )
    return problem(request, code=400, title=title, reason=reason)


def _too_many_files() -> str:
    most = {"most": settings.DATA_UPLOAD_MAX_NUMBER_FILES}
    return _("At most %(most)s files can be sent at once. Please choose fewer.") % most


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, NotPermitted):
        return problem(request, code=403, title=exception.title, reason=exception.reason)
    title, reason = (
        _("This is for administrators"),
        _("Ask an administrator of your organisation to do it, or to let you."),
    )
    return problem(request, code=403, title=title, reason=reason)


def forbidden_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token did not fit: the page was open too long, or the browser refuses cookies."""
    title = _("This form is too old")
    why = _(
        "It was opened before you signed in, or your browser keeps no cookies. Go back, load the page again and "
        "send it once more. What you wrote is kept in the form."
    )
    response = problem(request, code=403, title=title, reason=why)
    # A script asked: the page is loaded anew with a form that fits, and the words that it keeps stand in it again.
    response.headers["HX-Refresh"] = "true"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    title, reason = _("There is nothing here"), _("The address may be wrong, or what was here is not open to you.")
    return problem(request, code=404, title=title, reason=reason)


def too_many(request: HttpRequest, *, reason: str) -> HttpResponse:
    return problem(request, code=429, title=_("Too many attempts"), reason=reason)


def too_large(request: HttpRequest) -> HttpResponse:
    """Customers read it as well as agents, so it leads nowhere that is only for one of them."""
    most = {"most": settings.UPLOAD_SIZE_LIMIT // 1_000_000}
    context = {
        "code": 413,
        "title": _("This is too much at once"),
        "reason": _("The files are larger than %(most)s MB together. Please choose smaller or fewer.") % most,
        "advice": _("Go back in your browser: what you wrote is still there."),
    }
    return render(request, "web/errors/problem.html", context, status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return database_away(request)
    title, reason = (
        _("Something broke on our side"),
        _("It was written down. Nothing that was sent is lost. Try again in a moment."),
    )
    return problem(request, code=500, title=title, reason=reason)


def database_away(request: HttpRequest) -> HttpResponse:
    """The database cannot be reached, or its disk is full: it passes, so the answer says to come again."""
    title, reason = (
        _("The database is away for a moment"),
        _("What you just sent was not saved. Please try again in a minute."),
    )
    response = problem(request, code=503, title=title, reason=reason)
    response.headers["Retry-After"] = "30"
    return response
