"""What is updated is what Django would have updated."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from keepword.conversations.models import Conversation
from keepword.kit.updating import update, update_all, update_each
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def test_the_columns_are_written_and_one_counts(cast, conversation):
    other = stage.conversation_of(cast)
    later = conversation.created_at.replace(year=2031)
    with CaptureQueriesContext(connection) as queries:
        assert update(
            Conversation, pk=conversation.pk, counts="version", subject="%s 'x'", assignee=cast.dave, resolved_at=later
        )
    assert len(queries) == 1
    kept = Conversation.objects.get(pk=conversation.pk)
    assert (kept.subject, kept.assignee, kept.resolved_at) == ("%s 'x'", cast.dave, later)
    assert kept.version == conversation.version + 1
    assert Conversation.objects.get(pk=other.pk).version == other.version


def test_an_id_or_nothing_stands_for_what_is_pointed_to(cast, conversation):
    update(Conversation, pk=conversation.pk, assignee_id=cast.dave.pk)
    assert Conversation.objects.get(pk=conversation.pk).assignee == cast.dave
    update(Conversation, pk=conversation.pk, assignee=None)
    assert Conversation.objects.get(pk=conversation.pk).assignee is None


def test_only_a_row_in_one_of_the_given_states_is_changed(conversation):
    assert not update(Conversation, pk=conversation.pk, only_if=("status", ("resolved", "spam")), subject="Changed")
    assert update(Conversation, pk=conversation.pk, only_if=("status", ("open", "spam")), subject="Changed")
    assert not update(Conversation, pk=conversation.pk + 1000, subject="Changed")
    assert Conversation.objects.filter(subject="Changed").count() == 1


def test_what_the_database_refuses_undoes_the_transaction(conversation):
    with pytest.raises(IntegrityError), transaction.atomic():
        update(Conversation, pk=conversation.pk, subject="Changed")
        update(Conversation, pk=conversation.pk, status="lost")
    assert Conversation.objects.get(pk=conversation.pk).subject == conversation.subject


def test_many_rows_get_each_their_own_value(cast, conversation):
    other, third = stage.conversation_of(cast), stage.conversation_of(cast)
    later = conversation.created_at.replace(year=2031)
    with CaptureQueriesContext(connection) as queries:
        update_each(Conversation, {conversation.pk: later, other.pk: None}, field="due_at", counts="version")
    assert len(queries) == 1
    kept = dict(Conversation.objects.values_list("id", "due_at"))
    assert kept == {conversation.pk: later, other.pk: None, third.pk: None}
    versions = dict(Conversation.objects.values_list("id", "version"))
    assert versions[conversation.pk] == conversation.version + 1
    assert versions[third.pk] == third.version


def test_many_rows_get_several_values_each_in_one_go(cast, conversation):
    other, third = stage.conversation_of(cast), stage.conversation_of(cast)
    later = conversation.created_at.replace(year=2031)
    rows = [(conversation.pk, "It's %s “here”", later, cast.dave), (other.pk, "", None, None)]
    with CaptureQueriesContext(connection) as queries:
        update_all(Conversation, rows, fields=("subject", "due_at", "assignee"))
        update_all(Conversation, [], fields=("subject", "due_at", "assignee"))
    assert len(queries) == 1
    kept = Conversation.objects.values_list("id", "subject", "due_at", "assignee").order_by("id")
    untouched = (third.pk, third.subject, None, None)
    assert list(kept) == [
        (conversation.pk, "It's %s “here”", later, cast.dave.pk),
        (other.pk, "", None, None),
        untouched,
    ]
