"""What a segment asks, as data and in words."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from keepword.conversations.views.rules import BadRule, Rule
from keepword.segments import rules
from keepword.segments.saying import in_words

WORDS = [
    (Rule("language", "is", ("zh", "ko", "ar")), "Speaks Chinese, Korean or Arabic"),
    (Rule("language", "is_empty"), "The language is not known"),
    (Rule("country", "is_not", ("KR",)), "Is not in South Korea, by their clock"),
    (Rule("time_zone", "is", ("Asia/Ho_Chi_Minh",)), "Has the clock of Asia/Ho Chi Minh"),
    (Rule("company", "is", ("日本の会社 🏯",)), "Belongs to 日本の会社 🏯"),
    (Rule("company", "is_empty"), "Belongs to no company"),
    (Rule("tag", "is_not", ("vip",)), "Has no conversation tagged vip"),
    (Rule("rating", "is", (1, 2)), "Gave 1 or 2 of 5 when we last asked how it was"),
    (Rule("rating", "is_empty"), "Never told us how it was"),
    (Rule("conversations", "at_least", (1, 1)), "Conversations within 1 day: at least 1"),
    (Rule("conversations", "at_least", (3, 90)), "Conversations within 90 days: at least 3"),
    (Rule("conversations", "at_most", (0, 30)), "No conversation within 30 days"),
    (Rule("wrote", "longer_ago", (2, "weeks")), "Wrote last more than 2 weeks ago"),
    (Rule("wrote", "before", ("2026-11-01",)), "Wrote last before 2026-11-01"),
    (Rule("wrote", "is_empty"), "Never wrote to us"),
    (Rule("open", "is_set"), "Has a conversation that is not resolved"),
    (Rule("open", "is_empty"), "Has no open conversation"),
    (Rule("orders", "at_least", (1200,)), "Orders: at least 1,200"),
    (Rule("orders", "at_most", (0,)), "No order, but for cancelled ones"),
    (Rule("spent", "at_least", (4990, "EUR")), "Spent at least €49.90"),
    (Rule("spent", "at_most", (1250, "KWD")), "Spent at most KWD\u00a01.250"),
    (Rule("spent", "at_least", (0, "KRW")), "Spent at least ₩0"),
    (Rule("first_order", "in_last", (1, "weeks")), "Ordered first within the last 1 week"),
    (Rule("last_order", "longer_ago", (90, "days")), "Ordered last more than 90 days ago"),
    (Rule("last_order", "is_empty"), "Never ordered"),
    (Rule("tier", "is", ("골드 🥇", "silver")), "Stands in the tier 골드 🥇 or silver"),
    (Rule("points", "at_most", (10**12,)), "Loyalty points: at most 1,000,000,000,000"),
    (Rule("points", "is_empty"), "Collects no loyalty points"),
    (Rule("own:7", "is", ("gold",)), "Tier: gold"),
    (Rule("own:8", "is_empty"), "A field that is no longer there is not known"),
    (Rule("own:7", "before", ("10",)), "Tier is less or earlier than 10"),
]


@pytest.mark.parametrize(("rule", "words"), WORDS, ids=lambda one: one if isinstance(one, str) else "")
def test_what_is_written_is_read_again_and_read_aloud(rule, words):
    assert rules.read(rules.written([rule])) == (rule,)
    assert in_words([rule], own_fields={"own:7": "Tier"}) == [words]


def test_every_condition_that_can_be_asked_has_its_words():
    for field in rules.FIELDS:
        for op in rules.ops_of(field):
            asked = Rule(field, op, VALUES[field] if op not in ("is_set", "is_empty") else ())
            asked = Rule(field, op, TIMES.get(op, asked.values))
            for language in ("en", "zh-hans", "ko"):
                with translation.override(language):
                    assert "%(" not in in_words(rules.checked([asked]), own_fields={})[0]


VALUES = {
    "language": ("zh",),
    "country": ("KR",),
    "time_zone": ("Asia/Seoul",),
    "company": ("acme",),
    "tag": ("vip",),
    "rating": (1,),
    "conversations": (2, 30),
    "wrote": (),
    "open": (),
    "orders": (3,),
    "spent": (4990, "EUR"),
    "first_order": (),
    "last_order": (),
    "tier": ("gold",),
    "points": (500,),
}
TIMES = {"longer_ago": (2, "days"), "in_last": (2, "days"), "before": ("2026-11-01",), "after": ("2026-11-01",)}


@pytest.mark.parametrize(
    "rule",
    [
        Rule("colour", "is", ("red",)),
        Rule("language", "is", ()),
        Rule("language", "is", ("zh'; --",)),
        Rule("country", "is", ("kr",)),
        Rule("time_zone", "is", ("Mars/Olympus",)),
        Rule("rating", "is", (6,)),
        Rule("rating", "is", (True,)),
        Rule("rating", "is", ("5",)),
        Rule("conversations", "at_least", (3,)),
        Rule("conversations", "at_least", (3, 0)),
        Rule("conversations", "at_least", (-1, 5)),
        Rule("conversations", "at_least", (True, 5)),
        Rule("conversations", "at_least", (10**9, 5)),
        Rule("conversations", "is", (3, 5)),
        Rule("wrote", "longer_ago", (0, "days")),
        Rule("wrote", "in_next", (1, "days")),
        Rule("wrote", "before", ("yesterday",)),
        Rule("open", "is", ("yes",)),
        Rule("open", "is_set", ("yes",)),
        Rule("tag", "is", ("a\0b",)),
        Rule("company", "is", ("x" * 500,)),
        Rule("own:x", "is", ("1",)),
        Rule("orders", "at_least", ()),
        Rule("orders", "at_least", (-1,)),
        Rule("orders", "at_least", (True,)),
        Rule("orders", "at_least", (3, 30)),
        Rule("orders", "is_empty"),
        Rule("points", "at_most", (10**12 + 1,)),
        Rule("points", "is", (5,)),
        Rule("spent", "at_least", (10,)),
        Rule("spent", "at_least", ("10", "EUR")),
        Rule("spent", "at_least", ("EUR", 10)),
        Rule("spent", "at_least", (10, "eur")),
        Rule("spent", "at_least", (10, "XXX")),
        Rule("spent", "at_least", (10**13, "EUR")),
        Rule("spent", "at_least", (10, "EUR", 1)),
        Rule("first_order", "is_set"),
        Rule("first_order", "longer_ago", (0, "days")),
        Rule("last_order", "before", ("yesterday",)),
        Rule("tier", "is", ("",)),
        Rule("tier", "at_least", ("gold",)),
    ],
)
def test_what_cannot_be_is_refused(rule):
    with pytest.raises(BadRule):
        rules.checked([rule])


@pytest.mark.parametrize(
    "kept", [{}, {"version": 2, "rules": []}, {"version": 1, "rules": "x"}, {"version": 1, "rules": [1]}]
)
def test_what_a_newer_version_wrote_is_refused_and_not_guessed_at(kept):
    with pytest.raises(BadRule):
        rules.read(kept)


@given(
    field=some.sampled_from([*rules.FIELDS, "own:3", "nothing"]),
    op=some.sampled_from(["is", "is_not", "at_least", "at_most", "longer_ago", "in_last", "before", "is_set"]),
    values=some.lists(some.one_of(some.text(max_size=12), some.integers(-3, 10**7)), max_size=3),
)
def test_whatever_passes_can_be_kept_and_said(field, op, values):
    try:
        asked = rules.checked([Rule(field, op, tuple(values))])
    except BadRule:
        return
    assert rules.read(rules.written(asked)) == asked
    assert in_words(asked, own_fields={})[0].strip()
    assert all(length > 0 for length in rules.lengths_of(asked, of=rules.FIELDS))


def test_ages_that_change_something_are_known():
    asked = [
        Rule("wrote", "longer_ago", (2, "days")),
        Rule("conversations", "at_most", (1, 30)),
        Rule("last_order", "in_last", (3, "days")),
        Rule("open", "is_set"),
    ]
    assert rules.lengths_of(asked, of=["wrote", "conversations"]) == {2 * 86400, 30 * 86400}
    assert rules.lengths_of(asked, of=["first_order"]) == set()
    assert rules.lengths_of(asked, of=["last_order"]) == {3 * 86400}
