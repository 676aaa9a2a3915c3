"""Rights go in one process while a stream is open in another: two seconds later it tells nothing that they hid."""

import json
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.faults.load import INBOX, until
from tests.services.keepword import Keepword, keepword
from tests.services.processes import Server, answers, free_port
from tests.services.redis import Redis

pytestmark = [pytest.mark.services, pytest.mark.fault]

SOON = 2.0  # seconds between an answer that says that a right went and the last word that it hid
PASSWORD = "an old lighthouse keeps its word"
LOSES_TEAM, LEAVES, SIGNS_OUT, LOSES_IT_HERE, LOSES_IT_UNHEARD = "dave", "eve", "finn", "gwen", "hal"
MAIL = "From: Ann <ann@customer.example>\nTo: {to}\nSubject: Late\nMessage-ID: <a@customer.example>\n\nWhere is it?\n"


@dataclass
class Ear:
    """An open stream: when it said which names, and when it ended."""

    heard: list[tuple[float, list[str]]] = field(default_factory=list)
    ended_at: float | None = None
    is_open: threading.Event = field(default_factory=threading.Event)

    def listen(self, url: str, *, cookies: httpx.Cookies) -> None:
        try:
            with httpx.stream("GET", f"{url}/live", cookies=cookies, timeout=60) as stream:
                for line in stream.iter_lines():
                    if line.startswith("data: "):
                        self.heard.append((time.monotonic(), json.loads(line.removeprefix("data: "))["names"]))
                        self.is_open.set()
        except httpx.HTTPError:
            pass
        self.ended_at = time.monotonic()

    def last_about(self, conversation: int) -> float:
        """0.0 for never."""
        return max((at for at, names in self.heard if f"conversation-{conversation}" in names), default=0.0)


@dataclass(frozen=True)
class House:
    """Two programs on one database: streams are open at `here`, `there` is another."""

    here: Keepword
    there: str
    token: str
    conversation: int

    def asked(self, method: str, path: str, *, at: str, body: object = None) -> httpx.Response:
        answer = httpx.request(
            method, f"{at}/api/v1{path}", json=body, headers={"Authorization": f"Bearer {self.token}"}, timeout=60
        )
        assert answer.is_success, answer.text
        return answer

    def number_of(self, name: str) -> int:
        agents = self.asked("GET", "/agents", at=self.there).json()["items"]
        return next(one["id"] for one in agents if one["name"] == name)

    def note(self, number: int, *, at: str) -> None:
        self.asked("POST", f"/conversations/{self.conversation}/notes", at=at, body={"text": f"Word {number}"})


@pytest.mark.parametrize("carrier", ["own", "redis"])
def test_a_stream_tells_nothing_more_within_two_seconds_after_a_right_went(
    carrier: str, tmp_path: Path, fresh_database: str, request: pytest.FixtureRequest, record_property
):
    redis = request.getfixturevalue("redis") if carrier == "redis" else None
    with _house(tmp_path / "data", database=fresh_database, redis=redis) as house:
        browsers = {name: _signed_in(house, name) for name in _NAMES}
        ears = {name: _listening(house, browser) for name, browser in browsers.items()}
        went: dict[str, float] = {}

        def lose_team(name: str, *, at: str) -> None:
            house.asked("PATCH", f"/agents/{house.number_of(name)}", at=at, body={"teams": []})

        def leave(name: str) -> None:
            house.asked("PUT", f"/agents/{house.number_of(name)}/activity", at=house.there, body={"is_active": False})

        _work_until(house, lambda: all(ear.last_about(house.conversation) for ear in ears.values()))
        for name, lose in (
            (LOSES_TEAM, lambda: lose_team(LOSES_TEAM, at=house.there)),
            (LEAVES, lambda: leave(LEAVES)),
            (SIGNS_OUT, lambda: _sign_out(browsers[SIGNS_OUT], at=house.there)),
            (LOSES_IT_HERE, lambda: lose_team(LOSES_IT_HERE, at=house.here.url)),
        ):
            lose()
            went[name] = time.monotonic()
            _work_until(house, lambda since=went[name]: time.monotonic() > since + SOON + 1)
        if redis:
            redis.server.stop()
            lose_team(LOSES_IT_UNHEARD, at=house.there)
            went[LOSES_IT_UNHEARD] = time.monotonic()
            since = went[LOSES_IT_UNHEARD]
            _work_until(house, lambda: time.monotonic() > since + SOON + 1, at=house.here.url)
            redis.server.start()
        late = {name: ears[name].last_about(house.conversation) - at for name, at in went.items()}
        record_property("seconds", late)
        print(carrier, {name: round(seconds, 2) for name, seconds in late.items()})
        assert max(late.values()) < SOON
        for name in (LEAVES, SIGNS_OUT):  # nothing is left to listen to
            until(lambda name=name: ears[name].ended_at is not None, seconds=5)
            assert ears[name].ended_at - went[name] < SOON
        if not redis:  # the proof that there was something to hear all the time
            assert ears[LOSES_IT_UNHEARD].last_about(house.conversation) > went[LOSES_IT_HERE] + SOON


_NAMES = (LOSES_TEAM, LEAVES, SIGNS_OUT, LOSES_IT_HERE, LOSES_IT_UNHEARD)


@contextmanager
def _house(data: Path, *, database: str, redis: Redis | None) -> Iterator[House]:
    settings = {"KEEPWORD_API_RATE": "1000000"} | ({"REDIS_URL": redis.url} if redis else {})
    with keepword(data, database_url=database, settings=settings) as here:
        here.set_up(inbox=INBOX)
        token = here.command("token", "add", "--agent", "mina@shop.example").stdout.decode().strip()
        secret = data / "first-password"
        for name in _NAMES:
            command = ["agent", "add", "--name", name, "--email", f"{name}@shop.example", "--team", "Shop"]
            done = here.command(*command, "--password-file", str(secret))
            assert done.returncode == 0, done.stderr.decode()
        with _another(here) as there:
            _close_the_inbox(there)
            got = here.command("receive", "--inbox", INBOX, standard_input=MAIL.format(to=INBOX).encode())
            assert got.returncode == 0, got.stderr.decode()
            house = House(here, there, token, 0)
            found = lambda: house.asked("GET", "/conversations", at=there).json()["items"]  # noqa: E731
            until(found, seconds=60)
            yield House(here, there, token, found()[0]["id"])


@contextmanager
def _another(house: Keepword) -> Iterator[str]:
    """`keepword web` on the same database. Gives its address."""
    port = free_port()
    command = [sys.executable, "-P", "-m", "keepword", "web", "--data", str(house.data), "--port", str(port)]
    log = house.data.parent / "another"
    log.mkdir()
    with Server(command, folder=log, is_ready=lambda: answers(port), env=house.environment):
        yield f"http://127.0.0.1:{port}"


def _close_the_inbox(url: str) -> None:
    """To all but the one team. Everything is the first of its kind."""
    desk = _browser("mina", at=url)
    said = {"name": "Support", "address": INBOX, "brand": "1", "teams": "1"}
    said["csrfmiddlewaretoken"] = _secret(desk.get("/settings/inboxes/1").text)
    answer = desk.post("/settings/inboxes/1", data=said)
    assert answer.status_code == 302, answer.text


def _signed_in(house: House, name: str) -> httpx.Client:
    return _browser(name, at=house.here.url)


def _browser(name: str, *, at: str) -> httpx.Client:
    client = httpx.Client(base_url=at, timeout=60)
    page = client.get("/sign-in").text
    said = {"username": f"{name}@shop.example", "password": PASSWORD, "csrfmiddlewaretoken": _secret(page)}
    assert client.post("/sign-in", data=said).status_code == 302
    return client


def _sign_out(client: httpx.Client, *, at: str) -> None:
    page = client.get(f"{at}/inbox/open").text
    answer = client.post(f"{at}/sign-out", data={"csrfmiddlewaretoken": _secret(page)})
    assert answer.status_code == 302


def _secret(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found, page
    return found[1]


def _listening(house: House, browser: httpx.Client) -> Ear:
    ear = Ear()
    threading.Thread(
        target=ear.listen, args=(house.here.url,), kwargs={"cookies": browser.cookies}, daemon=True
    ).start()
    assert ear.is_open.wait(30)
    return ear


def _work_until(house: House, is_over: Callable[[], bool], *, at: str = "") -> None:
    """Something happens in the inbox all the time, in the other process or at `at`."""
    give_up = time.monotonic() + 60
    for number in range(10_000):
        if is_over():
            return
        assert time.monotonic() < give_up
        house.note(number, at=at or house.there)
        time.sleep(0.05)
