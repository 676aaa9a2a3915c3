"""What a macro does is done with the answer, or not at all."""

import pytest
from django.db import transaction

from keepword.conversations.inbound import File
from keepword.conversations.macros.actions import Action, CannotBeDone, read
from keepword.conversations.macros.defining import Draft, define
from keepword.conversations.macros.using import Use, kept_files, use
from keepword.conversations.models import Message
from keepword.conversations.replying import reply
from keepword.events.models import Event

ALL = [
    Action("assign", "me"),
    Action("priority", "high"),
    Action("tag", "refund"),
    Action("untag", "new"),
    Action("snooze", 48),
]


@transaction.atomic
def answer(conversation, *, uses, by):
    message = reply(conversation, text="Sorry.", by=by, form="one")
    use(uses, conversation=conversation, message=message, by=by)
    return message


def test_acts_happen_with_the_answer_and_tell_their_cause(cast, conversation, macro):
    made = macro(actions=[*ALL, Action("team", cast.team.pk)])
    answer(conversation, uses=[Use(made, read(made.actions))], by=cast.mina)
    conversation.refresh_from_db()
    made.refresh_from_db()
    assert (conversation.assignee, conversation.team, conversation.priority_name) == (cast.mina, cast.team, "high")
    assert conversation.status == "snoozed"
    assert [tag.name for tag in conversation.tags.all()] == ["refund"]
    assert made.use_count == 1
    assert made.last_used_at is not None
    used = Event.objects.get(name="macro.used")
    assert used.data == {"macro": made.pk}
    caused = set(Event.objects.filter(cause=used).values_list("name", flat=True))
    assert caused >= {"conversation.assigned", "conversation.tagged", "conversation.snoozed"}


def test_an_answer_can_resolve(cast, conversation, macro):
    answer(conversation, uses=[Use(macro(), [Action("resolve")])], by=cast.mina)
    conversation.refresh_from_db()
    assert conversation.status == "resolved"


def test_the_same_answer_twice_is_one_use(cast, conversation, macro):
    made = macro(actions=[Action("tag", "refund")])
    for _again in range(2):
        answer(conversation, uses=[Use(made, read(made.actions))], by=cast.mina)
    made.refresh_from_db()
    assert (made.use_count, Event.objects.filter(name="macro.used").count()) == (1, 1)


def test_nothing_is_sent_when_an_act_cannot_be_done(cast, conversation, macro):
    made = macro(actions=[Action("tag", "refund"), Action("assign", cast.stranger.pk)])
    with pytest.raises(CannotBeDone) as refused:
        answer(conversation, uses=[Use(made, read(made.actions))], by=cast.mina)
    assert refused.value.action == Action("assign", cast.stranger.pk)
    made.refresh_from_db()
    assert made.use_count == 0
    assert not conversation.tags.exists()
    assert not Message.objects.filter(kind="reply").exists()


def test_its_files_go_along(cast):
    made = define(Draft("Form", {"en": "x"}), by=cast.ruth, files=[File("form.pdf", "application/pdf", b"%PDF")])
    [kept] = kept_files([Use(made, files=list(made.files.all()))])
    assert (kept.name, kept.type, kept.size) == ("form.pdf", "application/pdf", 4)
