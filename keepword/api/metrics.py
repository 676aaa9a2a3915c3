"""Figures for the machine that watches us: /metrics, in the text format of Prometheus.

Numbers only: no name, no address, no word of a customer, and routes instead of addresses. Open to this machine itself
and to the token of an administrator; to others there is nothing here.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from keepword.channels.email.models import SET_ASIDE, STORED, UNREADABLE, StoredMail
from keepword.conversations.models import Message
from keepword.conversations.models.message import FAILED, HELD, QUEUED
from keepword.events import backlog, live
from keepword.events.models import Event, Task
from keepword.kit import clock
from keepword.people import tokens

BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
LOOPBACK = ("127.0.0.1", "::1")
OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

REGISTRY = CollectorRegistry()
REQUESTS = Counter("keepword_requests", "Answers given.", ["method", "route", "status"], registry=REGISTRY)
SECONDS = Histogram(
    "keepword_request_seconds", "From request to answer.", ["route"], registry=REGISTRY, buckets=BUCKETS
)


class MeasuringMiddleware:
    """Counts and times each answer by its route."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        route = _route(request)
        SECONDS.labels(route).observe(time.perf_counter() - began)
        REQUESTS.labels(_method(request), route, response.status_code).inc()
        return response


def _route(request: HttpRequest) -> str:
    """The pattern of the address, never the address: a stranger must not be able to make series without end."""
    return request.resolver_match.route if request.resolver_match else "none"


def _method(request: HttpRequest) -> str:
    return request.method if request.method in METHODS else "other"


@csrf_exempt  # so that whoever sends a form is told that there is none
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    if not (_is_this_machine(request) or _is_administrator(request)):
        raise Http404
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


def _is_this_machine(request: HttpRequest) -> bool:
    """Not behind a proxy: all that comes through one on this machine looks as if it came from here. Who runs one has
    said the public address, or the proxy says that it forwards."""
    if settings.PUBLIC_ADDRESS or any(name in request.META for name in FORWARDED):
        return False
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return request.META.get("REMOTE_ADDR") in LOOPBACK and host in OWN_NAMES


def _is_administrator(request: HttpRequest) -> bool:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    agent = tokens.agent_of(token) if scheme.lower() == "bearer" else None
    return agent is not None and agent.is_administrator


class _Desk(Collector):
    """Read from the database when asked, each from an index or a few rows."""

    def __init__(self, *, registry: CollectorRegistry) -> None:
        registry.register(self)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("events", "Facts recorded so far (the highest number).", _highest(Event.objects.all()))
        yield _gauge("tasks_waiting", "Reactions that wait to be run or are running.", backlog.waiting())
        yield _gauge("tasks_dead", "Reactions that were given up.", Task.objects.dead().count())
        yield _gauge("task_oldest_seconds", "How long the oldest due reaction has waited.", _age())
        yield _gauge("mails", "Mails stored so far (the highest number).", _highest(StoredMail.objects.all()))
        yield _by_state("mails_left", "Mails that did not become messages.", _mails())
        yield _by_state("replies_left", "Replies that were not handed over.", _replies())
        yield _gauge("streams", "Open live streams of this process.", live.count_listeners())


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"keepword_{name}", words, value=value)


def _by_state(name: str, words: str, counts: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"keepword_{name}", words, labels=["state"])
    for state, count in counts.items():
        family.add_metric([state], count)
    return family


def _highest(rows: QuerySet[Any, Any]) -> int:
    """Counting millions of rows takes seconds; numbers are given in order and rarely skipped."""
    return rows.order_by("-id").values_list("id", flat=True).first() or 0


def _age() -> float:
    now = clock.now()
    oldest = backlog.oldest_due(at=now)
    return (now - oldest).total_seconds() if oldest else 0.0


def _mails() -> dict[str, int]:
    return {state: StoredMail.objects.filter(state=state).count() for state in (STORED, UNREADABLE, SET_ASIDE)}


def _replies() -> dict[str, int]:
    replies = Message.objects  # house: counted for the machine, not read by a person
    return {state: replies.filter(delivery_state=state).count() for state in (QUEUED, HELD, FAILED)}


DESK = _Desk(registry=REGISTRY)
PROCESS = ProcessCollector(registry=REGISTRY)
