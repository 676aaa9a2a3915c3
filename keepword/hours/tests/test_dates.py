"""Days and times in little space, as each language writes them."""

from datetime import UTC, datetime

import pytest

from keepword.hours.dates import day_and_time, weekday_and_time

WEDNESDAY = datetime(2026, 11, 25, 17, 5, tzinfo=UTC)
SHORT = {
    "en": ("Wed 25 Nov, 17:05", "Wed 17:05"),
    "zh-Hans": ("11月25日周三 17:05", "周三 17:05"),
    "ko": ("11월 25일 (수) 오후 5:05", "수 오후 5:05"),
    "de": ("Mi. 25. Nov., 17:05", "Mi. 17:05"),
}


@pytest.mark.parametrize("language", SHORT)
def test_a_day_and_its_time_stand_in_the_order_of_the_language(language):
    assert (day_and_time(WEDNESDAY, language=language), weekday_and_time(WEDNESDAY, language=language)) == SHORT[
        language
    ]
