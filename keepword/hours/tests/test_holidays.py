"""Public holidays, as the kept library knows them."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from keepword.hours import almanac, holidays
from keepword.hours.holidays import countries, holidays_of, is_known, name_on, subdivisions

SNAPSHOTS = Path(__file__).resolve().parents[4] / "shared" / "data" / "holidays-snapshots"
YEARS = range(2020, 2036)


def test_a_region_has_holidays_of_its_own() -> None:
    assert date(2026, 3, 8) in holidays_of("DE", "BE", years=[2026])
    assert date(2026, 3, 8) not in holidays_of("DE", "", years=[2026])
    assert subdivisions("DE")["BE"] == "Berlin"
    assert not subdivisions("KR")


def test_holidays_come_in_order_and_with_english_names() -> None:
    found = holidays_of("CN", "", years=[2026, 2027])
    assert list(found) == sorted(found)
    assert found[date(2026, 2, 17)] == "Chinese New Year (Spring Festival)"


@pytest.mark.parametrize(
    ("region", "language", "name"),
    [
        ("DE-BE", "de", "Neujahr"),
        ("DE", "ko", "Neujahr"),
        ("KR", "ko", "신정연휴"),
        ("CN", "zh-Hans", "元旦"),
        ("CN", "zh-Hant", "元旦"),
        ("JP", "ja", "元日"),
        ("BR-SP", "pt-BR", "Confraternização Universal"),
        ("ES", "es", "Año Nuevo"),
        ("AE", "ar", "رأس السنة الميلادية"),
        ("MO", "pt", "Fraternidade Universal"),
        ("XX", "en", ""),
        ("DE-ZZ", "en", ""),
        ("", "en", ""),
    ],
)
def test_a_holiday_is_named_in_the_readers_language_or_in_that_of_the_place(
    region: str, language: str, name: str
) -> None:
    assert name_on(region, date(2026, 1, 1), language=language) == name


def test_a_process_that_does_not_hold_the_library_is_told_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [[], ["DE", "BE", [2026], "de"], ["CN", "", [2026, 2027], "zh_CN"]]
    held = [json.loads(almanac.answer(json.dumps(question))) for question in asked]
    monkeypatch.delitem(sys.modules, holidays.ALMANAC)
    assert [holidays._asked(question) for question in asked] == held
    assert holidays.ALMANAC not in sys.modules


def test_one_that_cannot_start_another_loads_the_library_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, holidays.ALMANAC)
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    assert "2026-10-03" in holidays._asked(["DE", "", [2026], "de"])
    assert holidays.ALMANAC in sys.modules


def test_only_what_is_known_can_be_chosen() -> None:
    assert is_known("DE", "")
    assert is_known("DE", "BE")
    assert not is_known("DE", "ZZ")
    assert not is_known("ZZ", "")
    assert len(countries()) > 150


if SNAPSHOTS.exists():  # beside the project where it is built, nowhere else

    def test_nearly_every_holiday_is_in_a_snapshot_of_the_library_made_by_others() -> None:
        """What differs are estimates by the moon, and elections that were called since."""
        ours = found = 0
        for path in SNAPSHOTS.glob("*_COMMON.json"):
            theirs = json.loads(path.read_text())
            days = [day.isoformat() for day in holidays_of(path.name[:2], "", years=YEARS)]
            ours += len(days)
            found += sum(day in theirs for day in days)
        assert ours > 3_000
        assert found / ours > 0.99
