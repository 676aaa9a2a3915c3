"""Who is next, from plain values."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from keepword.conversations.routing.choosing import Candidate, choose

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANN = Candidate(1, load=2, languages=("en",), given_at=NOON)
BEN = Candidate(2, load=5, languages=("ko", "en"), skills=("returns",))
CHI = Candidate(3, load=2, most=2, languages=("zh-Hans",))


@pytest.mark.parametrize(
    ("asked", "expected", "why"),
    [
        ({"by_load": True}, 1, ("load",)),
        ({"by_load": False}, 2, ("turn",)),
        ({"by_load": True, "language": "ko"}, 2, ("load", "language")),
        ({"by_load": True, "language": "KO-kr"}, 2, ("load", "language")),
        ({"by_load": True, "language": "zh-Hant"}, 1, ("load",)),
        ({"by_load": True, "language": "fr"}, 1, ("load",)),
        ({"by_load": True, "skill": "returns"}, 2, ("load", "skill")),
    ],
)
def test_who_is_next(asked, expected, why):
    chosen = choose([ANN, BEN, CHI], **asked)
    assert (chosen.agent_id, chosen.why) == (expected, why)


def test_nobody_is_next_when_nobody_has_room_or_the_skill():
    assert choose([], by_load=True) is None
    assert choose([CHI], by_load=True) is None
    assert choose([ANN], by_load=False, skill="returns") is None


@pytest.mark.parametrize("by_load", [True, False])
@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_those_who_are_as_free_as_each_other_are_given_alike(by_load, count):
    dice = random.Random(count)  # noqa: S311  a shuffle that is the same each time
    given = dict.fromkeys(range(count), 0)
    last: dict[int, datetime] = {}
    for number in range(100):
        candidates = [Candidate(one, load=given[one], given_at=last.get(one)) for one in given]
        dice.shuffle(candidates)
        chosen = choose(candidates, by_load=by_load)
        given[chosen.agent_id] += 1
        last[chosen.agent_id] = NOON + timedelta(seconds=number)
        assert max(given.values()) - min(given.values()) <= 1
