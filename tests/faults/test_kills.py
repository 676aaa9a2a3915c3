"""The real process is killed at random moments while mail comes in and replies go out: nothing may be lost."""

import random
import time
from collections import Counter

import pytest

from tests.faults.load import BUSY, INBOX, Load, everything, tasks_left, until
from tests.services.keepword import keepword
from tests.services.relay import relay

pytestmark = [pytest.mark.services, pytest.mark.fault]

KILLS = 50
RECOVERED_WITHIN = 200.0  # seconds: the longest lease of a task, and some


def test_fifty_kills_lose_no_mail_and_no_reply(tmp_path, fresh_database):
    chance = random.Random(20261121)
    with (
        relay() as outside,
        keepword(
            tmp_path / "data", database_url=fresh_database, settings={"KEEPWORD_RELAY_URL": outside.url, **BUSY}
        ) as house,
    ):
        house.set_up(inbox=INBOX)
        token = house.command("token", "add", "--agent", "mina@shop.example").stdout.decode().strip()
        with Load(house, token) as load:
            for _ in range(KILLS):
                _let_it_work(load, chance=chance)
                house.server.kill()
                house.server.start()
            _let_it_work(load, chance=chance)
        until(lambda: tasks_left(house) == 0, seconds=RECOVERED_WITHIN, every=0.5)
        _every_mail_is_there_once(load)
        _every_reply_was_handed_over_under_one_id(load, outside)


def _let_it_work(load: Load, *, chance: random.Random) -> None:
    """Mostly until it is in the middle of its work again, and a random while more; sometimes it is killed while it
    still starts."""
    if chance.random() < 0.8:
        before = len(load.replies)
        until(lambda: len(load.replies) > before, seconds=60)
    time.sleep(chance.uniform(0, 0.6))


def _every_mail_is_there_once(load: Load) -> None:
    assert len(load.mails) > KILLS
    stored = Counter(message["message_id"] for message in everything(load) if message["kind"] == "inbound")
    assert [one for one in load.mails if stored[one] != 1] == []
    assert [one for one, times in stored.items() if times != 1] == []


def _every_reply_was_handed_over_under_one_id(load: Load, outside) -> None:
    assert len(load.replies) > KILLS / 2
    handed: dict[str, set[str]] = {}
    for mail in outside.handed:
        handed.setdefault(mail.text.strip(), set()).add(mail.message_id)
    assert [text for text in load.replies if len(handed.get(text, ())) != 1] == []
    texts = Counter(message["text"] for message in everything(load) if message["kind"] == "reply")
    assert [text for text in load.replies if texts[text] != 1] == []
