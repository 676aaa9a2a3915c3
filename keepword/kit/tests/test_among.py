"""One parameter for many values: the same rows as Django finds with a place for each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.models import Conversation
from keepword.kit import clock
from keepword.kit.among import Among, listed
from keepword.kit.prepared import Prepared
from keepword.people.models import Contact
from tests import cast as stage

pytestmark = pytest.mark.django_db
STRANGE = ["", "[1, 2]", '{"a", "b"}', "it's 100 %", "back\\slash", "NULL", "投诉 { } ,"]


@pytest.fixture
def people():
    return Contact.objects.bulk_create(Contact(name=name, created_at=clock.now()) for name in STRANGE)


def test_numbers(people):
    asked = Prepared(lambda ids: Contact.objects.filter(Among("pk", ids)).order_by("id").values_list("id"))
    for some in (people, people[:1], people[2:5], []):
        assert asked(ids=listed(one.pk for one in some)) == [(one.pk,) for one in some]


def test_words_are_compared_as_they_are(people):
    asked = Prepared(lambda names: Contact.objects.filter(Among("name", names)).order_by("id").values_list("name"))
    assert asked(names=listed(STRANGE)) == [(one,) for one in STRANGE]
    assert asked(names=listed(["it's 100 %", "nobody"])) == [("it's 100 %",)]
    assert asked(names=listed([])) == []


def test_a_key_of_another_table_and_together_with_other_conditions(people):
    written = stage.conversation_of(stage.gather())
    rows = Conversation.objects.filter(Among("contact__id", listed([written.contact_id])), status=written.status)
    assert written in rows
    assert not rows.exclude(Among("pk", listed(rows.values_list("pk", flat=True)))).exists()


def test_the_sql_is_the_same_for_one_and_for_many(people):
    built = []
    asked = Prepared(lambda ids: built.append(1) or Contact.objects.filter(Among("pk", ids)).values_list("id"))
    with CaptureQueriesContext(connection) as queries:
        asked(ids=listed([people[0].pk]))
        asked(ids=listed(one.pk for one in people))
    assert (len(built), len(queries)) == (1, 2)


def test_it_walks_an_index(people):
    rows = Contact.objects.filter(Among("pk", listed([people[0].pk])))
    if connection.vendor == "postgresql":  # which reads so small a table through otherwise
        connection.cursor().execute("SET LOCAL enable_seqscan = off")
    plan = rows.explain().lower()
    assert "index" in plan or "primary key" in plan
