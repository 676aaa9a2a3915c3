"""The relay refuses, stalls, hangs up or is away: the agent is told, nothing is lost, and it recovers by itself."""

import itertools
import os
import smtplib

import pytest

from tests.faults.load import BUSY, INBOX, Load, until
from tests.services.keepword import keepword
from tests.services.prepared import prepared_database
from tests.services.processes import free_port
from tests.services.relay import relay

pytestmark = [pytest.mark.services, pytest.mark.fault]

NUMBERS = itertools.count(1)
SOON = 120  # seconds: on a machine that does other work besides
LETTER = f"To: <{INBOX}>\r\n\r\nWhere is it?\r\n"


@pytest.fixture(scope="module")
def outside():
    with relay() as server:
        yield server


@pytest.fixture(scope="module")
def desk(tmp_path_factory, outside, request):
    """One house for all tests of this file: each has a customer and words of its own."""
    url = prepared_database(request.getfixturevalue("postgresql")) if os.environ.get("DATABASE_URL") else ""
    settings = {"KEEPWORD_RELAY_URL": outside.url, **BUSY}
    with keepword(tmp_path_factory.mktemp("relay") / "data", database_url=url, settings=settings) as house:
        house.set_up(inbox=INBOX)
        token = house.command("token", "add", "--agent", "mina@shop.example").stdout.decode().strip()
        yield Load(house, token)


@pytest.fixture(autouse=True)
def good_mood(outside):
    outside.mood = "accept"
    yield
    outside.mood = "accept"


def write(desk):
    """A new customer writes. Gives the conversation's id."""
    number = next(NUMBERS)
    with smtplib.SMTP("127.0.0.1", desk.house.mail_port, timeout=20) as client:
        sender = f"ann{number}@customer.example"
        letter = f"Message-ID: <w{number}@customer.example>\r\nSubject: Question {number}\r\nFrom: <{sender}>\r\n"
        client.sendmail(sender, [INBOX], letter + LETTER)
    until(lambda: _conversation(desk, number) is not None, seconds=SOON)
    return _conversation(desk, number)


def _conversation(desk, number):
    listed = desk.ask("GET", "/api/v1/conversations?limit=100")["items"]
    return next((item["id"] for item in listed if item["subject"] == f"Question {number}"), None)


def answer(desk, conversation, text="On its way."):
    return desk.ask("POST", f"/api/v1/conversations/{conversation}/replies", {"text": text})


def state(desk, made):
    messages = desk.ask("GET", f"/api/v1/conversations/{made['conversation']}/messages")["items"]
    return next(m["delivery"] for m in messages if m["id"] == made["id"])


def handed(outside, made):
    return [mail for mail in outside.handed if mail.message_id == made["message_id"]]


@pytest.mark.parametrize("mood", ["refuse", "refuse recipient"])
def test_a_refusal_for_good_is_shown_at_once_with_the_relays_words(desk, outside, mood):
    conversation = write(desk)
    outside.mood = mood
    made = answer(desk, conversation)
    until(lambda: state(desk, made)["state"] == "failed", seconds=SOON)
    assert "550" in state(desk, made)["detail"]
    assert desk.ask("GET", f"/api/v1/conversations/{conversation}")["status"] == "open"


@pytest.mark.parametrize("mood", ["later", "hang up"])
def test_what_is_not_taken_now_is_sent_later_under_the_same_id(desk, outside, mood):
    conversation = write(desk)
    outside.mood = mood
    made = answer(desk, conversation)
    until(lambda: state(desk, made)["detail"] != "", seconds=SOON)
    assert state(desk, made)["state"] == "queued"
    outside.mood = "accept"
    until(lambda: state(desk, made)["state"] == "sent", seconds=SOON)
    assert len(handed(outside, made)) == 1


def test_a_slow_relay_holds_up_neither_customers_nor_pages(desk, outside):
    conversation = write(desk)
    outside.mood = "slow"
    made = [answer(desk, conversation, text=f"Answer {number}") for number in range(3)]
    until(lambda: outside.waiting > 0, seconds=SOON)
    write(desk)  # comes in, and is read on its page, while the relay says nothing
    assert [state(desk, one)["state"] for one in made] == ["queued"] * 3
    outside.mood = "accept"
    until(lambda: all(state(desk, one)["state"] == "sent" for one in made), seconds=SOON)


def test_replies_wait_for_a_relay_that_is_away(tmp_path, fresh_database):
    port = free_port()
    settings = {"KEEPWORD_RELAY_URL": f"smtp://127.0.0.1:{port}"}
    with keepword(tmp_path / "data", database_url=fresh_database, settings=settings) as house:
        house.set_up(inbox=INBOX)
        desk = Load(house, house.command("token", "add", "--agent", "mina@shop.example").stdout.decode().strip())
        made = answer(desk, write(desk))
        until(lambda: state(desk, made)["detail"] != "", seconds=SOON)
        with relay(port=port) as outside:
            until(lambda: state(desk, made)["state"] == "sent", seconds=SOON)
            assert len(handed(outside, made)) == 1
