"""An answer finds its conversation by the address that it goes to, and by nothing that only looks like it."""

import pytest

from keepword.channels.email.composing import compose
from keepword.channels.email.intake import take_in
from keepword.channels.email.models import StoredMail
from keepword.channels.email.plus_addresses import is_one_of, spellings, with_tag
from keepword.channels.email.relays.provider import as_django
from keepword.channels.email.storing import Letter, store
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.replying import reply
from keepword.events.models import Event
from tests import cast as stage


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("Help+A+b@Shop.example", ["help+a+b@shop.example", "help@shop.example"]),
        ("help@shop.example", ["help@shop.example"]),
        ("+@shop.example", ["+@shop.example", "@shop.example"]),
        ("help", []),
        ("", []),
    ],
)
def test_what_stands_behind_a_plus_is_no_part_of_the_name(address, known):
    assert spellings(address) == known
    assert is_one_of(address, ours={"help@shop.example"}) is ("help@shop.example" in known)


def test_a_name_that_leaves_no_room_gets_no_tag():
    assert with_tag("help@shop.example", tag="kw.1") == "help+kw.1@shop.example"
    assert with_tag("h" * 60 + "@shop.example", tag="kw.1") == ""


@pytest.fixture
def cast(db):
    cast = stage.gather()
    Inbox.objects.filter(pk=cast.inbox.pk).update(takes_tags=True)
    return cast


def reply_address(cast, conversation):
    return compose(reply(conversation, text="On its way.", by=cast.mina))["Reply-To"].addresses[0].addr_spec


def arrive(inbox, *, to, headers="", sender="ann@customer.example"):
    mail = f"From: {sender}\nTo: {to}\n{headers}Message-ID: <{to}{headers!r}@x>\nSubject: Other words\n\nThanks\n"
    (stored,) = store([Letter(inbox.pk, mail.encode(), "smtp", sender)])
    take_in(Event.objects.filter(name="mail.stored").latest("id"))
    return StoredMail.objects.get(pk=stored.pk)


def test_an_answer_without_any_message_id_finds_its_conversation(cast):
    conversation = stage.conversation_of(cast)
    address = reply_address(cast, conversation)
    assert address.startswith("help+kw.")
    assert arrive(cast.inbox, to=f"Mina <{address}>").message.conversation_id == conversation.pk
    conversation.refresh_from_db()
    assert conversation.status == "open"


@pytest.mark.parametrize("header", ["Delivered-To", "X-Original-To", "Envelope-To"])
def test_an_answer_that_was_passed_on_finds_it_by_what_the_servers_wrote_down(cast, header):
    conversation = stage.conversation_of(cast)
    address = reply_address(cast, conversation)
    stored = arrive(cast.inbox, to="shop@elsewhere.example", headers=f"{header}: <{address.upper()}>\n")
    assert stored.message.conversation_id == conversation.pk


def test_a_forged_address_begins_a_conversation_of_its_own(cast):
    conversation = stage.conversation_of(cast)
    good = reply_address(cast, conversation)
    for bad in (
        f"help+kw.{conversation.pk}.{'0' * 20}@leafloom.example",
        good.replace(f"kw.{conversation.pk}.", f"kw.{conversation.pk + 1}."),
        good.replace("help+", "someone+"),
        good.replace("@leafloom", "@elsewhere"),
    ):
        assert arrive(cast.inbox, to=bad).message.conversation_id != conversation.pk


def test_whoever_got_hold_of_the_address_comes_in_with_a_warning_and_is_sent_nothing(cast):
    conversation = stage.conversation_of(cast)
    stored = arrive(cast.inbox, to=reply_address(cast, conversation), sender="mallory@bad.example")
    assert "new-participant" in stored.message.warnings
    assert reply(Conversation.objects.get(pk=conversation.pk), text="More", by=cast.mina).recipients == {
        "to": ["ann@customer.example"]
    }


def test_an_address_leads_nowhere_in_another_inbox(cast):
    other = Inbox.objects.create(name="Trade", address="trade@leafloom.example", brand=cast.brand)
    conversation = stage.conversation_of(cast)
    stored = arrive(other, to=reply_address(cast, conversation))
    assert stored.message.conversation_id != conversation.pk
    assert stored.message.inbox_id == other.pk


def test_an_inbox_without_such_addresses_gives_none(cast):
    Inbox.objects.update(takes_tags=False)
    assert compose(reply(stage.conversation_of(cast), text="Hello", by=cast.mina))["Reply-To"] is None


def test_a_provider_is_told_where_answers_go(cast):
    conversation = stage.conversation_of(cast)
    mail = compose(reply(conversation, text="On its way.", by=cast.mina))
    assert as_django(mail, to=["ann@customer.example"]).reply_to == [str(mail["Reply-To"])]


def test_our_own_mail_is_known_behind_any_plus(cast):
    stored = arrive(cast.inbox, to="help@leafloom.example", sender="help+abc@leafloom.example")
    assert (stored.state, stored.message) == ("set_aside", None)
