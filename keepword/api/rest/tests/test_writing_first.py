"""A program writes to somebody first: POST /conversations with `to`, under the rules of the desk's own page."""

import pytest

from keepword.api.tests.program import Program
from keepword.channels.email.composing import compose
from keepword.conversations.models import Conversation, Message
from keepword.events.models import Event, Task
from keepword.notices.hearing import HEARD_BY
from keepword.notices.world import World
from keepword.people.models import Agent, Contact
from keepword.people.permissions import LIGHT_AGENT
from tests import cast as stage
from tests.outside import answer_to, arrive

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def program(cast):
    return Program(cast.mina)


@pytest.fixture
def letter(cast):
    to = {"address": "Noor@Bakery.example", "name": "Noor", "language": "ar"}
    return {"inbox": cast.inbox.pk, "to": to, "subject": "Your trays", "text": "They are ready."}


def test_our_words_are_on_their_way_and_the_conversation_waits_for_them(cast, program, letter):
    made = program.post("/conversations", letter)
    assert made.status_code == 201
    begun = Conversation.objects.get()
    assert made.headers["Location"] == f"/api/v1/conversations/{begun.pk}"
    said = made.json()
    assert (said["status"], said["channel"], said["language"]) == ("waiting", "email", "ar")
    assert (said["contact"]["name"], said["assignee"]["id"]) == ("Noor", cast.mina.pk)
    [message] = program.get(f"/conversations/{begun.pk}/messages").json()["items"]
    assert (message["kind"], message["text"], message["delivery"]["state"]) == ("reply", "They are ready.", "queued")
    assert message["recipients"] == {"to": ["noor@bakery.example"]}
    assert Task.objects.filter(reaction="channels.delivery.deliver").count() == 1


def test_the_letter_has_its_subject_and_the_answer_joins_the_conversation(cast, program, letter):
    program.post("/conversations", letter)
    ours = Message.objects.get()
    written = compose(ours)
    assert (written["Subject"], written["To"], written["In-Reply-To"]) == ("Your trays", "noor@bakery.example", None)
    arrive(cast, answer_to(ours.message_id, text="Splendid", sender="noor@bakery.example"))
    begun = Conversation.objects.get()
    assert (begun.status, begun.assignee) == ("open", cast.mina)


def test_no_clock_runs_and_nobody_is_told_as_if_a_customer_had_written(program, letter):
    program.post("/conversations", letter)
    begun = Conversation.objects.get()
    assert (begun.due_at, begun.waiting_since) == (None, None)
    assert not Event.objects.filter(name="message.received").exists()
    fact = Event.objects.get(name="conversation.created")
    assert fact.data["by_us"] is True
    assert list(HEARD_BY["conversation.created"](fact, World([fact]))) == []


def test_the_same_key_writes_once(program, letter):
    first, second = (program.post("/conversations", letter, Idempotency_Key="trays") for _ in range(2))
    assert first.json() == second.json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert (Conversation.objects.count(), Message.objects.count()) == (1, 1)
    assert program.post("/conversations", letter | {"text": "No"}, Idempotency_Key="trays").status_code == 422


def test_copies_and_form_go_along(program, letter):
    said = letter | {
        "text": "**Ready**",
        "format": "markdown",
        "cc": ["boss@bakery.example"],
        "bcc": ["x@else.example"],
    }
    assert program.post("/conversations", said).status_code == 201
    message = Message.objects.get()
    assert "<strong>Ready</strong>" in message.html
    assert (message.recipients["cc"], message.recipients["bcc"]) == (["boss@bakery.example"], ["x@else.example"])


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"to": {"address": "nobody"}}, "/to/address"),
        ({"to": {"address": "help@LeafLoom.example"}}, "/to/address"),
        ({"to": {"address": "a@-b-.example"}}, "/to/address"),
        ({"to": None}, "/to"),
        ({"contact": {"address": "ann@customer.example"}}, "/to"),
        ({"subject": " "}, "/subject"),
        ({"text": " "}, "/text"),
        ({"text": "Dear {{contact.name}}"}, "/text"),
        ({"cc": ["nobody"]}, "/cc"),
        ({"format": "html"}, "/format"),
        ({"inbox": 99}, "/inbox"),
        ({"too": 1}, "/too"),
    ],
)
def test_what_cannot_be_is_pointed_at_and_nothing_is_begun(program, letter, change, pointer):
    refused = program.post("/conversations", letter | change)
    assert refused.status_code == 422, refused.content
    assert [place["pointer"] for place in refused.json()["errors"]] == [pointer]
    assert not Conversation.objects.exists()
    assert not Contact.objects.exists()
    assert not Event.objects.filter(name="conversation.created").exists()


def test_somebody_has_to_be_named(cast, program):
    refused = program.post("/conversations", {"inbox": cast.inbox.pk, "text": "Hello"})
    assert [place["pointer"] for place in refused.json()["errors"]] == ["/contact"]


@pytest.mark.parametrize("field", [{"cc": ["a@b.example"]}, {"bcc": []}, {"format": "plain"}])
def test_what_is_for_our_words_alone_does_not_pass_with_a_customers(cast, program, field):
    new = {"inbox": cast.inbox.pk, "contact": {"address": "ann@customer.example"}, "text": "Hello"} | field
    refused = program.post("/conversations", new)
    assert [place["pointer"] for place in refused.json()["errors"]] == [f"/{next(iter(field))}"]
    assert not Conversation.objects.exists()


def test_a_stranger_writes_from_no_inbox_that_they_do_not_see_and_cannot_tell_it_from_none(cast, letter):
    refused = Program(cast.stranger).post("/conversations", letter)
    missing = Program(cast.stranger).post("/conversations", letter | {"inbox": 99})
    assert (refused.status_code, refused.json()) == (422, missing.json())
    assert not Conversation.objects.exists()
    assert Program(None).post("/conversations", letter).status_code == 401


def test_who_may_not_answer_may_not_write_first(cast, letter):
    Agent.objects.filter(pk=cast.dave.pk).update(role=LIGHT_AGENT)
    assert Program(cast.dave).post("/conversations", letter).status_code == 403
    assert not Conversation.objects.exists()
