"""Customers who write and agents who answer, without a pause, while the house burns."""

import itertools
import json
import smtplib
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

import psycopg

from tests.services.keepword import Keepword

INBOX = "support@shop.example"
BUSY = {"KEEPWORD_API_RATE": "1000000"}  # looking at everything again and again is more than a program may
REST = 0.2  # seconds between two words of one customer; as fast as the server lets them is not the point


@dataclass
class Load:
    """What was acknowledged: the ids of mails (250) and the words of replies (201). An unacknowledged mail is sent
    again with the same id, as mail servers do; an unacknowledged reply with the same Idempotency-Key."""

    house: Keepword
    token: str
    mails: list[str] = field(default_factory=list)
    replies: dict[str, int] = field(default_factory=dict)
    stopped: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self) -> "Load":
        self.threads += [self._run(lambda place=place: self._write(place)) for place in range(2)]
        self.threads += [self._run(self._answer)]
        return self

    def __exit__(self, *_error: object) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive()

    def _run(self, work: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        return thread

    def _write(self, place: int) -> None:
        for number in itertools.count():
            message_id = f"load-{place}-{number}@customer.example"
            while not self._send(message_id, sender=f"customer{place}-{number}@customer.example"):
                if self.stopped.wait(0.1):
                    return
            self.mails.append(message_id)
            if self.stopped.wait(REST):
                return

    def _send(self, message_id: str, *, sender: str) -> bool:
        letter = f"From: <{sender}>\r\nTo: <{INBOX}>\r\nSubject: 你好\r\nMessage-ID: <{message_id}>\r\n\r\nHello\r\n"
        try:
            with smtplib.SMTP("127.0.0.1", self.house.mail_port, timeout=20) as client:
                client.sendmail(sender, [INBOX], letter.encode(), mail_options=["SMTPUTF8"])
        except (OSError, smtplib.SMTPException):
            return False
        return True

    def _answer(self) -> None:
        for number in itertools.count():
            text, path = f"answer {number:06}.", None
            while path is None or (message := self._reply(text, path=path)) is None:
                path = path or self._newest()
                if self.stopped.wait(0.1):
                    return
            self.replies[text] = message
            if self.stopped.wait(REST):
                return

    def _newest(self) -> str | None:
        """Where to answer the newest conversation: chosen once, because a key belongs to one request."""
        listed = self.ask("GET", "/api/v1/conversations?limit=1")
        if not listed or not listed["items"]:
            return None
        return f"/api/v1/conversations/{listed['items'][0]['id']}/replies"

    def _reply(self, text: str, *, path: str) -> int | None:
        made = self.ask("POST", path, {"text": text}, {"Idempotency-Key": text})
        return made["id"] if made else None

    def ask(
        self, method: str, path: str, body: dict[str, object] | None = None, headers: dict[str, str] | None = None
    ) -> dict | None:
        """The JSON of an answer; None when there was none or it was no success. Told to come later, it does."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"} | (headers or {})
        while True:
            try:
                status, later, content = self._try(method, path, json.dumps(body) if body else None, headers)
            except (OSError, HTTPException):
                return None
            if status != HTTPStatus.TOO_MANY_REQUESTS:
                return json.loads(content) if status in (HTTPStatus.OK, HTTPStatus.CREATED) else None
            time.sleep(float(later or 1))

    def _try(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, str | None, bytes]:
        """Status, Retry-After and content."""
        client = HTTPConnection("127.0.0.1", self.house.port, timeout=30)
        try:
            client.request(method, path, body, headers)
            answer = client.getresponse()
            return answer.status, answer.headers["Retry-After"], answer.read()
        finally:
            client.close()


def tasks_left(house: Keepword) -> int:
    """How many tasks wait or run, asked of the database itself: thousands of messages are not read for that."""
    url = house.environment.get("DATABASE_URL", "")
    place = house.data / "keepword.sqlite3"
    with closing(psycopg.connect(url) if url else sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as database:
        asked = (
            "SELECT (SELECT count(*) FROM events_task WHERE dead_at IS NULL) + (SELECT count(*) FROM events_bundle)"
        )
        return database.execute(asked).fetchone()[0]


def everything(load: Load) -> list[dict]:
    """All messages of all conversations, as the API tells them."""
    found = []
    for conversation in _pages(load, "/api/v1/conversations?limit=100"):
        found += _pages(load, f"/api/v1/conversations/{conversation['id']}/messages?limit=100")
    return found


def _pages(load: Load, path: str) -> list[dict]:
    items, cursor = [], ""
    while True:
        page = load.ask("GET", path + (f"&cursor={cursor}" if cursor else ""))
        assert page is not None
        items += page["items"]
        cursor = page["next"]
        if not cursor:
            return items


def until(is_so: Callable[[], bool], *, seconds: float, every: float = 0.1) -> None:
    """Raises AssertionError when it is not so in time."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not become so in time"
        time.sleep(every)
