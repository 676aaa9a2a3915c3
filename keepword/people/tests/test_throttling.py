"""Nobody guesses a password, and nobody is locked out of their own desk."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.kit import clock
from keepword.people.models import FailedSignIn
from keepword.people.throttling import LIMITS, TooOften, begin, succeed

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def time():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


def failures(count: int, *, account: str = "mina@shop.example", address: str = "192.0.2.1") -> int:
    """How many of so many attempts were looked at; `{}` in a name becomes their number."""
    looked_at = 0
    for number in range(count):
        try:
            begin(account=account.format(number), address=address.format(number))
        except TooOften:
            continue
        looked_at += 1
    return looked_at


def test_one_machine_at_one_door_gets_a_handful(time):
    assert failures(50) == LIMITS["both"].free


def test_many_machines_at_one_door_get_a_few_dozen_together(time):
    assert failures(200, address="198.51.100.{}") == LIMITS["account"].free


def test_one_machine_at_many_doors_gets_a_few_dozen_together(time):
    assert failures(200, account="agent{}@shop.example") == LIMITS["address"].free


def test_a_network_of_ipv6_is_one_machine(time):
    assert failures(200, account="agent{}@shop.example", address="2001:db8::{}") == LIMITS["address"].free


def test_each_pause_is_twice_the_last_up_to_a_quarter_of_an_hour(time):
    failures(LIMITS["both"].free)
    pauses = []
    for _ in range(7):
        with pytest.raises(TooOften) as refused:
            begin(account="mina@shop.example", address="192.0.2.1")
        pauses.append(int((refused.value.until - clock.now()).total_seconds()))
        time.move_to(refused.value.until)
        begin(account="mina@shop.example", address="192.0.2.1")
    assert pauses == [30, 60, 120, 240, 480, 900, 900]


def test_hammering_on_a_closed_door_makes_the_pause_no_longer(time):
    failures(LIMITS["both"].free)
    failures(500)
    time.shift(timedelta(seconds=30))
    begin(account="MINA@shop.example ", address="192.0.2.1")


def test_a_crowd_of_strangers_does_not_lock_an_agent_out_where_they_work(time):
    begin(account="mina@shop.example", address="203.0.113.9")
    succeed(account="mina@shop.example", address="203.0.113.9")
    failures(200, address="198.51.100.{}")
    failures(200, account="agent{}@shop.example", address="203.0.113.9")
    begin(account="mina@shop.example", address="203.0.113.9")
    assert failures(50, address="203.0.113.9") == LIMITS["both"].free - 1


def test_the_right_password_forgets_what_was_mistyped(time):
    failures(LIMITS["both"].free - 1)
    begin(account="mina@shop.example", address="192.0.2.1")
    succeed(account="mina@shop.example", address="192.0.2.1")
    assert failures(50) == LIMITS["both"].free


def test_a_day_later_nothing_is_left_of_strangers(time):
    failures(50, account="agent{}@shop.example")
    time.shift(timedelta(hours=25))
    begin(account="mina@shop.example", address="192.0.2.1")
    assert FailedSignIn.objects.count() == 3
