"""The database restarts, Redis is gone, the disk is full: clear errors, nothing lost, recovery without a hand."""

import os
import smtplib
import subprocess
from collections import Counter
from http.client import HTTPConnection

import pytest

from tests.faults.load import BUSY, INBOX, Load, everything, tasks_left, until
from tests.services.keepword import keepword
from tests.services.prepared import prepared_database
from tests.services.relay import relay

pytestmark = [pytest.mark.services, pytest.mark.fault]


@pytest.fixture
def outside():
    with relay() as server:
        yield server


def desk_of(house):
    house.set_up(inbox=INBOX)
    return Load(house, house.command("token", "add", "--agent", "mina@shop.example").stdout.decode().strip())


def goes_on(load):
    """Until some more mails were taken in."""
    before = len(load.mails)
    until(lambda: len(load.mails) > before + 2, seconds=120)


def all_is_well(load, outside):
    until(lambda: tasks_left(load.house) == 0, seconds=200, every=0.5)
    messages = everything(load)
    stored = Counter(m["message_id"] for m in messages if m["kind"] == "inbound")
    assert [one for one in load.mails if stored[one] != 1] == []
    assert {m["delivery"]["state"] for m in messages if m["kind"] == "reply"} <= {"sent"}
    handed = Counter(mail.text.strip() for mail in outside.handed)
    assert [text for text in load.replies if handed[text] < 1] == []


@pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="about PostgreSQL; this run is about SQLite")
def test_postgresql_restarts_in_the_middle_of_the_work(tmp_path, postgresql, outside):
    settings = {"KEEPWORD_RELAY_URL": outside.url, **BUSY}
    url = prepared_database(postgresql)
    with keepword(tmp_path / "data", database_url=url, settings=settings) as house:
        load = desk_of(house)
        with load:
            for _ in range(3):
                goes_on(load)
                postgresql.server.restart()
            goes_on(load)
        all_is_well(load, outside)


def test_redis_goes_away_and_comes_back(tmp_path, fresh_database, redis, outside):
    settings = {"KEEPWORD_RELAY_URL": outside.url, "REDIS_URL": redis.url, **BUSY}
    with keepword(tmp_path / "data", database_url=fresh_database, settings=settings) as house:
        load = desk_of(house)
        with load:
            goes_on(load)
            redis.server.stop()
            goes_on(load)
            redis.server.start()
            goes_on(load)
        all_is_well(load, outside)


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="about SQLite; this run is about PostgreSQL")
def test_a_full_disk_is_said_and_passes(tmp_path, outside):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        with keepword(disk / "data", settings={"KEEPWORD_RELAY_URL": outside.url, **BUSY}) as house:
            load = desk_of(house)
            with load:
                goes_on(load)
                _fill(disk)
                assert _refusal(house) // 100 == 4
                assert _status(house, "/healthz") == 200
                assert _status(house, "/sign-in") in (200, 503)
                (disk / "filler").unlink()
                goes_on(load)
            all_is_well(load, outside)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def _fill(disk):
    """Until nothing fits any more."""
    with (disk / "filler").open("wb", buffering=0) as filler:
        for size in (1_000_000, 4096, 512):
            try:
                while True:
                    filler.write(b"x" * size)
            except OSError:
                pass


def _refusal(house):
    """What the listener answers to mails until it refuses one."""
    for number in range(200):
        head = f"From: full@customer.example\r\nMessage-ID: <full-{number}@customer.example>\r\nSubject: Full"
        letter = f"{head}\r\n\r\n" + "x" * 200_000
        try:
            with smtplib.SMTP("127.0.0.1", house.mail_port, timeout=20) as client:
                client.sendmail("ann@customer.example", [INBOX], letter)
        except smtplib.SMTPResponseException as refusal:
            return refusal.smtp_code
    return 250


def _status(house, path):
    client = HTTPConnection("127.0.0.1", house.port, timeout=20)
    client.request("GET", path)
    return client.getresponse().status
