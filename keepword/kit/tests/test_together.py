"""Several prepared queries in one statement answer as each alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.models import Conversation, Message
from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.kit.together import Together
from keepword.people.models import Agent, Contact
from tests import cast as stage

pytestmark = pytest.mark.django_db

AGENTS = Prepared(lambda: Agent.objects.order_by("-name", "id").values_list("id", "name"))
THEIRS = Prepared(lambda contact: Conversation.objects.filter(contact_id=contact).values_list("reference"))
SAID = Prepared(lambda conversation: Message.objects.filter(conversation_id=conversation).values_list("id")[:2])
NAMED = Prepared(lambda name: Contact.objects.filter(name=name).values_list("name", "company_id"))


@pytest.fixture
def cast():
    return stage.gather()


def test_each_list_comes_back_as_alone_and_in_its_order(cast):
    conversation = stage.conversation_of(cast)
    together = Together(lists={"agents": AGENTS, "theirs": THEIRS, "said": SAID})
    found = together(contact=conversation.contact_id, conversation=conversation.pk)
    assert found.rows["agents"] == AGENTS()
    assert len(found.rows["agents"]) > 1
    assert found.rows["theirs"] == THEIRS(contact=conversation.contact_id)
    assert found.rows["said"] == SAID(conversation=conversation.pk)


def test_what_is_only_counted_is_a_number_and_keeps_its_limit(cast):
    conversation = stage.conversation_of(cast)
    together = Together(lists={}, counts={"said": SAID, "agents": AGENTS})
    assert together(conversation=conversation.pk).counts == {"said": 1, "agents": Agent.objects.count()}


def test_nothing_there_is_an_empty_list_and_none_stays_none(cast):
    together = Together(lists={"named": NAMED, "said": SAID})
    assert together(name="Nobody", conversation=0).rows == {"named": [], "said": []}
    for name in ("민지 “Q” O'Hara 🎉\n100 %s", "مينا", ""):
        Contact.objects.create(name=name, created_at=clock.now())
        assert (name, None) in together(name=name, conversation=0).rows["named"]


def test_it_asks_once_and_sees_what_changed(cast):
    together = Together(lists={"agents": AGENTS})
    before = together().rows["agents"]
    with CaptureQueriesContext(connection) as asked:
        Agent.objects.filter(pk=cast.mina.pk).update(name="Zoë")
        after = together().rows["agents"]
    assert len(asked) == 2
    assert before != after == AGENTS()


def test_a_moment_would_not_come_back_as_it_went(cast):
    together = Together(lists={"when": Prepared(lambda: Conversation.objects.values_list("created_at"))})
    with pytest.raises(ValueError, match="whole numbers"):
        together()
