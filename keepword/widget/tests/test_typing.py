"""Who answers sees that the visitor types."""

import pytest
from django.test import Client

from keepword.conversations.models import Conversation
from keepword.events import presence
from keepword.widget.tests.visitor import Visitor, chatting
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    presence.forget_all()
    cast = stage.gather()
    chatting(cast.brand)
    visitor = Visitor(cast.brand)
    visitor.say("Hello")
    yield visitor
    presence.forget_all()


def tells(visitor, is_writing):
    return visitor.client.post("/widget/typing", {"is_writing": is_writing}, headers=visitor.headers).status_code


def test_agents_see_that_the_visitor_types_and_that_they_stopped(visitor):
    number = Conversation.objects.get().pk
    assert tells(visitor, "yes") == 204
    assert presence.visitor_at(number) == "writing"
    assert presence.who_is_at(number) == []  # no colleague, and nobody whom the visitor's page names
    assert tells(visitor, "no") == 204
    assert presence.visitor_at(number) == "gone"


def test_whoever_has_no_ticket_tells_nothing(visitor):
    assert Client().post("/widget/typing", {"is_writing": "yes"}).status_code == 404
    assert presence.visitor_at(Conversation.objects.get().pk) == "gone"
