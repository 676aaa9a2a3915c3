"""No answer has a hole where a name should be."""

import pytest

from keepword.conversations.macros.variables import UnknownVariable, check, fill, left_in

VALUES = {"customer.first_name": lambda: "Ann", "customer.name": lambda: "", "brand.name": lambda: "Leaf {{x}} [[y]]"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hello {{customer.first_name}}!", "Hello Ann!"),
        ("Hello {{ customer.first_name }}!", "Hello Ann!"),
        ("Hello {{customer.name}}!", "Hello [[customer.name]]!"),
        ("By {{wait.answer_by}}", "By [[wait.answer_by]]"),
        ("{{brand.name}}", "Leaf {{x}} [y]"),
        ("안녕하세요 {{customer.first_name}} 님", "안녕하세요 Ann 님"),
        ("a { b } c", "a { b } c"),
    ],
)
def test_what_is_known_stands_there_and_what_is_not_is_marked(text, filled):
    assert fill(text, values=VALUES) == filled


@pytest.mark.parametrize(
    "text", ["{{customer.age}}", "{{}}", "Hello {{customer.name", "Hello }} there", "{{ {{a}} }}"]
)
def test_words_that_cannot_be_filled_in_are_refused(text):
    with pytest.raises(UnknownVariable):
        check(text)


def test_words_that_can_be_filled_in_are_taken():
    check("{{customer.name}} {{ hours.now }} [[order number]] {single}")


def test_only_our_own_variables_count_as_left():
    assert left_in("{{customer.name}} {{order.id}}") == ["{{customer.name}}"]
