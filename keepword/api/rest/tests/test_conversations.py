import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.api.tests.program import Program
from keepword.conversations.models import Conversation
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def program(cast):
    return Program(cast.mina)


def test_a_conversation_is_read_in_full(cast, program):
    conversation = stage.conversation_of(cast, "ko")
    read = program.get(f"/conversations/{conversation.pk}").json()
    assert (read["reference"], read["subject"], read["status"]) == (
        conversation.reference,
        "배송 문의드립니다",
        "open",
    )
    assert read["contact"] == {"id": conversation.contact_id, "name": "김민지"}
    assert read["inbox"] == {"id": cast.inbox.pk, "name": "Help"}
    assert (read["assignee"], read["team"], read["tags"], read["priority"]) == (None, None, [], "normal")
    assert [one["address"] for one in read["participants"]] == ["minji@customer.example"]
    assert read["waiting_since"] == read["created_at"]


def test_reading_one_costs_six_queries(cast, program, django_assert_num_queries):
    """The token with its agent; whether any inbox is restricted; which of them the agent sees; the conversation;
    its tags; who takes part. How much was said makes no difference."""
    conversation = stage.conversation_of(cast)
    program.get(f"/conversations/{conversation.pk}")  # notes that the token was used, once a minute
    with django_assert_num_queries(6):
        assert program.get(f"/conversations/{conversation.pk}").status_code == 200


def test_a_list_costs_five_queries_however_long_it_is(cast, program, connection_queries):
    """The token with its agent; whether any inbox is restricted; which of them the agent sees; the rows with their
    people; their tags."""
    stage.conversation_of(cast)
    program.get("/conversations")
    first = connection_queries(lambda: program.get("/conversations"))
    for language in stage.CUSTOMERS:
        stage.conversation_of(cast, language)
    assert first == connection_queries(lambda: program.get("/conversations")) == 5


def test_a_program_begins_a_conversation_for_a_customer(cast, program):
    new = {
        "inbox": cast.inbox.pk,
        "contact": {"address": "Ann@Customer.example", "name": "Ann Lee", "language": "en-GB"},
        "subject": "Where is my parcel?",
        "text": "It was due on Monday.\nAnn",
    }
    made = program.post("/conversations", new)
    assert made.status_code == 201
    conversation = Conversation.objects.get()
    assert made.headers["Location"] == f"/api/v1/conversations/{conversation.pk}"
    assert made.json()["contact"]["name"] == "Ann Lee"
    assert (conversation.channel, conversation.status, conversation.language) == ("api", "open", "en-GB")
    message = conversation.messages.get()
    assert (message.kind, message.text, message.sender_address) == (
        "inbound",
        "It was due on Monday.\nAnn",
        "ann@customer.example",
    )


def test_creating_costs_a_fixed_number_of_queries(cast, program, connection_queries):
    """Fixed whatever the person wrote before: what is counted is that nothing grows."""
    new = {"inbox": cast.inbox.pk, "contact": {"address": "ann@customer.example"}, "text": "Hello"}
    program.post("/conversations", new)
    second = connection_queries(lambda: program.post("/conversations", new))
    assert second == connection_queries(lambda: program.post("/conversations", new))


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"text": ""}, "/text"),
        ({"text": None}, "/text"),
        ({"text": " \n\x00"}, "/text"),
        ({"text": "x" * 200_001}, "/text"),
        ({"inbox": 0}, "/inbox"),
        ({"inbox": 99}, "/inbox"),
        ({"inbox": 2**63}, "/inbox"),
        ({"contact": {"address": "nobody"}}, "/contact/address"),
        ({"contact": {"address": "a b@c.example"}}, "/contact/address"),
        ({"contact": {"address": "ann@customer.example", "language": "English!"}}, "/contact/language"),
        ({"contact": None}, "/contact"),
        ({"subject": "x" * 301}, "/subject"),
        ({"subject": "\ud800"}, "/subject"),
        ({"sbject": "Hello"}, "/sbject"),
    ],
)
def test_what_cannot_be_is_pointed_at(cast, program, change, pointer):
    new = {"inbox": cast.inbox.pk, "contact": {"address": "ann@customer.example"}, "text": "Hello"} | change
    refused = program.post("/conversations", new)
    assert refused.status_code == 422
    assert [place["pointer"] for place in refused.json()["errors"]] == [pointer]
    assert not Conversation.objects.exists()


def test_nothing_is_begun_in_an_inbox_that_the_agent_may_not_see(cast):
    new = {"inbox": cast.inbox.pk, "contact": {"address": "ann@customer.example"}, "text": "Hello"}
    refused = Program(cast.stranger).post("/conversations", new)
    missing = Program(cast.stranger).post("/conversations", new | {"inbox": 99})
    assert refused.status_code == 422
    assert refused.json() == missing.json()
    assert not Conversation.objects.exists()


@pytest.fixture
def connection_queries():
    def count(ask):
        with CaptureQueriesContext(connection) as queries:
            assert ask().status_code < 300
        return len(queries)

    return count
