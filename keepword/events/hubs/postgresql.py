"""PostgreSQL: NOTIFY in the transaction itself, so that the word goes out with the commit and never without it."""

import threading

import psycopg
from django.db import connection

from keepword.events import live, news

CHANNEL = "keepword"


def announce_on_commit(told: news.News) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, unnest(%s::text[]))", [CHANNEL, told.as_texts()])


def follow(stopped: threading.Event) -> None:
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    with psycopg.connect(**parameters, autocommit=True) as own:
        own.execute(f"LISTEN {CHANNEL}")
        live.joined()
        while not stopped.is_set():
            for notice in own.notifies(timeout=1):
                news.hear(notice.payload)
