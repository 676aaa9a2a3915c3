import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.kit import words

CASES = [
    ("", []),
    ("   \n\t", []),
    ("Where is my parcel?", ["where", "is", "my", "parcel"]),
    ("运费", ["运费"]),
    ("运", ["运"]),
    ("请问运费", ["请问", "问运", "运费"]),
    ("배송 문의드립니다", ["배송", "문의", "의드", "드립", "립니", "니다"]),
    ("カメラを", ["カメ", "メラ", "ラを"]),
    ("ｶﾒﾗ", ["カメ", "メラ"]),
    ("Ｋｅｅｐ", ["keep"]),
    ("Café CRÈME Straße", ["cafe", "creme", "strasse"]),
    ("ann.lee@customer.example", ["ann", "lee", "customer", "example"]),
    ("order LL-10423", ["order", "ll", "10423"]),
    ("iPhone15手机壳", ["iphone15", "手机", "机壳"]),
    ("مَرْحَبًا", ["مرحبا"]),
    ("أين", ["اين"]),
    ("Йогурт", ["йогурт"]),
    ("👍🏽", []),
    ("a" * 200, ["a" * 64]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_terms_of_a_text(text, expected):
    assert words.tokens(text) == expected


@given(st.text())
def test_terms_are_never_empty_and_never_hold_what_a_query_language_could_read(text):
    for term in words.tokens(text):
        assert term
        assert not set(term) & set("'\"\\:*&|!()<> \x00")


@given(st.text(alphabet="运费订单包裹배송カメラ", min_size=2, max_size=20), st.data())
def test_every_part_of_two_characters_is_a_phrase_of_the_whole(text, data):
    at = data.draw(st.integers(0, len(text) - 2))
    assert words.phrases(text[at : at + 2])[0][0] in words.tokens(text)
