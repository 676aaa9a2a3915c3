"""Erasing and handing out reach what inboxes wrote to somebody who never wrote to them."""

import io
import json
import zipfile

import pytest

from keepword.conversations.beginning import begin
from keepword.conversations.models import Conversation, Inbox, Message
from keepword.conversations.replying import reply
from keepword.people.identifying import Person
from keepword.people.merging.merging import merge
from keepword.people.models import Agent, Contact, Identity
from keepword.privacy.erasing import erase
from keepword.privacy.exporting import export
from tests import cast as stage

pytestmark = pytest.mark.django_db
ANN = "ann@customer.example"


@pytest.fixture
def cast() -> stage.Cast:
    return stage.gather()


@pytest.fixture
def ann(cast) -> Contact:
    return stage.conversation_of(cast).contact


@pytest.fixture
def written(cast, ann) -> Conversation:
    counter = Inbox.objects.create(name="Counter", address="counter@leafloom.example", brand=cast.brand)
    bo = Agent.objects.create_user("bo@leafloom.example", name="Bo")
    made = begin(counter, to=Person(ANN, "Perhaps Ann"), subject="Hello", by=bo)
    reply(made, text="Zauberwort", by=bo)
    return made


def person_of(contact: Contact, *, by: Agent) -> str:
    file = io.BytesIO()
    export(contact, to=file, by=by, with_notes=True)
    with zipfile.ZipFile(file) as opened:
        return json.dumps(json.loads(opened.read("person.json")))


def test_their_file_has_what_every_inbox_wrote_to_them(cast, ann, written):
    assert "Zauberwort" in person_of(ann, by=cast.ruth)


def test_the_file_of_an_address_has_nothing_of_the_person(cast, ann, written):
    told = person_of(written.contact, by=Agent.objects.get(name="Bo"))
    assert "Zauberwort" in told
    assert [one for one in ("Ann Lee", "Monday", "parcel") if one in told] == []


@pytest.mark.parametrize("whose", ["the person's", "the inbox's"])
def test_erasing_takes_the_person_whole_whichever_row_is_named(cast, ann, written, whose):
    erase(ann if whose == "the person's" else written.contact, by=cast.ruth)
    assert not Identity.objects.filter(value=ANN).exists()
    assert set(Contact.objects.values_list("name", flat=True)) == {""}
    assert not Message.objects.exclude(text="").exists()


def test_a_row_that_is_somebody_else_since_stays_theirs(cast, ann, written):
    carl = stage.conversation_of(cast, "ko").contact
    merge(written.contact, into=carl, by=cast.ruth)
    assert "Zauberwort" not in person_of(ann, by=cast.ruth)
    erase(ann, by=cast.ruth)
    carl.refresh_from_db()
    assert (carl.erased_at, carl.name) == (None, "김민지")
