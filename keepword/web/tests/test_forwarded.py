"""A colleague forwards a customer's mail: it is offered to its customer, by whoever may change that."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.channels.email.intake import take_in
from keepword.channels.email.storing import Letter, store
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Conversation, Message
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.people.models import Agent, Contact
from keepword.people.permissions import LIGHT_AGENT
from tests import cast as stage

pytestmark = pytest.mark.django_db

MAIL = """From: {sender}
To: help@leafloom.example
Subject: Fwd: Broken cup
Message-ID: <{number}@mail.example>
{headers}
Please take this one.

---------- Forwarded message ---------
From: {writer}
Date: Mon, 4 May 2026
Subject: Broken cup
To: <office@leafloom.example>

The cup is broken.
"""
OFFER = "Make it theirs"


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def desk(cast, client):
    client.force_login(cast.mina)
    return client


def arrive(cast, *, number=1, writer="Otto Kunde <otto@customer.example>", headers=""):
    mail = MAIL.format(sender="Jo <office@leafloom.example>", number=number, writer=writer, headers=headers)
    (stored,) = store([Letter(cast.inbox.pk, mail.encode(), "smtp")])
    take_in(Event.objects.filter(name="mail.stored").latest("id"))
    stored.refresh_from_db()
    return stored.message.conversation


def shown(desk, one):
    return desk.get(f"/conversations/{one.pk}").content.decode()


def whose(one):
    return Conversation.objects.get(pk=one.pk).contact.name


def test_one_press_makes_it_theirs_and_one_takes_it_back(cast, desk):
    one = arrive(cast)
    page = shown(desk, one)
    assert "<bdi>Jo</bdi> forwarded a mail of <bdi>Otto Kunde</bdi>" in page
    assert "&lt;otto@customer.example&gt;" in page
    assert "may be forged" not in page and "About this mail" not in page
    form = {"address": "otto@customer.example", "name": "Otto Kunde"}
    for _ in range(2):
        page = desk.post(f"/conversations/{one.pk}/contact", form, follow=True).content.decode()
        assert whose(one) == "Otto Kunde"
        assert OFFER not in page
    change = Event.objects.get(name="conversation.contact_changed")
    desk.post(f"/conversations/{one.pk}/contact/undoing", {"change": change.pk})
    assert whose(one) == "Jo"
    assert OFFER in shown(desk, one)


def test_put_away_it_stays_away(cast, desk):
    one = arrive(cast)
    number = Message.objects.get().pk
    for _ in range(2):
        answered = desk.post(f"/conversations/{one.pk}/contact/offer/removal", {"message": number})
        assert answered.status_code == 302
        assert OFFER not in shown(desk, one)
    assert whose(one) == "Jo"


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "١"])
def test_what_names_no_message_is_not_found(cast, desk, number):
    one = arrive(cast)
    assert desk.post(f"/conversations/{one.pk}/contact/offer/removal", {"message": number}).status_code == 404
    assert OFFER in shown(desk, one)


def test_a_message_of_another_conversation_stays_as_it_is(cast, desk):
    one, other = arrive(cast), arrive(cast, number=2, writer="Third <third@customer.example>")
    desk.post(f"/conversations/{one.pk}/contact/offer/removal", {"message": other.messages.get().pk})
    assert OFFER in shown(desk, one) and OFFER in shown(desk, other)


def test_what_may_be_forged_says_so(cast, desk, settings):
    settings.TRUSTED_RECEIVER = "mx.leafloom.example"
    failed = "Authentication-Results: mx.leafloom.example; dmarc=fail header.from=leafloom.example\n"
    page = shown(desk, arrive(cast, headers=failed))
    assert OFFER in page
    assert "The sender may be forged: ask your colleague first." in page


def test_a_name_that_is_html_is_a_name(cast, desk):
    page = shown(desk, arrive(cast, writer='"<b>Otto" <otto@customer.example>'))
    assert OFFER in page and "<b>Otto" not in page


def test_strangers_and_readers_see_no_offer(cast, client):
    one = arrive(cast)
    number = one.messages.get().pk
    removal = f"/conversations/{one.pk}/contact/offer/removal"
    client.force_login(cast.stranger)
    assert client.get(f"/conversations/{one.pk}").status_code == 404
    assert client.post(removal, {"message": number}).status_code == 404
    Agent.objects.filter(pk=cast.dave.pk).update(role=LIGHT_AGENT)
    client.force_login(cast.dave)
    assert OFFER not in shown(client, one)
    assert client.post(removal, {"message": number}).status_code == 403
    assert "passed-on" in Message.objects.get().warnings[0]


def test_once_it_is_a_third_ones_nothing_is_offered(cast, desk):
    one = arrive(cast)
    desk.post(f"/conversations/{one.pk}/contact", {"address": "third@customer.example"})
    assert OFFER not in shown(desk, one)


def test_in_the_spam_nothing_is_offered(cast, desk):
    one = arrive(cast)
    mark_spam(one, by=SYSTEM)
    assert OFFER not in shown(desk, one)


def test_no_contact_is_made_before_somebody_presses(cast, desk):
    one = arrive(cast)
    shown(desk, one)
    assert not Contact.objects.filter(name="Otto Kunde").exists()


def test_the_page_asks_the_database_nothing_more(cast, desk, django_assert_num_queries):
    one = arrive(cast)
    shown(desk, one)  # what is asked once for each process
    with django_assert_num_queries(_cost(desk, one)):
        assert OFFER in shown(desk, one)


def _cost(desk, one):
    """Of the same conversation without an offer."""
    kept = Message.objects.get()
    Message.objects.update(warnings=[])
    with CaptureQueriesContext(connection) as asked:
        assert OFFER not in shown(desk, one)
    Message.objects.update(warnings=kept.warnings)
    return len(asked)
