"""What is inserted is what Django would have inserted."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from keepword.conversations.models import Message, MessageReference
from keepword.kit.inserting import AT_ONCE, FEW, insert, insert_all, insert_unless_there
from keepword.people.models import Contact
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation():
    return stage.conversation_of(stage.gather())


def note(conversation, text="It's 100 % “done” %s", **fields):
    return Message(
        conversation=conversation,
        inbox_id=conversation.inbox_id,
        kind="note",
        at=conversation.created_at,
        text=text,
        recipients={"to": ["ann@customer.example"]},
        **fields,
    )


def test_a_row_is_kept_as_it_was_written_and_has_its_id(conversation):
    made = insert(note(conversation, warnings=["new-participant"]))
    kept = Message.objects.get(pk=made.pk)
    for field in Message._meta.concrete_fields:
        assert getattr(kept, field.attname) == getattr(made, field.attname)
    made.text = "Changed"
    made.save()
    assert Message.objects.get(pk=made.pk).text == "Changed"


@pytest.mark.parametrize("count", [0, 2, FEW, FEW + 1, AT_ONCE + 2])
def test_several_rows_keep_their_order_in_few_statements(conversation, count):
    with CaptureQueriesContext(connection) as queries:
        made = insert_all([note(conversation, text=str(number)) for number in range(count)])
    assert len(queries) == -(-count // AT_ONCE)
    assert [Message.objects.get(pk=one.pk).text for one in made] == [str(number) for number in range(count)]


def test_a_row_that_was_made_after_what_points_to_it_is_pointed_to(conversation):
    contact = Contact(name="New", created_at=conversation.created_at)
    written = note(conversation, contact=contact)
    insert(contact)
    assert Message.objects.get(pk=insert(written).pk).contact_id == contact.pk


@pytest.mark.parametrize("count", [0, 2, FEW + 1, AT_ONCE + 2])
def test_what_is_there_stays_as_it_is(conversation, count):
    def references():
        fields = {"inbox_id": conversation.inbox_id, "conversation": conversation}
        return [MessageReference(digest=f"d{number}", **fields) for number in range(count)]

    before = MessageReference.objects.count()
    insert_unless_there(references()[:1])
    insert_unless_there(references())
    assert MessageReference.objects.count() == before + count


def test_what_the_database_refuses_undoes_the_transaction(conversation):
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(note(conversation))
        insert(note(conversation, external_id="one"))
        insert(note(conversation, external_id="one"))
    assert not Message.objects.filter(kind="note").exists()
