"""A view's conditions as data: what is kept, what is refused."""

import pytest

from keepword.conversations.views import rules
from keepword.conversations.views.rules import BadRule, Rule

GOOD = [
    Rule("status", "is", ("open", "waiting")),
    Rule("assignee", "is_not", ("me", "none", 4)),
    Rule("team", "is", ("mine",)),
    Rule("tag", "is", ("late parcel",)),
    Rule("language", "is", ("zh",)),
    Rule("domain", "is", ("acme.example",)),
    Rule("address", "is", ("ann@acme.example",)),
    Rule("country", "is", ("KR",)),
    Rule("waiting", "longer_ago", (2, "hours")),
    Rule("created", "after", ("2026-11-01",)),
    Rule("due", "passed"),
    Rule("snoozed", "is_empty"),
]


@pytest.mark.parametrize("rule", GOOD, ids=lambda rule: f"{rule.field} {rule.op}")
def test_what_is_written_is_read_again(rule):
    assert rules.read(rules.written([rule])) == (rule,)


def test_case_and_spaces_do_not_count_where_they_mean_nothing():
    asked = [Rule("tag", "is", ("Late  Parcel",)), Rule("domain", "is", ("ACME.example",))]
    assert rules.checked(asked) == (Rule("tag", "is", ("late parcel",)), Rule("domain", "is", ("acme.example",)))


@pytest.mark.parametrize(
    "rule",
    [
        Rule("colour", "is", ("red",)),
        Rule("status", "is", ("closed",)),
        Rule("status", "is", ()),
        Rule("status", "before", ("open",)),
        Rule("assignee", "is", ("nobody",)),
        Rule("assignee", "is", (True,)),
        Rule("assignee", "is", (-1,)),
        Rule("inbox", "is", ("1",)),
        Rule("inbox", "is", (2**70,)),
        Rule("tag", "is", ("",)),
        Rule("tag", "is", ("x" * 200,)),
        Rule("tag", "is", ("a\0b",)),
        Rule("tag", "is", tuple(f"t{n}" for n in range(60))),
        Rule("domain", "is", ("ann@acme.example",)),
        Rule("address", "is", ("acme.example",)),
        Rule("country", "is", ("kr",)),
        Rule("created", "is", ("2026-11-01",)),
        Rule("created", "before", ("yesterday",)),
        Rule("created", "before", ("0001-01-01",)),
        Rule("waiting", "longer_ago", (0, "hours")),
        Rule("waiting", "longer_ago", (2, "moons")),
        Rule("waiting", "longer_ago", (10**9, "weeks")),
        Rule("waiting", "longer_ago", (2,)),
        Rule("due", "passed", (1, "hours")),
    ],
    ids=lambda rule: f"{rule.field} {rule.op} {str(rule.values)[:20]}",
)
def test_what_cannot_be_is_refused_by_its_field(rule):
    with pytest.raises(BadRule) as refused:
        rules.checked([rule])
    assert refused.value.field == rule.field


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        {},
        {"version": 2, "rules": []},
        {"version": 1},
        {"version": 1, "rules": [3]},
        {"version": 1, "rules": [{"field": "status"}]},
        {"version": 1, "rules": [{"field": "status", "is": "is", "values": "open"}]},
        {"version": 1, "rules": [{"field": "status", "is": "is", "values": [["open"]]}]},
        {"version": 1, "rules": [{"field": "status", "is": "is", "values": ["open"], "or": 1}]},
        {"version": 1, "rules": [{"field": "due", "is": "passed"}] * 21},
    ],
)
def test_what_a_newer_version_or_a_hand_wrote_is_refused_and_not_guessed_at(kept):
    with pytest.raises(BadRule):
        rules.read(kept)
