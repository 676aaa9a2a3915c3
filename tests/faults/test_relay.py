"""The relay refuses, stalls, hangs up or is away: the agent is told, nothing is lost, and it recovers by itself."""

import smtplib
import time

import pytest

from tests.faults.load import INBOX, Load, everything, until
from tests.services.keepword import keepword
from tests.services.processes import free_port
from tests.services.relay import relay

pytestmark = [pytest.mark.services, pytest.mark.fault]

LETTER = f"From: <ann@customer.example>\r\nTo: <{INBOX}>\r\nSubject: Hello\r\n\r\nWhere is it?\r\n"


@pytest.fixture
def outside():
    with relay() as server:
        yield server


@pytest.fixture
def desk(tmp_path, fresh_database, outside):
    settings = {"KEEPWORD_RELAY_URL": outside.url}
    with keepword(tmp_path / "data", database_url=fresh_database, settings=settings) as house:
        house.set_up(inbox=INBOX)
        token = house.command("token", "add", "--agent", "mina@shop.example").stdout.decode().strip()
        yield Load(house, token)


def write(desk, *, number=1):
    with smtplib.SMTP("127.0.0.1", desk.house.mail_port, timeout=20) as client:
        client.sendmail("ann@customer.example", [INBOX], f"Message-ID: <w{number}@customer.example>\r\n{LETTER}")
    until(lambda: sum(m["kind"] == "inbound" for m in everything(desk)) >= number, seconds=10)


def answer(desk, text="On its way."):
    newest = desk.ask("GET", "/api/v1/conversations?limit=1")["items"][0]["id"]
    return desk.ask("POST", f"/api/v1/conversations/{newest}/replies", {"text": text})


def state(desk, made):
    return next(m["delivery"] for m in everything(desk) if m["id"] == made["id"])


@pytest.mark.parametrize("mood", ["refuse", "refuse recipient"])
def test_a_refusal_for_good_is_shown_at_once_with_the_relays_words(desk, outside, mood):
    write(desk)
    outside.mood = mood
    made = answer(desk)
    until(lambda: state(desk, made)["state"] == "failed", seconds=10)
    assert "550" in state(desk, made)["detail"]
    conversation = desk.ask("GET", f"/api/v1/conversations/{made['conversation']}")
    assert conversation["status"] == "open"


@pytest.mark.parametrize("mood", ["later", "hang up"])
def test_what_is_not_taken_now_is_sent_later_under_the_same_id(desk, outside, mood):
    write(desk)
    outside.mood = mood
    made = answer(desk)
    until(lambda: state(desk, made)["detail"] != "", seconds=10)
    assert state(desk, made)["state"] == "queued"
    outside.mood = "accept"
    handed = outside.wait_for(1, seconds=60)
    assert {mail.message_id for mail in handed} == {made["message_id"]}
    until(lambda: state(desk, made)["state"] == "sent", seconds=10)


def test_a_slow_relay_holds_up_neither_customers_nor_pages(desk, outside):
    write(desk)
    outside.mood, outside.seconds = "slow", 6.0
    made = [answer(desk, text=f"Answer {number}") for number in range(3)]
    time.sleep(0.5)
    began = time.monotonic()
    write(desk, number=2)
    assert time.monotonic() - began < 5
    outside.wait_for(3, seconds=60)
    until(lambda: all(state(desk, one)["state"] == "sent" for one in made), seconds=20)


def test_replies_wait_for_a_relay_that_is_away(tmp_path, fresh_database):
    port = free_port()
    settings = {"KEEPWORD_RELAY_URL": f"smtp://127.0.0.1:{port}"}
    with keepword(tmp_path / "data", database_url=fresh_database, settings=settings) as house:
        house.set_up(inbox=INBOX)
        desk = Load(house, house.command("token", "add", "--agent", "mina@shop.example").stdout.decode().strip())
        write(desk)
        made = answer(desk)
        until(lambda: state(desk, made)["detail"] != "", seconds=10)
        with relay(port=port) as outside:
            outside.wait_for(1, seconds=60)
            until(lambda: state(desk, made)["state"] == "sent", seconds=10)
