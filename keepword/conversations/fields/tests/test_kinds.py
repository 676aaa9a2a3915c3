"""What may stand in a field: the odd cases first."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from keepword.conversations.fields.kinds import READERS, WrongValue, fold, read

TAKEN = {
    "number": {
        "12": "12", " 12.50 ": "12.5", "-0.000001": "-0.000001", "１２": "12", "12,5": "12.5", "1'000": "1000",
        "1 000": "1000", "−3": "-3", "+7": "7", "0.0": "0", "-0": "0", "1234,5678": "1234.5678",
    },
    "date": {"2026-11-30": "2026-11-30", "2026/1/2": "2026-01-02", "2024.02.29": "2024-02-29"},
    "yes_no": {"YES": "yes", "true": "yes", "0": "no", "No": "no"},
    "url": {"https://a.example/x?y": "https://a.example/x?y", "a.example": "https://a.example"},
    "email": {"Ann@Customer.example": "Ann@Customer.example"},
    "phone": {"+49 (0)30/123-456": "+49 (0)30/123-456", "０３０１２３": "０３０１２３"},
    "text": {"  two  words ": "two  words", "a\x00b": "ab"},
    "long_text": {"one\r\ntwo": "one\ntwo"},
}  # fmt: skip
REFUSED = {
    "number": {
        "twelve": "number", "1.2.3": "number", "1,234": "thousands", "1e9": "number", "٣": "number", "12 €": "number",
        "1000000000000000": "large", "NaN": "number", "9" * 41: "long",
    },
    "date": {"2026-02-30": "date", "30.11.2026": "date", "11/30/2026": "date", "0000-01-01": "date", "today": "date"},
    "yes_no": {"maybe": "yes_no"},
    "url": {
        "javascript:alert(1)": "url", "ftp://a.example": "url", "https://": "url", "nothing": "url",
        "https://a b.example": "url", "https://[": "url", "data://a.example": "url",
    },
    "email": {"ann@": "email", "a b@c.example": "email", "a@b": "email", "a@b.c, d@e.f": "email"},
    "phone": {"call me": "phone", "1234": "phone", "+49+30 12345": "phone", "1" * 21: "phone"},
    "text": {"x" * 201: "long"},
    "long_text": {"x" * 4001: "long"},
}  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "kept"), [(k, t, v) for k, them in TAKEN.items() for t, v in them.items()])
def test_what_fits_is_kept_in_one_writing(kind, text, kept):
    (found,) = read(kind, [text])
    assert found.text == kept


@pytest.mark.parametrize(("kind", "text", "why"), [(k, t, v) for k, them in REFUSED.items() for t, v in them.items()])
def test_what_does_not_fit_is_refused_with_its_reason(kind, text, why):
    with pytest.raises(WrongValue) as refused:
        read(kind, [text])
    assert refused.value.why == why


@pytest.mark.parametrize("kind", [*READERS, "choice", "choices"])
def test_nothing_is_nothing(kind):
    assert read(kind, ["", "  \n"], choices=["a"]) == read(kind, []) == ()


def test_values_are_typed_so_that_they_can_be_sorted():
    assert read("number", ["12,50"])[0].number == Decimal("12.5")
    assert read("date", ["2026-11-30"])[0].day == date(2026, 11, 30)
    assert read("phone", ["+49 30 123456"])[0].key == "+4930123456"


def test_choices_are_taken_in_their_order_each_once_in_any_case():
    found = read("choices", ["LARGE", "small", "Small "], choices=["Small", "Large", "Huge"])
    assert [one.text for one in found] == ["Small", "Large"]
    assert read("choice", ["ＳＭＡＬＬ"], choices=["Small"])[0].text == "Small"
    for kind, said in (("choice", ["Small", "Large"]), ("choices", ["Small", "None"])):
        with pytest.raises(WrongValue, match="choice"):
            read(kind, said, choices=["Small", "Large"])


@given(some.sampled_from(sorted(READERS)), some.text(max_size=60))
def test_whatever_is_written_is_taken_or_refused_and_what_is_taken_stays_as_it_is(kind, text):
    try:
        found = read(kind, [text])
    except WrongValue:
        return
    assert read(kind, [one.text for one in found]) == found
    assert all(one.key == fold(one.key) and len(one.key) <= 200 for one in found if kind != "phone")
