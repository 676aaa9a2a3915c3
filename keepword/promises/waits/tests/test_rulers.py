import pytest

from keepword.promises.waits.rulers import Ruler, ruler_of

OPEN = ruler_of([(100, 200), (300, 400)])
TWO = ruler_of([(0, 100), (50, 150)])


@pytest.mark.parametrize(
    ("at", "reading"), [(0, 0), (100, 0), (150, 50), (200, 100), (250, 100), (300, 100), (399, 199), (900, 200)]
)
def test_a_ruler_grows_only_while_we_are_open(at: float, reading: float):
    assert OPEN.read(at) == reading


@pytest.mark.parametrize(("reading", "at"), [(0, 100), (50, 150), (100, 200), (101, 301), (200, 400), (201, None)])
def test_an_instant_is_found_by_its_reading(reading: float, at: float | None):
    assert OPEN.when(reading) == at


def test_two_people_do_twice_as_much():
    assert TWO.between(0, 150) == 200
    assert TWO.between(50, 100) == 100
    assert TWO.when(100) == 75


def test_nothing_passes_backwards_or_without_hours():
    assert OPEN.between(200, 100) == 0
    assert Ruler((), ()).between(0, 100) == 0
    assert Ruler((), ()).when(1) is None
