"""For views that make, move or end something by a form that has no mark of its own: pressed twice, or sent again by
going back, it leads to where the first press led, and not to "this name is taken" or "there is nothing here"."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect

from keepword.people.pressing import led, press, undone
from keepword.web.people.admitting import READING, AgentRequest

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a field
MOVED = (302, 303)
View = Callable[..., HttpResponseBase]


def once_a_page(view: View) -> View:
    """Below `for_agents`. The token against forgery is masked anew in every page that is shown, so it tells one page
    from the next: who opens the form again and writes the same is not held back. A form without one counts each time.
    """

    @wraps(view)
    def pressed(request: AgentRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in READING or not request.POST.get(TOKEN):
            return view(request, *args, **kwargs)
        with transaction.atomic():
            row = press(request.user, said=_said(request))
            if row.location:
                return redirect(row.location)
            response = view(request, *args, **kwargs)
            if response.status_code in MOVED:
                led(row, to=response.headers["Location"])
            else:
                undone(row)
        return response

    return pressed


def _said(request: AgentRequest) -> str:
    """All that was sent, and where to; of files what is in them."""
    fields = [(name, value) for name in sorted(request.POST) for value in request.POST.getlist(name)]
    files = [(name, _digest(file)) for name in sorted(request.FILES) for file in request.FILES.getlist(name)]
    return f"{request.get_full_path()}\n{urlencode([*fields, *files], errors='replace')}"


def _digest(file: Any) -> str:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()
