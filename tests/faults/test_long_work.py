"""The real process is killed while a long file is taken in: nothing is done twice, and nothing is left out."""

import re
import time

import httpx
import psycopg
import pytest

from tests.faults.load import until
from tests.services.keepword import Keepword, keepword

pytestmark = [pytest.mark.services, pytest.mark.fault]

LINES = 600
RECOVERED_WITHIN = 60.0  # seconds


def test_a_long_file_outlives_two_kills(tmp_path, fresh_database):
    with keepword(tmp_path / "data", database_url=fresh_database) as house:
        password = house.set_up()
        with httpx.Client(base_url=house.url, follow_redirects=True, timeout=60) as desk:
            _post(desk, "/sign-in", username="mina@shop.example", password=password)
            place = _bring(desk)
            _killed_in_the_middle(house, desk, place=place, database_url=fresh_database)
            until(lambda: f"{LINES} to add" in desk.get(place).text, seconds=RECOVERED_WITHIN, every=0.5)
            _post(desk, f"{place}/doing")
            _killed_in_the_middle(house, desk, place=place, database_url=fresh_database)
            until(lambda: f"Done: {LINES} added" in desk.get(place).text, seconds=RECOVERED_WITHIN, every=0.5)
            people = _post(desk, "/contacts/export").text
    assert sorted(re.findall(r"old(\d+)@customer\.example", people), key=int) == [str(one) for one in range(LINES)]


def _bring(desk: httpx.Client) -> str:
    """The address of its page."""
    rows = "".join(f"old{number}@customer.example,{'Long Name ' * 18}\n" for number in range(LINES))
    page = _post(desk, "/contacts/import", file=f"address,name\n{rows}".encode())
    return page.url.path


def _killed_in_the_middle(house: Keepword, desk: httpx.Client, *, place: str, database_url: str) -> None:
    """Once some of it is done. A quick machine may have done all. Whoever works alone, on SQLite, goes on at once;
    where others may work, the lease has to run out, and minutes go by here in no time."""
    until(lambda: _so_far(desk, place) != 0, seconds=60, every=0.05)
    house.server.kill()
    if database_url:
        with psycopg.connect(database_url) as connection:
            connection.execute("UPDATE events_task SET leased_until = now() WHERE leased_until IS NOT NULL")
            connection.execute("UPDATE events_bundle SET leased_until = now() WHERE leased_until IS NOT NULL")
    house.server.start()
    time.sleep(0.1)


def _so_far(desk: httpx.Client, place: str) -> int | None:
    """None once it is not at work."""
    found = re.search(r'<progress max="\d+" value="(\d+)"', desk.get(place).text)
    return int(found[1]) if found else None


def _post(desk: httpx.Client, path: str, *, file: bytes | None = None, **fields: str) -> httpx.Response:
    token = re.search(
        r'name="csrfmiddlewaretoken" value="([^"]+)"',
        desk.get("/sign-in" if path == "/sign-in" else "/contacts/import").text,
    )
    assert token
    files = {"file": ("old.csv", file, "text/csv")} if file else None
    answer = desk.post(
        path, data=fields | {"csrfmiddlewaretoken": token[1]}, files=files, headers={"Referer": str(desk.base_url)}
    )
    assert answer.status_code < 400, answer.text[:500]
    return answer
