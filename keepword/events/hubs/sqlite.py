"""SQLite: this process tells itself, and sees by the file's data version that another one wrote."""

import sqlite3
import threading

from django.conf import settings
from django.db import transaction

from keepword.events import live, news, waking
from keepword.events.memory import Memory
from keepword.events.models import Event

LOOK_EVERY = 0.1  # seconds between two looks at the data version: a few microseconds each
COLUMNS = ("id", "conversation_id", "inbox_id", "name", "data")

_ours = Memory()  # facts of this process, whose work its workers know of


def announce_on_commit(told: news.News) -> None:
    transaction.on_commit(lambda: _tell_here(told))


def _tell_here(told: news.News) -> None:
    for pk in told.event_ids:
        _ours.is_new(pk)
    live.tell_all(told.changes)


def follow(stopped: threading.Event) -> None:
    """Another process (the pipe command, a second worker) wrote when the data version moves. Ids are in the order of
    commits here, because SQLite has one writer at a time."""
    own = sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=5)
    try:
        seen, last = _version(own), _last_event()
        live.joined()
        while not stopped.wait(LOOK_EVERY):
            version = _version(own)
            if version != seen:
                seen, last = version, _tell_since(last)
    finally:
        own.close()


def _version(own: sqlite3.Connection) -> int:
    version: int = own.execute("PRAGMA data_version").fetchone()[0]
    return version


def _last_event() -> int:
    return Event.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _tell_since(last: int) -> int:
    new = Event.objects.filter(id__gt=last).order_by("id")
    names = []
    for pk, conversation_id, inbox_id, name, data in new.values_list(*COLUMNS):
        last = pk
        if _ours.is_new(pk):
            names.append(name)
        if name in live.ANNOUNCED:
            live.tell(live.announced(pk))
        change = live.change_of(pk, conversation_id, inbox_id, name, data)
        if change is not None:
            live.tell(change)
    waking.wake(news.work_of(names))
    return last
