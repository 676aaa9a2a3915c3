"""A conversation that one sent in is another's: whose words belong to whose file, and what is erased with whom."""

import io
import json
import zipfile

import pytest

from keepword.conversations.models import Conversation, Message, Participant
from keepword.conversations.replying import NobodyToAnswer, reply
from keepword.conversations.whose.putting_right import give_to
from keepword.people.identifying import identify
from keepword.privacy.erasing import erase
from keepword.privacy.exporting import export
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def one(cast):
    """Ann sent in what Carl wants; we answered Carl."""
    made = stage.conversation_of(cast)
    give_to(made, to=identify(address="carl@elsewhere.example", name="Carl"), by=cast.mina.as_actor)
    reply(made, text="Dear Carl, it is on its way.", by=cast.mina)
    return Conversation.objects.get(pk=made.pk)


def file_of(contact, *, by):
    written = io.BytesIO()
    export(contact, to=written, by=by, with_notes=False)
    with zipfile.ZipFile(written) as file:
        return json.loads(file.read("person.json"))


def sender(one):
    return one.messages.earliest("id").contact


def test_the_file_of_who_sent_it_in_has_their_words_and_nothing_that_we_wrote_to_the_customer(cast, one):
    [told] = file_of(sender(one), by=cast.ruth)["conversations"]
    assert ([each["text"] for each in told["messages"]], told["subject"]) == (["It was due on Monday."], "")


def test_the_file_of_the_customer_has_the_conversation(cast, one):
    [told] = file_of(one.contact, by=cast.ruth)["conversations"]
    assert [each["kind"] for each in told["messages"]] == ["inbound", "reply"]
    assert told["subject"] == "Where is my parcel?"


def test_erasing_who_sent_it_in_leaves_the_customer_theirs(cast, one):
    erase(sender(one), by=cast.ruth)
    texts = list(Message.objects.order_by("id").values_list("text", flat=True))
    assert texts == ["", "Dear Carl, it is on its way."]
    assert Conversation.objects.get().contact.name == "Carl"
    assert reply(one, text="Still here", by=cast.mina).recipients == {"to": ["carl@elsewhere.example"]}


def test_erasing_the_customer_erases_it_and_nobody_is_answered_in_their_place(cast, one):
    erase(one.contact, by=cast.ruth)
    assert set(Message.objects.values_list("text", flat=True)) == {""}
    assert Conversation.objects.get().subject == ""
    assert not Participant.objects.exists()
    with pytest.raises(NobodyToAnswer):
        reply(Conversation.objects.get(), text="Dear Ann", by=cast.mina)
