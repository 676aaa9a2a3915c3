"""A prepared query answers as the query set does, every time, with what is true now."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.models import Conversation, Message
from keepword.conversations.replying import reply
from keepword.kit.prepared import Prepared, PreparedModels
from tests import cast as stage

pytestmark = pytest.mark.django_db


def messages_of(conversation: int):
    columns = ("id", "at", "recipients", "warnings", "is_automatic", "delivered_at", "conversation__contact__name")
    rows = Message.objects.filter(conversation_id=conversation, is_automatic=False)
    return rows.order_by("-at", "-id").values_list(*columns)[:3]


@pytest.fixture
def cast():
    return stage.gather()


def test_it_answers_with_the_same_rows_of_the_same_types(cast):
    prepared = Prepared(messages_of)
    for language in stage.CUSTOMERS:
        conversation = stage.conversation_of(cast, language)
        for _ in range(4):
            reply(conversation, text="Hello", by=cast.mina)
        assert prepared(conversation=conversation.pk) == list(messages_of(conversation.pk))


def test_it_sees_what_changed_since_the_last_time(cast):
    prepared = Prepared(messages_of)
    conversation = stage.conversation_of(cast)
    assert len(prepared(conversation=conversation.pk)) == 1
    reply(conversation, text="Hello", by=cast.mina)
    assert len(prepared(conversation=conversation.pk)) == 2


def test_it_makes_its_sql_once_and_asks_once_each_time(cast):
    built = []
    prepared = Prepared(lambda conversation: built.append(1) or messages_of(conversation))
    with CaptureQueriesContext(connection) as queries:
        for number in range(3):
            prepared(conversation=number)
    assert (len(built), len(queries)) == (1, 3)


def test_several_values_go_to_their_own_places(cast):
    prepared = Prepared(
        lambda contact, but: Conversation.objects.filter(contact_id=contact).exclude(id=but).values_list("id")
    )
    first, second = stage.conversation_of(cast), stage.conversation_of(cast)
    assert prepared(contact=first.contact_id, but=first.pk) == [(second.pk,)]
    assert prepared(but=second.pk, contact=first.contact_id) == [(first.pk,)]


def test_a_text_is_a_value_too(cast):
    conversation = stage.conversation_of(cast)
    prepared = Prepared(
        lambda reference, inbox: Conversation.objects.filter(inbox=inbox, reference=reference).values_list("id")
    )
    for _twice in range(2):
        assert prepared(reference=conversation.reference, inbox=cast.inbox.pk) == [(conversation.pk,)]
        assert prepared(reference="' OR 1=1 --", inbox=cast.inbox.pk) == []


def test_a_value_that_the_query_does_not_compare_with_a_column_is_refused():
    with pytest.raises(ValueError, match="compared"):
        Prepared(lambda number: Message.objects.filter(id=number + 1).values_list("id"))(number=5)


def test_whole_rows_come_as_the_query_set_makes_them_with_what_they_point_to(cast, django_assert_num_queries):
    def build(conversation):
        return Conversation.objects.select_related("inbox__brand", "assignee").filter(pk=conversation)

    prepared = PreparedModels(build)
    for language in stage.CUSTOMERS:
        conversation = stage.conversation_of(cast, language)
        Conversation.objects.filter(pk=conversation.pk).update(assignee=cast.dave if language == "ko" else None)
        [found], expected = prepared.rows(conversation=conversation.pk), build(conversation.pk).get()
        assert found.__dict__.keys() == expected.__dict__.keys()
        with django_assert_num_queries(0):
            for one, other in ((found, expected), (found.inbox.brand, expected.inbox.brand)):
                assert [getattr(one, field.attname) for field in one._meta.concrete_fields] == [
                    getattr(other, field.attname) for field in other._meta.concrete_fields
                ]
            assert found.assignee == expected.assignee


def test_a_moment_is_a_value_too(cast):
    first = stage.conversation_of(cast)
    prepared = Prepared(lambda at: Conversation.objects.filter(created_at__lte=at).order_by("id").values_list("id"))
    for at, expected in [
        (first.created_at, [(first.pk,)]),
        (first.created_at - timedelta(seconds=1), []),
        (first.created_at.astimezone(ZoneInfo("Asia/Tokyo")), [(first.pk,)]),
    ]:
        assert prepared(at=at) == expected


def test_what_never_changes_is_part_of_the_sql_whatever_it_holds(cast):
    conversation = stage.conversation_of(cast, subject="It's 100 % broken, isn't it? %s 包裹")

    def called(conversation: int):
        rows = Conversation.objects.filter(pk=conversation, subject__startswith="It's 100 % broken", is_held=False)
        return rows.exclude(subject="'").values_list("id")

    prepared = Prepared(called)
    assert prepared(conversation=conversation.pk) == [(conversation.pk,)]
    plan = prepared.plan_for({"conversation": conversation.pk})
    assert set(plan.slots.values()) == {"conversation"}
    assert len(plan.parameters) == 1  # a bound one more, and SQLite would plan anew wherever an index may depend on it
