"""What is before one's eyes is read."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.assigning import assign
from keepword.notices.reading import read_in
from keepword.people.models import Agent
from tests import cast as stage


def test_a_page_without_anything_unread_holds_nobody(cast, conversation, told, django_assert_num_queries):
    """Whoever has a bell with a number has it on every page."""
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    assert told(cast.dave) == ["assigned"]
    other, dave = stage.conversation_of(cast), Agent.objects.get(pk=cast.dave.pk)
    with CaptureQueriesContext(connection) as queries:
        assert read_in(other.pk, by=dave) == 0
    assert [one["sql"].split()[0] for one in queries] == ["SELECT"]
    assert dave.unread_notices == 1
    assert read_in(conversation.pk, by=dave) == 1
    assert dave.unread_notices == 0
    with django_assert_num_queries(0):
        assert read_in(conversation.pk, by=dave) == 0
