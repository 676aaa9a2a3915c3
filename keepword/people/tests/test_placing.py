from datetime import UTC, datetime, timedelta

import pytest

from keepword.people.placing import known_zone, zone_of_offset

WINTER, SUMMER = datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "at", "language", "zone"),
    [
        (9, WINTER, "ko", "Asia/Seoul"),
        (9, WINTER, "ja", "Asia/Tokyo"),
        (8, WINTER, "zh-Hans", "Asia/Shanghai"),
        (8, WINTER, "zh-Hant", "Asia/Taipei"),
        (1, WINTER, "es", "Europe/Madrid"),
        (2, SUMMER, "es", "Europe/Madrid"),
        (-5, WINTER, "es", "America/Bogota"),
        (-3, WINTER, "pt", "America/Sao_Paulo"),
        (1, SUMMER, "pt", "Europe/Lisbon"),
        (1, WINTER, "de", "Europe/Berlin"),
        (-5, WINTER, "en", "America/New_York"),
        (-4, SUMMER, "en-GB", "America/New_York"),
        (5.5, WINTER, "en", "Asia/Kolkata"),
        (5.75, WINTER, "", "Asia/Kathmandu"),
        (3, WINTER, "ar", "Asia/Riyadh"),
        (9, WINTER, "de", "Etc/GMT-9"),
        (-7, WINTER, "", "Etc/GMT+7"),
        (0, WINTER, "", "UTC"),
        (15, WINTER, "en", ""),
        (0.1, WINTER, "en", ""),
    ],
)
def test_an_offset_and_a_language_make_a_place(hours, at, language, zone):
    assert zone_of_offset(timedelta(hours=hours), at=at, language=language) == zone


@pytest.mark.parametrize("name", ["", "Nowhere/City", "../../etc/passwd", "x" * 10_000, "asia/seoul\x00"])
def test_a_word_that_is_no_zone_is_dropped(name):
    assert known_zone(name) == ""


def test_a_zone_is_kept_as_it_is():
    assert known_zone("Asia/Seoul") == "Asia/Seoul"
