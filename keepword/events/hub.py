"""How a change reaches the screens of all processes: by the carrier that this installation has."""

import logging
import threading
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings
from django.db import connection, transaction

from keepword.events import live, presence, waking
from keepword.events.news import News

log = logging.getLogger(__name__)

REST = 1.0  # seconds before connecting again


class Carrier(Protocol):
    """The shape of the files in `hubs/`."""

    def announce_on_commit(self, news: News) -> None: ...

    def follow(self, stopped: threading.Event) -> None: ...


def carrier() -> Carrier:
    return _carrier("redis" if settings.REDIS_URL else connection.vendor)


@cache
def _carrier(name: str) -> Carrier:
    return cast(Carrier, import_module(f"keepword.events.hubs.{name}"))


def announce_on_commit(news: News) -> None:
    """Wake the workers and tell all open screens once this transaction is committed, and nobody if it is rolled back.
    The workers of this process are woken at once, whatever the carrier does."""
    if news.work:
        transaction.on_commit(lambda: waking.wake(news.work))
    if news.changes or news.work:
        carrier().announce_on_commit(news)


def show(glimpse: presence.Glimpse) -> None:
    """What a screen does: known here at once, and in the other processes as soon as the carrier gets there."""
    presence.note(glimpse)
    carrier().announce_on_commit(News((), [], {}, (glimpse,)))


def listen_until(stopped: threading.Event) -> None:
    """Bring the changes of all processes to the listeners of this one, until told to stop. Whatever happens to the
    carrier, listening goes on when it is back."""
    while not stopped.is_set():
        try:
            carrier().follow(stopped)
        except Exception as error:
            log.warning("The live hub is away, trying again: %s", type(error).__name__)
            live.cut_off()
            connection.close()
            stopped.wait(REST)
    connection.close()
