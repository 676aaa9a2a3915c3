"""A session ends by its date while a stream is open: nobody presses anything, and the stream ends with it."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from tests.faults.load import INBOX, until
from tests.faults.test_rights_that_go import Ear, _browser
from tests.services.keepword import keepword

pytestmark = [pytest.mark.services, pytest.mark.fault]

SOON = 2.0  # seconds after its end
LEFT = timedelta(seconds=4)


def test_a_stream_ends_with_its_session(tmp_path, fresh_database, record_property):
    with keepword(tmp_path / "data", database_url=fresh_database) as house:
        house.set_up(inbox=INBOX)
        browser, other = (_browser("mina", at=house.url) for _ in range(2))
        key = browser.cookies["keepword"]
        at = datetime.now(UTC) + LEFT
        _shorten(key, at=at, database=fresh_database, data=tmp_path / "data")
        ears = [Ear(), Ear()]
        for ear, cookies in zip(ears, (browser.cookies, other.cookies), strict=True):
            threading.Thread(target=ear.listen, args=(house.url,), kwargs={"cookies": cookies}, daemon=True).start()
            assert ear.is_open.wait(30)
        assert datetime.now(UTC) < at, "the machine was too slow to say anything"
        until(lambda: ears[0].ended_at is not None, seconds=30)
        late = (datetime.now(UTC) - at).total_seconds()
        record_property("seconds", late)
        print("ended after", round(late, 2))
        assert -0.1 < late < SOON
        assert ears[1].ended_at is None
        assert browser.get("/inbox/mine").status_code == 302


def _shorten(key: str, *, at: datetime, database: str | None, data: Path) -> None:
    said = "UPDATE people_desksession SET expire_date = {0} WHERE session_key = {0}"
    if database and database.startswith("postgres"):
        with psycopg.connect(database, autocommit=True) as own:
            own.execute(said.format("%s"), [at, key])
        return
    with closing(sqlite3.connect(data / "keepword.sqlite3", timeout=10)) as own, own:
        own.execute(said.format("?"), [f"{at:%Y-%m-%d %H:%M:%S.%f}", key])
