from keepword.promises.waits.queueing import Tally
from keepword.promises.waits.rulers import ruler_of

HOUR = 3600
DAY = ruler_of([(0, 10 * HOUR), (24 * HOUR, 34 * HOUR)])  # open ten hours on two days
NORMAL, HIGH = 20, 30


def tally_of(*, answers: int, people: int = 1) -> Tally:
    """One answer each ten minutes while somebody always waits."""
    tally = Tally(DAY, ruler_of([(0, 10 * HOUR), (24 * HOUR, 34 * HOUR)] * people))
    tally.arrived(at=0, channel="email", priority=NORMAL)
    for number in range(answers):
        tally.arrived(at=number * 600 + 300, channel="email", priority=NORMAL)
        tally.ended(at=(number + 1) * 600, channel="email", priority=NORMAL, has_reply=True)
    return tally


def test_ones_turn_comes_after_those_ahead_at_the_pace_of_the_team():
    tally = tally_of(answers=12)
    for _ in range(5):
        tally.arrived(at=2 * HOUR, channel="email", priority=NORMAL)
    assert tally.ahead(channel="email", priority=NORMAL) == 6
    assert round(tally.turn(at=2 * HOUR, channel="email", priority=NORMAL)) == 7 * 600


def test_the_urgent_wait_only_for_the_urgent():
    tally = tally_of(answers=12)
    assert tally.ahead(channel="email", priority=HIGH) == 0
    assert tally.turn(at=2 * HOUR, channel="email", priority=HIGH) < tally.turn(
        at=2 * HOUR, channel="email", priority=NORMAL
    )


def test_half_the_people_take_twice_as_long():
    all_day, alone = [(0, 34 * HOUR)], [(0, 2 * HOUR)]
    tally = Tally(ruler_of(all_day), ruler_of(all_day + alone))  # two until the second hour, then one
    for number in range(12):
        tally.arrived(at=number * 600, channel="chat", priority=NORMAL)
        tally.ended(at=(number + 1) * 600, channel="chat", priority=NORMAL, has_reply=True)
    assert round(tally.turn(at=0, channel="chat", priority=NORMAL)) == 600
    assert round(tally.turn(at=2 * HOUR, channel="chat", priority=NORMAL)) == 1200


def test_the_night_between_is_not_business_time():
    tally = tally_of(answers=12)
    assert round(tally.turn(at=10 * HOUR, channel="email", priority=NORMAL)) == 2 * 600


def test_idle_hours_do_not_make_a_team_slow():
    tally = tally_of(answers=12)
    tally.ended(at=2 * HOUR, channel="email", priority=NORMAL, has_reply=True)
    assert round(tally.turn(at=9 * HOUR, channel="email", priority=NORMAL)) <= 600


def test_nothing_is_said_before_a_few_were_answered_or_when_nobody_comes_any_more():
    assert tally_of(answers=3).turn(at=HOUR, channel="email", priority=NORMAL) == 0.0
    assert tally_of(answers=3).turn(at=HOUR, channel="chat", priority=NORMAL) == 0.0
    assert tally_of(answers=12).turn(at=40 * HOUR, channel="email", priority=NORMAL) == 0.0
