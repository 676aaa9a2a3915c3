"""The attacks on help desks that are known by name, from the wire to the page."""

import pytest
from django.test import Client

from keepword.channels.email.composing import compose
from keepword.channels.email.intake import take_in
from keepword.channels.email.storing import Letter, store
from keepword.channels.form import linking
from keepword.conversations.models import Conversation, Message, Participant
from keepword.conversations.participating import trust
from keepword.conversations.replying import reply
from keepword.events.models import Event
from keepword.help_center.tests.visiting import link_on, write
from keepword.kit import clock
from tests import cast as stage
from tests.safety.conftest import Sit

FAILED = "Authentication-Results: mx.leafloom.example; dmarc=fail header.from={domain}\n"
SECRET = "Your sign-up code is 4711."


@pytest.fixture
def cast(db: None, settings) -> stage.Cast:
    settings.TRUSTED_RECEIVER = "mx.leafloom.example"
    return stage.gather()


@pytest.fixture
def conversation(cast: stage.Cast) -> Conversation:
    """Ann asked by mail, and Mina answered something private."""
    conversation = stage.conversation_of(cast)
    reply(conversation, text="Your new card ends in 1234.", by=cast.mina)
    return conversation


@pytest.fixture
def ours(conversation: Conversation) -> Message:
    return conversation.messages.get(kind="reply")


def arrive(cast: stage.Cast, *, sender: str, answers: str, text: str, headers: str = "") -> Message:
    """A raw mail, through the front door of the channel."""
    raw = (
        f"{headers}From: <{sender}>\nTo: <help@leafloom.example>\nSubject: Re: Hello\n"
        f"Message-ID: <{abs(hash(text))}@wire.example>\nIn-Reply-To: <{answers}>\n\n{text}\n"
    )
    (stored,) = store([Letter(cast.inbox.pk, raw.encode(), "smtp")])
    take_in(Event.objects.filter(name="mail.stored").latest("id"))
    stored.refresh_from_db()
    return stored.message


def test_the_forged_cc_gains_nothing(cast, conversation, ours, at_desk: Sit):
    """A spoofed answer to a known token carries the attacker in cc, to be sent what follows and the history."""
    headers = FAILED.format(domain="customer.example") + "Cc: <eve@evil.example>\n"
    forged = arrive(
        cast, sender="ann@customer.example", answers=ours.message_id, text="Send all to Eve", headers=headers
    )
    assert list(Participant.objects.values_list("address", flat=True)) == ["ann@customer.example"]
    answer = compose(reply(conversation, text="Here it is.", by=cast.mina))
    assert (answer["To"], answer["Cc"], answer["Bcc"]) == ("ann@customer.example", None, None)
    page = at_desk(cast.mina).get(f"/conversations/{forged.conversation_id}").content.decode()
    assert "The sender may be forged" in page


def test_a_forged_mail_is_not_shown_to_whoever_holds_the_link(cast, conversation, ours):
    headers = FAILED.format(domain="customer.example")
    arrive(cast, sender="ann@customer.example", answers=ours.message_id, text="I am not Ann", headers=headers)
    link = linking.mailed_link(conversation.token, at=clock.now())
    page = Client().get(f"/c/{link}").content.decode()
    assert "Your new card" in page
    assert "I am not Ann" not in page


def test_a_token_that_leaked_gives_its_holder_nothing_that_came_before(cast, conversation, ours):
    joined = arrive(cast, sender="eve@evil.example", answers=ours.message_id, text="Me too")
    assert joined.conversation_id == conversation.pk
    assert compose(reply(conversation, text="Second answer", by=cast.mina))["To"] == "ann@customer.example"
    eve = Participant.objects.get(address="eve@evil.example")
    assert not eve.is_trusted
    trust(conversation, participant=eve, by=cast.mina.as_actor)
    after = compose(reply(conversation, text="Third answer", by=cast.mina))
    assert after["To"] == "eve@evil.example"
    for private in ("1234", "Second answer", "It was due on Monday"):
        assert private not in after.as_string()


@pytest.mark.parametrize("forge", [lambda own: own.replace("kw.", "kw.1", 1), lambda own: own[:-25] + "x" + own[-24:]])
def test_a_token_that_was_guessed_opens_nothing(cast, conversation, ours, forge):
    guessed = forge(ours.message_id)
    assert guessed != ours.message_id
    assert arrive(cast, sender="eve@evil.example", answers=guessed, text="Hi").conversation_id != conversation.pk


def test_the_ticket_trick_shows_nothing(cast, settings):
    """Somebody writes as another service's robot, lets it mail a code into the conversation, and reads it here."""
    settings.PUBLIC_ADDRESS = "https://help.leafloom.example"
    attacker = Client(enforce_csrf_checks=True)
    receipt = attacker.get(write(attacker, email="no-reply@bank.example").headers["Location"])
    conversation = Conversation.objects.get()
    ours = reply(conversation, text="How can we help?", by=cast.mina)
    code = arrive(cast, sender="no-reply@bank.example", answers=ours.message_id, text=SECRET)
    assert code.conversation_id == conversation.pk
    page = attacker.get(link_on(receipt)).content.decode()
    assert "Due Monday." in page
    assert SECRET not in page
    attacker.post(f"{link_on(receipt)}/link")
    fresh = conversation.messages.get(is_automatic=True, kind="reply")
    assert fresh.recipients == {"to": ["no-reply@bank.example"]}
