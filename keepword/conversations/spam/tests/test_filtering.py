"""What arrives is put into spam by what people marked, or by who sent it; a mark that is taken away undoes it all."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.history.lines import history
from keepword.conversations.inbound import Thread
from keepword.conversations.marking_spam import mark_spam, unmark_spam
from keepword.conversations.models import BlockedSender, Conversation, Message, SpamLesson, SpamMark, SpamMemory
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.resolving import resolve, wait_for_customer
from keepword.conversations.snoozing import snooze
from keepword.conversations.spam.blocking import CannotBlock, block, switch, unblock
from keepword.events import working
from keepword.kit import clock
from keepword.privacy.erasing import erase
from keepword.promises.models import Wait
from tests import cast as stage

pytestmark = pytest.mark.django_db

SPAM = "Claim your lottery prize money today, a casino bonus is waiting for number"
GOOD = "My parcel with the blue scarf has not arrived, could you look where order is now, number"


@pytest.fixture
def cast():
    return stage.gather()


def finish():
    while working.run_due():
        pass


def arrived(cast, text, **changes):
    return stage.conversation_of(cast, text=text, subject=text[:20], **changes)


@pytest.fixture
def taught(cast):
    """Six pieces of spam and as many answered customers."""
    for number in range(6):
        good = arrived(cast, f"{GOOD} {number}", address=f"c{number}@customer.example")
        reply(good, text="It is on its way.", by=cast.mina)
    for number in range(6):
        bad = arrived(cast, f"{SPAM} {number}", address=f"s{number}@casino.example")
        mark_spam(bad, by=cast.mina.as_actor)
    finish()
    return cast


def test_what_reads_like_marked_spam_goes_to_spam_and_says_why(taught):
    new = arrived(taught, "A lottery prize and casino bonus money is waiting, claim today", address="new@else.example")
    finish()
    assert (new.status, new.waiting_since) == ("spam", None)
    mark = SpamMark.objects.get(conversation=new)
    assert mark.share >= 98
    assert {"lottery", "prize"} & set(mark.words)
    assert "It went to spam by itself: it reads like what was marked as spam before." in [
        line.text for line in history(new)
    ]
    assert not Message.objects.filter(conversation=new, kind="reply").exists()
    assert not SpamLesson.objects.filter(conversation=new).exists()  # it teaches itself nothing
    assert not Wait.objects.running().filter(conversation=new).exists()


def test_a_customer_is_no_spam(taught):
    assert arrived(taught, "Where is the parcel with my scarf?", address="new@else.example").status == "open"


def test_whoever_was_answered_before_is_never_taken_for_spam_unless_forged(taught):
    assert arrived(taught, SPAM, address="new@else.example").status == "spam"
    reply(arrived(taught, "Hello", address="new@else.example"), text="Hello!", by=taught.mina)
    assert arrived(taught, SPAM, address="new@else.example").status == "open"
    assert arrived(taught, SPAM, address="new@else.example", is_authenticated=False).status == "spam"


def test_an_answer_in_a_conversation_is_not_weighed(taught):
    first = arrived(taught, GOOD, address="new@else.example", message_id="first@else.example")
    again = arrived(taught, SPAM, address="new@else.example", thread=Thread(None, ("first@else.example",)))
    assert (again.pk, again.status) == (first.pk, "open")


def test_a_program_is_believed(taught):
    assert arrived(taught, SPAM, address="new@else.example", channel="api").status == "open"


def test_switched_off_nothing_is_weighed(taught):
    switch(is_on=False, by=taught.ruth)
    assert arrived(taught, SPAM, address="new@else.example").status == "open"


def test_a_mark_that_is_taken_away_is_unlearnt_and_the_customer_waits_since_they_wrote(taught):
    new = arrived(taught, SPAM, address="new@else.example")
    unmark_spam(new, by=taught.mina.as_actor)
    finish()
    new.refresh_from_db()
    assert new.status == "open"
    assert new.waiting_since == new.messages.get(kind="inbound").at
    assert SpamLesson.objects.get(conversation=new).is_spam is False
    assert Wait.objects.running().filter(conversation=new).count() == 1
    for one in Conversation.objects.filter(status="spam"):
        unmark_spam(one, by=taught.mina.as_actor)
    finish()
    assert SpamMemory.objects.get().lessons["en"][0] == 0
    assert arrived(taught, SPAM, address="newer@else.example").status == "open"


def test_nothing_is_asked_but_one_row_where_nothing_was_ever_marked(cast):
    with CaptureQueriesContext(connection) as asked:
        arrived(cast, GOOD)
    assert len([one for one in asked if "_spam" in one["sql"]]) == 1


WAS = {
    "open": lambda one, cast: None,
    "resolved": lambda one, cast: resolve(one, by=cast.dave.as_actor),
    "waiting": lambda one, cast: wait_for_customer(one, by=cast.dave.as_actor),
    "snoozed": lambda one, cast: snooze(one, until=clock.now() + timedelta(days=1), by=cast.dave.as_actor),
}


@pytest.mark.parametrize("was", WAS)
def test_no_spam_after_all_stands_where_it_stood(cast, was):
    one = arrived(cast, GOOD)
    WAS[was](one, cast)
    before = (one.status, one.snoozed_until, one.resolved_at, one.waiting_since)
    mark_spam(one, by=cast.mina.as_actor)
    unmark_spam(one, by=cast.mina.as_actor)
    one.refresh_from_db()
    assert (one.status, one.snoozed_until, one.resolved_at, one.waiting_since) == before


def test_what_was_put_aside_until_a_time_gone_by_is_open(cast):
    one = arrived(cast, GOOD)
    WAS["snoozed"](one, cast)
    mark_spam(one, by=cast.mina.as_actor)
    with time_machine.travel(clock.now() + timedelta(days=2)):
        unmark_spam(one, by=cast.mina.as_actor)
    assert one.status == "open"


def test_who_wrote_on_while_it_was_spam_finds_it_open(cast):
    one = arrived(cast, GOOD, message_id="first@else.example")
    resolve(one, by=cast.dave.as_actor)
    mark_spam(one, by=cast.mina.as_actor)
    receive(stage.written(thread=Thread(None, ("first@else.example",))), inbox=cast.inbox)
    unmark_spam(one, by=cast.mina.as_actor)
    assert one.status == "open"
    assert one.waiting_since is not None


@pytest.mark.parametrize("who", ["eve@bad.example", " EVE@BAD.example ", "bad.example", "@bad.example"])
def test_who_is_blocked_goes_to_spam_whatever_they_write_and_is_counted(cast, who):
    block(who, by=cast.mina)
    block(who, by=cast.dave)
    assert arrived(cast, GOOD, address="eve@bad.example").status == "spam"
    assert arrived(cast, GOOD, address="adam@good.example").status == "open"
    blocked = BlockedSender.objects.get()
    assert (blocked.times, blocked.by, blocked.last_at is not None) == (1, cast.mina, True)
    unblock(blocked, by=cast.mina)
    assert arrived(cast, GOOD, address="eve@bad.example").status == "open"


def test_who_is_blocked_opens_nothing_again_by_writing_on(cast):
    one = arrived(cast, GOOD, address="eve@bad.example", message_id="first@bad.example")
    resolve(one, by=cast.dave.as_actor)
    block("eve@bad.example", by=cast.mina)
    again = arrived(cast, GOOD, address="eve@bad.example", thread=Thread(None, ("first@bad.example",)))
    assert (again.pk, again.status, again.waiting_since) == (one.pk, "spam", None)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("", "form"),
        ("eve", "form"),
        ("a b@c.example", "form"),
        ("gmail.com", "shared"),
        ("leafloom.example", "own"),
        ("help@leafloom.example", "own"),
    ],
)
def test_what_would_shut_out_ourselves_or_half_the_world_is_refused(cast, who, why):
    with pytest.raises(CannotBlock) as refused:
        block(who, by=cast.mina)
    assert refused.value.why == why


def test_an_erased_person_leaves_no_word_here(taught):
    new = arrived(taught, SPAM, address="new@else.example")
    mark_spam(arrived(taught, SPAM, address="new@else.example"), by=taught.mina.as_actor)
    block("new@else.example", by=taught.mina)
    finish()
    erase(new.contact, by=taught.ruth)
    assert not any(SpamMark.objects.filter(conversation__contact=new.contact).values_list("words", flat=True))
    assert not SpamLesson.objects.filter(conversation__contact=new.contact).exists()
    assert not BlockedSender.objects.exists()
