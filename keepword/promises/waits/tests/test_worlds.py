from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from keepword.promises.waits.lives import Lived
from keepword.promises.waits.worlds.catalogue import WORLDS, lived


def average_wait(lives: list[Lived]) -> float:
    waits = [one.ended_at - one.started_at for one in lives if one.has_reply and one.ended_at is not None]
    return sum(waits) / len(waits)


@pytest.fixture(scope="module")
def worlds() -> dict[str, tuple]:
    return {name: lived(name, seed=7) for name in WORLDS}


def test_the_same_seed_makes_the_same_world():
    assert lived("steady", seed=3)[1] == lived("steady", seed=3)[1]
    assert lived("steady", seed=3)[1] != lived("steady", seed=4)[1]


def test_nobody_is_answered_before_they_wrote(worlds: dict[str, tuple]):
    for _, lives in worlds.values():
        assert all(one.ended_at is None or one.ended_at > one.started_at for one in lives)


@pytest.mark.parametrize("name", ["monday_rush", "sale_week", "half_ill"])
def test_on_special_days_customers_wait_longer(name: str, worlds: dict[str, tuple]):
    world, lives = worlds[name]
    special = [one for one in lives if _day(one) in world.special and one.channel == "email"]
    usual = [one for one in lives if _day(one) not in world.special and one.channel == "email"]
    assert average_wait(special) > 1.3 * average_wait(usual)


def test_talks_come_only_while_it_is_open_and_mails_at_any_hour(worlds: dict[str, tuple]):
    _, lives = worlds["steady"]
    assert {one.channel for one in lives if _day(one).weekday() == 6} == {"email", "form"}


def test_urgent_mails_are_answered_sooner(worlds: dict[str, tuple]):
    _, lives = worlds["steady"]
    by_priority = {p: average_wait([one for one in lives if one.priority == p]) for p in (20, 30, 40)}
    assert by_priority[40] < by_priority[30] < by_priority[20]


def _day(one: Lived) -> date:

    return datetime.fromtimestamp(one.started_at, ZoneInfo("Europe/Madrid")).date()
