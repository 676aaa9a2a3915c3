"""What was to be personalised is personalised before it is sent."""

import pytest

from keepword.conversations.macros.marks import Unfilled, unfilled
from keepword.conversations.models import Message
from keepword.conversations.replying import reply


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thank you for [[what they sent]].", ["[[what they sent]]"]),
        ("[[a]] and [[a]] and [[b]]", ["[[a]]", "[[b]]"]),
        ("[[]]", ["[[]]"]),
        ("Hello {{customer.name}}", ["{{customer.name}}"]),
        ("Type {{order.id}} in your template", []),
        ("Run `if [[ -f x ]]` first", []),
        ("```\nif [[ -f x ]]; then\n```", []),
        ("A list [1] and [2], a[[0]", []),
        ("[[over\ntwo lines]]", []),
        ("배송 번호: [[운송장 번호]]", ["[[운송장 번호]]"]),
    ],
)
def test_marks_are_found_and_code_is_not(text, found):
    assert unfilled(text) == found


def test_a_reply_with_a_mark_is_not_sent(cast, conversation):
    with pytest.raises(Unfilled) as refused:
        reply(conversation, text="Your parcel [[number]] left.", by=cast.mina)
    assert refused.value.marks == ["[[number]]"]
    assert not Message.objects.filter(kind="reply").exists()
    reply(conversation, text="Your parcel 123 left.", by=cast.mina)
    assert Message.objects.filter(kind="reply").count() == 1
