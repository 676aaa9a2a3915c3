from datetime import timedelta

import pytest

from keepword.channels.email.mime.dates import read_offset


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Mon, 20 Jul 2026 09:00:00 +0900", 9),
        ("Mon, 20 Jul 2026 09:00:00 +0900 (KST)", 9),
        ("Mon, 20 Jul 2026 09:00:00 -03:00", -3),
        ("Mon, 20 Jul 2026 09:00:00 +0530", 5.5),
        ("2026-07-20T09:00:00+02:00", 2),
        ("Mon, 20 Jul 2026 09:00:00 +0000", None),
        ("Mon, 20 Jul 2026 09:00:00 -0000", None),
        ("Mon, 20 Jul 2026 09:00:00 GMT", None),
        ("Mon, 20 Jul 2026 09:00:00 +9900", None),
        ("", None),
        ("+" * 100_000, None),
    ],
)
def test_the_clock_of_the_writer_is_told_by_the_date(text, hours):
    assert read_offset(text) == (None if hours is None else timedelta(hours=hours))
