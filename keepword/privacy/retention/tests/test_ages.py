"""When something is old enough."""

from datetime import UTC, datetime

import pytest

from keepword.privacy.models import AUDIT, RESOLVED, SPAM, WHATS
from keepword.privacy.retention.ages import LIMITS, USUAL, cut, months_before

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "months", "expected"),
    [
        (NOW, 1, datetime(2026, 2, 28, 12, tzinfo=UTC)),
        (NOW, 25, datetime(2024, 2, 29, 12, tzinfo=UTC)),
        (NOW, 3, datetime(2025, 12, 31, 12, tzinfo=UTC)),
        (NOW, 240, datetime(2006, 3, 31, 12, tzinfo=UTC)),
    ],
)
def test_a_month_that_is_too_short_ends_with_its_last_day(at, months, expected):
    assert months_before(at, months=months) == expected


def test_spam_is_counted_in_days_and_conversations_in_months():
    assert (NOW - cut(SPAM, after=30, now=NOW)).days == 30
    assert cut(RESOLVED, after=12, now=NOW) == datetime(2025, 3, 31, 12, tzinfo=UTC)


def test_what_is_offered_may_be_chosen_and_the_log_is_never_shorter_than_a_year():
    assert set(LIMITS) == set(USUAL) == set(WHATS)
    assert all(LIMITS[what][0] <= USUAL[what] <= LIMITS[what][1] for what in WHATS)
    assert LIMITS[AUDIT][0] == 365
