"""Coming in by another service did not work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from keepword.people.models import SignInProvider


def refused(request: HttpRequest, *, provider: SignInProvider, reason: str | Promise) -> HttpResponse:
    context = {"provider": provider, "reason": reason}
    return render(request, "web/entrance/provider_refused.html", context, status=422)
