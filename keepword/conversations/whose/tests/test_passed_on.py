"""The code in which a message keeps whose mail it passed on."""

import pytest

from keepword.conversations.models import Message
from keepword.conversations.whose.leaving import leave_with_sender
from keepword.conversations.whose.passed_on import code_of, without_writer, writer_in
from keepword.people.identifying import Person
from tests import cast as stage

OTTO = Person("otto@customer.example", "Otto Kunde")


@pytest.mark.parametrize("name", ["", "Otto Kunde", "王小明", "A: <b@c.example>", "ليلى حسن"])
def test_what_is_kept_is_read_again(name):
    person = Person("otto@customer.example", name)
    assert writer_in(["new-participant", code_of(person), "cut: 1 of 2 MB"]) == person


@pytest.mark.parametrize("codes", [[], ["new-participant"], ["passed-on"], ["passed-on: "], ["x passed-on: a@b.c"]])
def test_other_codes_name_nobody(codes):
    assert writer_in(codes) is None


def test_without_it_the_other_codes_stay():
    assert without_writer(["cut: 1", code_of(OTTO), "erased"]) == ["cut: 1", "erased"]


@pytest.mark.django_db
def test_it_is_left_with_its_sender_once_and_in_this_conversation_alone():
    cast = stage.gather()
    one = stage.conversation_of(cast, warnings=("cut: 1", code_of(OTTO)))
    other = stage.conversation_of(cast, "ko")
    message = one.messages.get()
    leave_with_sender(other, number=message.pk)
    assert code_of(OTTO) in Message.objects.get(pk=message.pk).warnings
    for _ in range(2):
        leave_with_sender(one, number=message.pk)
        assert Message.objects.get(pk=message.pk).warnings == ["cut: 1"]
