"""How a change reaches the other processes, and how they hear of it."""

import logging
import sqlite3
import threading
from functools import cache

import psycopg
import redis
from django.conf import settings
from django.db import connection, transaction

from keepword.events import live, waking
from keepword.events.models import Event

log = logging.getLogger(__name__)

CHANNEL = "keepword"
LOOK_EVERY = 0.1  # seconds between two looks at SQLite's data version: a few microseconds each
REST = 1.0  # seconds before connecting again


def announce_on_commit(changes: list[live.Change]) -> None:
    """Tell all open screens once this transaction is committed, and nobody if it is rolled back."""
    if not changes:
        return
    if settings.REDIS_URL:
        transaction.on_commit(lambda: _publish(changes))
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_notify(%s, unnest(%s::text[]))", [CHANNEL, [change.as_text() for change in changes]]
            )
    else:
        transaction.on_commit(lambda: _tell_here(changes))


def _tell_here(changes: list[live.Change]) -> None:
    for change in changes:
        live.tell(change)


def _publish(changes: list[live.Change]) -> None:
    """Redis carries wake-ups only. When it is away the screens of this process still hear at once, others when they
    look again: nothing is lost and nothing waits for it."""
    try:
        with _redis().pipeline(transaction=False) as pipeline:
            for change in changes:
                pipeline.publish(CHANNEL, change.as_text())
            pipeline.execute()
    except redis.RedisError as error:
        log.warning("Redis is away, screens of other processes are told later: %s", type(error).__name__)
        _tell_here(changes)
        waking.wake()


@cache
def _redis() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)


def listen_until(stopped: threading.Event) -> None:
    """Bring the changes of all processes to the listeners of this one, until told to stop."""
    follow = _follow_sqlite
    if settings.REDIS_URL:
        follow = _follow_redis
    elif connection.vendor == "postgresql":
        follow = _follow_postgresql
    while not stopped.is_set():
        try:
            follow(stopped)
        except (psycopg.Error, redis.RedisError, sqlite3.Error, OSError) as error:
            log.warning("The live hub is away, trying again: %s", type(error).__name__)
            stopped.wait(REST)


def _tell(text: str) -> None:
    try:
        change = live.from_text(text)
    except (ValueError, TypeError):
        log.warning("An unknown word came through the live hub and was ignored.")
        return
    waking.wake()
    live.tell(change)


def _follow_redis(stopped: threading.Event) -> None:
    with _redis().pubsub(ignore_subscribe_messages=True) as channel:
        channel.subscribe(CHANNEL)
        live.tell(live.LOOK_AGAIN)
        while not stopped.is_set():
            message = channel.get_message(timeout=1)
            if message:
                _tell(message["data"].decode())


def _follow_postgresql(stopped: threading.Event) -> None:
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    with psycopg.connect(**parameters, autocommit=True) as own:
        own.execute(f"LISTEN {CHANNEL}")
        live.tell(live.LOOK_AGAIN)
        while not stopped.is_set():
            for notice in own.notifies(timeout=1):
                _tell(notice.payload)


def _follow_sqlite(stopped: threading.Event) -> None:
    """Another process (the pipe command, a second worker) wrote when SQLite's data version moves. Ids are in the
    order of commits here, because SQLite has one writer at a time."""
    with sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=5) as own:
        seen, last = _version(own), _last_event()
        while not stopped.wait(LOOK_EVERY):
            version = _version(own)
            if version != seen:
                seen, last = version, _tell_since(last)
    own.close()


def _version(own: sqlite3.Connection) -> int:
    version: int = own.execute("PRAGMA data_version").fetchone()[0]
    return version


def _last_event() -> int:
    return Event.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _tell_since(last: int) -> int:
    new = Event.objects.filter(id__gt=last).order_by("id")
    for pk, conversation_id, inbox_id, name in new.values_list("id", "conversation_id", "inbox_id", "name"):
        last = pk
        if conversation_id:
            live.tell(live.Change(pk, conversation_id, inbox_id, name))
    waking.wake()
    return last
