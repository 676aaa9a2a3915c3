"""PostgreSQL: NOTIFY in the transaction itself, so that the word goes out with the commit and never without it."""

import select
import threading
import time

import psycopg
from django.db import connection

from keepword.events import live, news
from keepword.events.hubs import silence

CHANNEL = "keepword"
CONNECT_WITHIN = 5  # seconds


def announce_on_commit(told: news.News) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, unnest(%s::text[]))", [CHANNEL, told.as_texts()])


def follow(stopped: threading.Event) -> None:
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    parameters.setdefault("connect_timeout", CONNECT_WITHIN)
    with psycopg.connect(**parameters, autocommit=True) as own:
        own.execute(f"LISTEN {CHANNEL}")
        live.joined()
        quiet = silence.Silence()
        while not stopped.is_set():
            for notice in own.notifies(timeout=silence.LISTEN_FOR):
                news.hear(notice.payload)
                quiet.broken()
            if quiet.must_ask():
                _ask(own)
                quiet.broken()


def _ask(own: psycopg.Connection) -> None:
    """Psycopg waits for an answer without an end, so this asks below it. Raises Silent; the connection is closed
    then, or its end would wait for the server, too."""
    session = own.pgconn
    session.send_query(b"SELECT 1")
    until = time.monotonic() + silence.GIVE_UP_AFTER
    poll = select.poll()
    poll.register(session.socket, select.POLLIN)
    while not _is_answered(session):
        left = until - time.monotonic()
        if left <= 0:
            own.close()
            raise silence.Silent
        poll.poll(left * 1000)
        session.consume_input()
    while notice := session.notifies():  # what came with the answer
        news.hear(notice.extra.decode())


def _is_answered(session: psycopg.pq.abc.PGconn) -> bool:
    while not session.is_busy():
        if session.get_result() is None:
            return True
    return False
