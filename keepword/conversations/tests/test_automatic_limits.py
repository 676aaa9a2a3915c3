from datetime import UTC, datetime, timedelta

import pytest

from keepword.conversations.automatic_limits import Sent, may_send

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def ago(*spans):
    """So many times, so long ago."""
    return Sent(NOW - timedelta(seconds=seconds) for count, seconds in spans for _ in range(count))


@pytest.mark.parametrize(
    ("sent", "may"),
    [
        (ago(), True),
        (ago((9, 1)), True),
        (ago((10, 1)), False),
        (ago((10, 601)), True),
        (ago((24, 700)), True),
        (ago((25, 700)), False),
        (ago((99, 4000)), True),
        (ago((100, 4000)), False),
        (ago((1000, 36_001)), True),
    ],
)
def test_a_robot_that_answers_us_is_soon_left_alone(sent, may):
    assert may_send(NOW, to_recipient=sent, in_conversation=ago(), over_all=ago()) is may
    assert may_send(NOW, to_recipient=ago(), in_conversation=sent, over_all=ago()) is may


def test_many_robots_at_once_are_stopped_together():
    assert may_send(NOW, to_recipient=ago(), in_conversation=ago(), over_all=ago((199, 1)))
    assert not may_send(NOW, to_recipient=ago(), in_conversation=ago(), over_all=ago((200, 1)))
    assert not may_send(NOW, to_recipient=ago(), in_conversation=ago(), over_all=ago((5000, 100)))
