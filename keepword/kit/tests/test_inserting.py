"""What is inserted is what Django would have inserted."""

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from keepword.channels.email.models import StoredMail
from keepword.conversations.models import Message, MessageReference
from keepword.kit.inserting import AT_ONCE, FEW, insert, insert_all, insert_unless_there
from keepword.people.models import Contact
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation():
    return stage.conversation_of(stage.gather())


def note(conversation, text="It's 100 % “done” %s", **fields):
    return Message(**{**_plain(conversation), "text": text, **fields})


def _plain(conversation):
    return {
        "conversation": conversation,
        "inbox_id": conversation.inbox_id,
        "kind": "note",
        "at": conversation.created_at,
        "recipients": {"to": ["ann@customer.example"]},
    }


def test_a_row_is_kept_as_it_was_written_and_has_its_id(conversation):
    made = insert(note(conversation, warnings=["new-participant"]))
    kept = Message.objects.get(pk=made.pk)
    for field in Message._meta.concrete_fields:
        assert getattr(kept, field.attname) == getattr(made, field.attname)
    made.text = "Changed"
    made.save()
    assert Message.objects.get(pk=made.pk).text == "Changed"


def test_many_rows_are_kept_as_they_were_written(conversation):
    odd = [
        {"text": "It's 100 % “done” \\ %s\ttab\nline \u2028 😀", "sent_as": '<a>&"b"', "external_id": "one"},
        {"recipients": {"to": ["O'Neill\\"], "n": 1.5, "none": None}, "warnings": [], "external_id": "two"},
        {"has_html": True, "agent_id": None, "html": "<p>%(x)s</p>", "external_id": "three"},
    ]
    made = insert_all([Message(**{**_plain(conversation), **one}) for one in odd])
    for one in made:
        kept = Message.objects.get(pk=one.pk)
        for field in Message._meta.concrete_fields:
            assert getattr(kept, field.attname) == getattr(one, field.attname), field.name


def test_rows_whose_values_do_not_travel_as_text_are_written_all_the_same(conversation):
    now = conversation.created_at
    mails = [
        StoredMail(inbox_id=conversation.inbox_id, received_at=now, way="smtp", raw=bytes(range(256)) * number)
        for number in range(3)
    ]
    assert [bytes(StoredMail.objects.get(pk=one.pk).raw) for one in insert_all(mails)] == [one.raw for one in mails]


def test_what_is_too_long_for_its_column_is_never_cut(conversation):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite keeps text of any length")
    long = Message._meta.get_field("sender_name").max_length + 1
    with pytest.raises(DataError), transaction.atomic():
        insert_all([note(conversation, sender_name="x" * long), note(conversation)])


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
