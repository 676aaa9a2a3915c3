from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.promises.waits.backtesting import replay_own, replay_world
from keepword.promises.waits.lives import Lived
from keepword.promises.waits.replaying import replay
from keepword.promises.waits.scoring import oracle_of
from keepword.promises.waits.staffing import ruler
from keepword.promises.waits.tests.past import NOW, conversation_of, waits
from keepword.promises.waits.worlds.catalogue import lived
from tests import cast as stage


def test_nine_of_ten_hold_though_half_the_team_is_ill():
    for score in replay_world("half_ill", seed=11):
        assert score.coverage >= 0.9, score
        assert score.ratio <= 2, score


def test_what_is_told_never_knows_what_comes_after():
    world, lives = lived("steady", seed=5)
    now = world.begins + timedelta(days=22, hours=11)
    until = now.timestamp()
    known = [_as_known(one, at=until) for one in lives if one.started_at < until]
    assert _told(world, lives, until=until) == _told(world, known, until=until) != []


def _told(world, lives: list[Lived], *, until: float) -> list[tuple]:
    begin, end = world.begins, world.ends + timedelta(weeks=16)
    told = replay(
        lives,
        hours=world.hours,
        business=ruler(world.hours, begin=begin, end=end),
        staff=ruler(*world.shifts, begin=begin, end=end),
        since=(begin + timedelta(days=21)).timestamp(),
        until=until,
    )
    return [(one.life.started_at, one.due_at) for one in told]


def _as_known(life: Lived, *, at: float) -> Lived:
    return life if life.ended_at is None or life.ended_at < at else replace(life, ended_at=None, has_reply=False)


def test_the_oracle_says_what_nine_of_ten_around_needed():
    world, _ = lived("steady", seed=5)
    begin = datetime(2026, 1, 7, 10, 0, tzinfo=UTC).timestamp()
    lives = [Lived(begin + n, begin + n + 60 * (n + 1), True, "email", 20, "en") for n in range(10)]
    assert set(oracle_of(lives, hours=world.hours).values()) == {540}
    left = replace(lives[0], has_reply=False, language="ko")
    assert left not in oracle_of([*lives, left], hours=world.hours)


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_an_installation_replays_its_own_history():
    cast = stage.gather()
    assert replay_own() == []
    waits(conversation_of(cast), minutes=[10, 20, 30, 40] * 15)
    (mail,) = replay_own()
    assert (mail.channel, mail.special) == ("email", None)
    assert mail.n > 40
    assert mail.coverage > 0.9
