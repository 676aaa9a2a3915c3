from keepword.promises.waits.queueing import Tally
from keepword.promises.waits.rulers import ruler_of

HOUR = 3600
DAY = ruler_of([(0, 10 * HOUR), (24 * HOUR, 34 * HOUR)])  # open ten hours on two days
NORMAL, HIGH = 20, 30
MAIL, CHAT = (1, "email"), (1, "chat")


def tally_of(*, answers: int, people: int = 1) -> Tally:
    """One answer each ten minutes while somebody always waits."""
    tally = Tally(DAY, ruler_of([(0, 10 * HOUR), (24 * HOUR, 34 * HOUR)] * people))
    tally.arrived(at=0, line=MAIL, priority=NORMAL)
    for number in range(answers):
        tally.arrived(at=number * 600 + 300, line=MAIL, priority=NORMAL)
        tally.ended(at=(number + 1) * 600, line=MAIL, priority=NORMAL, has_reply=True)
    return tally


def test_ones_turn_comes_after_those_ahead_at_the_pace_of_the_team():
    tally = tally_of(answers=12)
    for _ in range(5):
        tally.arrived(at=2 * HOUR, line=MAIL, priority=NORMAL)
    assert tally.ahead(line=MAIL, priority=NORMAL) == 6
    assert round(tally.turn(at=2 * HOUR, line=MAIL, priority=NORMAL)) == 7 * 600


def test_the_urgent_wait_only_for_the_urgent():
    tally = tally_of(answers=12)
    assert tally.ahead(line=MAIL, priority=HIGH) == 0
    assert tally.turn(at=2 * HOUR, line=MAIL, priority=HIGH) < tally.turn(at=2 * HOUR, line=MAIL, priority=NORMAL)


def test_half_the_people_take_twice_as_long():
    all_day, alone = [(0, 34 * HOUR)], [(0, 2 * HOUR)]
    tally = Tally(ruler_of(all_day), ruler_of(all_day + alone))  # two until the second hour, then one
    for number in range(12):
        tally.arrived(at=number * 600, line=CHAT, priority=NORMAL)
        tally.ended(at=(number + 1) * 600, line=CHAT, priority=NORMAL, has_reply=True)
    assert round(tally.turn(at=0, line=CHAT, priority=NORMAL)) == 600
    assert round(tally.turn(at=2 * HOUR, line=CHAT, priority=NORMAL)) == 1200


def test_the_night_between_is_not_business_time():
    tally = tally_of(answers=12)
    assert round(tally.turn(at=10 * HOUR, line=MAIL, priority=NORMAL)) == 2 * 600


def test_idle_hours_do_not_make_a_team_slow():
    tally = tally_of(answers=12)
    tally.ended(at=2 * HOUR, line=MAIL, priority=NORMAL, has_reply=True)
    assert round(tally.turn(at=9 * HOUR, line=MAIL, priority=NORMAL)) <= 600


def test_nothing_is_said_before_a_few_were_answered_or_when_nobody_comes_any_more():
    assert tally_of(answers=3).turn(at=HOUR, line=MAIL, priority=NORMAL) is None
    assert tally_of(answers=3).turn(at=HOUR, line=CHAT, priority=NORMAL) is None
    assert tally_of(answers=12).turn(at=40 * HOUR, line=MAIL, priority=NORMAL) is None
