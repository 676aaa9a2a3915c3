"""Is it alive, and is it ready? Asked by whoever starts, stops and balances processes; no token is needed."""

from functools import cache

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from keepword.api.answering import as_json
from keepword.events import pulse

STILL = 300.0  # seconds without a sign of life: twice what one task may take (`events.claiming.LEASE_ALONE`)


@csrf_exempt  # so that whoever sends a form is told that there is none
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """/healthz: this process answers. It asks nobody else: a database that is away is no reason to kill it."""
    return _said({"status": "alive"}, status=200)


@csrf_exempt  # as above
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """/readyz: 200 when requests can be served here, else 503. `threads` are the workers of this process, if any."""
    threads = {name: "alive" if silent < STILL else "silent" for name, silent in pulse.seconds_of_silence().items()}
    found = {"database": _database(), "threads": threads}
    is_ready = found["database"] == "ready" and "silent" not in threads.values()
    return _said({"status": "ready" if is_ready else "not ready", **found}, status=200 if is_ready else 503)


def _database() -> str:
    """ "ready", "away", or "behind" when its tables are not those of this version."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
        return "ready" if _wanted() <= applied.keys() else "behind"
    except (Error, ImproperlyConfigured):
        return "away"


@cache
def _wanted() -> frozenset[tuple[str, str]]:
    """The migrations of this version, read from disk once."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _said(content: dict[str, object], *, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(as_json(content) + b"\n", status=status, content_type="application/json", headers=headers)
