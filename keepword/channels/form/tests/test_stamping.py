from datetime import UTC, datetime, timedelta

import pytest

from keepword.channels.form import stamping

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "is_quick"),
    [(timedelta(0), True), (timedelta(seconds=1), True), (timedelta(seconds=2), False), (timedelta(days=1), False)],
)
def test_a_stamp_tells_whether_anybody_could_have_typed_so_fast(age, is_quick):
    assert stamping.read(stamping.stamp(now=NOW), now=NOW + age).is_quick is is_quick


def test_a_stamp_is_good_for_a_day():
    with pytest.raises(stamping.NoStamp):
        stamping.read(stamping.stamp(now=NOW), now=NOW + timedelta(days=1, seconds=1))


def test_every_form_has_its_own_number():
    first, second = (stamping.read(stamping.stamp(now=NOW), now=NOW) for _ in range(2))
    assert first.number != second.number


@pytest.mark.parametrize("text", ["", "x", "1.2.3", "é" * 40])
def test_what_is_no_stamp_is_none(text):
    with pytest.raises(stamping.NoStamp):
        stamping.read(text, now=NOW)
