"""A query as people type it."""

import pytest

from keepword.conversations.finding.asking import Asked, Filter, read

ODD = {
    "": Asked(),
    "   \n\t": Asked(),
    '"': Asked(),
    '""': Asked(),
    "-": Asked(),
    "--": Asked(),
    ":": Asked(),
    "from:": Asked(),
    'from:""': Asked(),
    "😀 🎉": Asked(),
    "'\"*():^&|!<->": Asked(),
    "\0": Asked(),
}


@pytest.mark.parametrize(("query", "asked"), ODD.items())
def test_a_query_of_nothing_asks_for_nothing(query, asked):
    assert read(query) == asked
    assert read(query).is_empty


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("late parcel", [("late",), ("parcel",)]),
        ('"late parcel" again', [("late", "parcel"), ("again",)]),
        ("“late parcel” «again»", [("late", "parcel"), ("again",)]),
        ('an unclosed "late parcel', [("an",), ("unclosed",), ("late", "parcel")]),
        ('two"in one', [("two",), ("in", "one")]),
        ("ORD-2024-0815", [("ord", "2024", "0815")]),
        ("ann@customer.example", [("ann", "customer", "example")]),
        ("http://shop.example/a?b=c", [("http", "shop", "example", "a", "b", "c")]),
        ("at 12:30", [("at",), ("12", "30")]),
        ("Re:order", [("re", "order")]),
        ("don't", [("don", "t")]),
        ("运费", [("运费",)]),
        ("请问运费", [("请问", "问运", "运费")]),
        ("你好，运费", [("你好",), ("运费",)]),
        ("运费　배송", [("运费",), ("배송",)]),
        ("送料はiPhone", [("送料", "料は", "iphone")]),
        ("أَيْنَ طلبي", [("اين",), ("طلبي",)]),
        ("MÜLLER Straße", [("muller",), ("strasse",)]),
        ("😀 refund", [("refund",)]),
        ("AND OR NOT", [("and",), ("or",), ("not",)]),
        ("well-known", [("well", "known")]),
    ],
)
def test_words_become_phrases_of_terms(query, phrases):
    asked = read(query)
    assert list(asked.phrases) == phrases
    assert (asked.without, asked.filters, asked.unknown) == ((), (), ())


@pytest.mark.parametrize(
    ("query", "without"),
    [
        ("parcel -late", [("late",)]),
        ('parcel -"very late"', [("very", "late")]),
        ("parcel -运费", [("运费",)]),
        ("-late", [("late",)]),
        ("well-known", []),
        ("parcel - late", []),
    ],
)
def test_a_minus_before_a_word_leaves_it_out(query, without):
    assert list(read(query).without) == without


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("from:ann@customer.example", [("from", "ann@customer.example", False)]),
        ('from:"Ann Lee" refund', [("from", "Ann Lee", False)]),
        ('from:"Ann Lee', [("from", "Ann Lee", False)]),
        ("FROM:Ann", [("from", "Ann", False)]),
        ("from: Ann", [("from", "Ann", False)]),
        ("status：open", [("status", "open", False)]),
        ("from:王小明 运费", [("from", "王小明", False)]),
        ("tag:ليلى", [("tag", "ليلى", False)]),
        ("-tag:vip", [("tag", "vip", True)]),
        ("before:2026-11-01 after:2026-10-01", [("before", "2026-11-01", False), ("after", "2026-10-01", False)]),
        ("refund has:attachment", [("has", "attachment", False)]),
        ("from:a:b", [("from", "a:b", False)]),
        ("to:", []),
        ("refund status:", []),
    ],
)
def test_a_known_name_before_a_colon_is_a_filter(query, filters):
    assert list(read(query).filters) == [Filter(*one) for one in filters]


def test_a_filter_takes_its_words_away_from_the_search():
    assert read("refund status:open please").phrases == (("refund",), ("please",))


@pytest.mark.parametrize(
    ("query", "unknown"), [("colour:red", ("colour",)), ("http://x", ()), ("a:b", ()), ("1:2", ())]
)
def test_an_unknown_filter_is_named_and_searched_as_words(query, unknown):
    asked = read(query)
    assert asked.unknown == unknown
    assert asked.phrases[0][-1] in query


@pytest.mark.parametrize(
    ("query", "is_beginning"),
    [
        ("refu", True),
        ("re", False),
        ("运", True),
        ('"refu"', False),
        ("refu status:open", True),
        ("status:open", False),
    ],
)
def test_the_last_word_may_be_the_beginning_of_one(query, is_beginning):
    assert read(query).is_beginning is is_beginning


@pytest.mark.parametrize("letter", ["x", "x ", "运", '"', "-", "a:", "😀", "from:x "])
def test_ten_thousand_letters_are_read_calmly(letter):
    asked = read(letter * 10_000)
    assert len(asked.phrases) <= 12
    assert all(len(phrase) <= 40 for phrase in asked.phrases)
