"""What a team calls a conversation among themselves, and what its customer never learns of it."""

import email
import email.policy

import pytest

from keepword.channels.email.composing import compose
from keepword.conversations.finding.results import find
from keepword.conversations.history.lines import history
from keepword.conversations.inbound import Thread
from keepword.conversations.joining.relocating import relocate
from keepword.conversations.joining.splitting import split
from keepword.conversations.models import Inbox
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.retitling import retitle
from keepword.privacy.erasing import erase
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def call(conversation, subject, cast):
    retitle(conversation, subject=subject, by=cast.mina.as_actor)


def again(conversation, cast, *, text):
    """The customer writes once more."""
    return receive(stage.written(text=text, thread=Thread(conversation.pk, ())), inbox=cast.inbox)


def found(query, agent):
    return [conversation for _, conversation in find(query, agent=agent, limit=20).hits]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Lid of 1042", "Lid of 1042"),
        ("  Lid\r\n of\t1042 ", "Lid of 1042"),
        ("茶壶盖 🫖", "茶壶盖 🫖"),
        ("غطاء\x00 الإبريق", "غطاء الإبريق"),
        ("뚜껑" * 200, "뚜껑" * 150),
        ("", "Where is my parcel?"),
        (" \n ", "Where is my parcel?"),
        ("Where is my parcel?", "Where is my parcel?"),
    ],
)
def test_the_desk_reads_what_was_typed_in_one_line(cast, conversation, typed, kept):
    call(conversation, typed, cast)
    conversation.refresh_from_db()
    assert conversation.subject == kept
    assert conversation.customers_subject == "Where is my parcel?"
    assert (conversation.first_subject is None) == (kept == "Where is my parcel?")


def test_a_card_number_does_not_stay(cast, conversation):
    call(conversation, "Card 4111 1111 1111 1111", cast)
    conversation.refresh_from_db()
    assert "4111 1111" not in conversation.subject


def test_letters_keep_the_subject_that_the_customer_knows(cast, conversation):
    call(conversation, "The difficult one", cast)
    message = reply(conversation, text="On its way.", by=cast.mina)
    mail = email.message_from_bytes(compose(message).as_bytes(), policy=email.policy.default)
    assert str(mail["Subject"]) == "Re: Where is my parcel?"
    assert b"difficult" not in compose(message).as_bytes()


def test_who_wrote_without_a_subject_goes_on_without_one(cast):
    conversation = stage.conversation_of(cast, subject="")
    call(conversation, "Lid", cast)
    call(conversation, "Lid of 1042", cast)
    assert (conversation.subject, conversation.first_subject) == ("Lid of 1042", "")
    mail = email.message_from_bytes(compose(reply(conversation, text="x", by=cast.mina)).as_bytes())
    assert mail["Subject"] == f"Re: [#{conversation.reference}]"
    call(conversation, "", cast)
    assert (conversation.subject, conversation.first_subject) == ("", None)


@pytest.mark.parametrize("words", ["teapot lid", "茶壶", "주전자", "غطاء"])
def test_it_is_found_by_both_and_only_by_whoever_may_see_it(cast, conversation, words):
    call(conversation, f"{words} 1042", cast)
    assert found(words, cast.mina) == [conversation.pk]
    assert found("parcel", cast.mina) == [conversation.pk]
    assert found(words, cast.stranger) == []
    call(conversation, "", cast)
    assert found(words, cast.mina) == []
    assert found("parcel", cast.mina) == [conversation.pk]


def test_what_comes_later_is_found_and_erased_as_if_nothing_had_been_called_otherwise(cast, conversation):
    call(conversation, "Samovar", cast)
    again(conversation, cast, text="It leaks.")
    reply(conversation, text="We look at it.", by=cast.mina)
    call(conversation, "Kettle", cast)
    assert found("samovar", cast.mina) == []
    assert found("kettle", cast.mina) == [conversation.pk]
    erase(conversation.contact, by=cast.ruth)
    conversation.refresh_from_db()
    assert (conversation.subject, conversation.first_subject) == ("", None)
    assert found("kettle", cast.mina) == found("parcel", cast.mina) == found("leaks", cast.mina) == []


def test_it_goes_along_into_another_inbox(cast, conversation):
    call(conversation, "Samovar", cast)
    other = Inbox.objects.create(brand=cast.brand, name="Other", address="other@leafloom.example")
    made = relocate(conversation, to=other, by=cast.mina)
    assert (made.subject, made.customers_subject) == ("Samovar", "Where is my parcel?")
    assert found("samovar", cast.mina) == [made.pk]


@pytest.mark.parametrize(("given", "is_theirs"), [("", "Where is my parcel?"), ("Invoice", "Invoice")])
def test_a_part_is_called_as_the_whole_until_somebody_says_otherwise(cast, conversation, given, is_theirs):
    call(conversation, "Samovar", cast)
    made = split(again(conversation, cast, text="Another matter"), by=cast.mina, subject=given)
    assert (made.subject, made.customers_subject) == (given or "Samovar", is_theirs)


def test_the_history_tells_who_and_not_what(cast, conversation):
    call(conversation, "Samovar", cast)
    call(conversation, "", cast)
    lines = [line.text for line in history(conversation)][-2:]
    assert lines == [
        "Mina Park gave the conversation another subject.",
        "Mina Park gave the conversation the customer's subject again.",
    ]
