"""A visitor who had gone gets what they missed by mail: all of it, once."""

from datetime import timedelta

import pytest

from keepword.channels.chat.catching_up import KIND, mail_missed
from keepword.channels.chat.models import Posted, Visit
from keepword.channels.delivery import deliver
from keepword.conversations.models import Conversation, Message
from keepword.conversations.replying import reply
from keepword.events.models import Event
from keepword.widget.tests.visitor import Visitor, chatting
from tests import cast as stage

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(minutes=10)


@pytest.fixture
def cast(settings):
    settings.PUBLIC_ADDRESS = "https://help.leafloom.example"
    made = stage.gather()
    chatting(made.brand)
    return made


def answered(cast, text: str) -> Message:
    message = reply(Conversation.objects.get(), text=text, by=cast.mina)
    finish = deliver(Event.objects.get(name="message.queued", message_id=message.pk))
    if finish:
        finish()
    return message


def gone() -> None:
    for posted in Posted.objects.all():
        Posted.objects.filter(pk=posted.pk).update(at=posted.at - LONG_AGO)
    for visit in Visit.objects.all():
        visit.change(seen_at=visit.seen_at - LONG_AGO)


def letters() -> list[Message]:
    return list(Message.objects.filter(automatic_kind=KIND))


def test_what_was_missed_goes_by_mail_together_and_once(cast):
    visitor = Visitor(cast.brand)
    visitor.say("Hello?", email="Ann@Customer.example")
    answered(cast, "Yes, we have it.")
    answered(cast, "In green, too.")
    gone()
    mail_missed()
    mail_missed()
    [letter] = letters()
    assert letter.recipients == {"to": ["ann@customer.example"]}
    assert "Yes, we have it." in letter.text
    assert "In green, too." in letter.text
    assert "https://help.leafloom.example/c/{link}" in letter.text


def test_what_was_read_on_the_page_is_not_mailed(cast):
    visitor = Visitor(cast.brand)
    visitor.say("Hello?", email="ann@customer.example")
    answered(cast, "Yes, we have it.")
    visitor.post("seen", {"to": visitor.hear()["last"]})
    gone()
    mail_missed()
    assert letters() == []


def test_nobody_is_written_to_who_is_still_there_or_told_no_address(cast):
    Visitor(cast.brand).say("Hello?")
    answered(cast, "Yes, we have it.")
    gone()
    mail_missed()
    assert letters() == []


def test_who_tells_an_address_later_gets_what_they_missed_there(cast):
    visitor = Visitor(cast.brand)
    visitor.say("Hello?")
    answered(cast, "Yes, we have it.")
    assert visitor.post("person", {"name": "Ann", "email": "ann@customer.example"}).status_code == 204
    gone()
    mail_missed()
    assert letters()[0].recipients == {"to": ["ann@customer.example"]}


def test_who_had_gone_before_we_answered_gets_an_ordinary_mail(cast, settings):
    Visitor(cast.brand).say("Hello?", email="ann@customer.example")
    gone()
    message = answered(cast, "Yes, we have it.")
    message.refresh_from_db()
    assert message.delivery_state == "held"  # in the outbox: these tests have no relay
    assert not Posted.objects.exists()
    mail_missed()
    assert letters() == []


def test_who_ended_the_chat_without_an_address_cannot_be_answered_and_the_agent_sees_it(cast):
    visitor = Visitor(cast.brand)
    visitor.say("Hello?")
    visitor.post("end", {})
    message = answered(cast, "Are you there?")
    message.refresh_from_db()
    assert (message.delivery_state, message.delivery_reason) == ("failed", "visitorleft")
