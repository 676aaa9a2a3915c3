"""A time that the catalogue publishes is our word, also where no letter says it again. Whole mails and forms in."""

from datetime import timedelta

import pytest

from keepword.brands.cataloguing import Entry, change
from keepword.brands.models import BrandChannel
from keepword.conversations.models import Conversation, Message
from keepword.conversations.replying import reply
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.help_center.tests.visiting import write
from keepword.promises.acknowledging import acknowledge
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.models import Acknowledgement, OwnWording, Promise
from tests.promises.conftest import letters, run_all, words
from tests.promises.test_acknowledging import FRIDAY, NEVER, clock, shop
from tests.promises.test_customers_pages import own_page, text_of, visitor

__all__ = ["clock", "shop", "visitor"]


@pytest.fixture
def quiet(shop):
    """No letter goes out by itself."""
    Acknowledgement.objects.create(inbox=shop.inbox, is_on=False)
    return shop


def test_who_writes_where_four_hours_are_published_was_told_four_hours(quiet, arrive, relay):
    arrive()
    promise = Promise.objects.get()
    assert (promise.kind, promise.what, promise.due_at) == ("published", "reply", FRIDAY + timedelta(hours=4))
    assert (promise.said, promise.zone) == ("Within 4 hours of our opening time", "Europe/Berlin")
    assert letters(relay) == []


def test_with_a_long_queue_the_page_of_all_ways_and_the_ledger_say_the_same_later_time(
    quiet, clock, arrive, relay, visitor
):
    """Twelve were answered, one in half an hour, and nine wait: the tenth is not answered within four hours."""
    answered = [arrive(number=f"answered-{one}").conversation_id for one in range(12)]
    for number in answered:
        clock.shift(timedelta(minutes=30))
        reply(Conversation.objects.get(pk=number), text="Here it is.", by=quiet.mina)
    clock.move_to(FRIDAY + timedelta(days=3, hours=-4))  # Monday, nine in Berlin
    for number in range(9):
        arrive(number=f"waiting-{number}")
    clock.shift(timedelta(minutes=1))
    assert "If you write now: by 14:05 today (Berlin time)" in text_of(visitor.get("/reach/leaf-loom"))
    came = arrive(number="tenth")
    promise = Promise.objects.get(conversation_id=came.conversation_id)
    assert (promise.kind, promise.due_at) == ("published", FRIDAY + timedelta(days=3, hours=1, minutes=5))
    assert promise.said == "14:05 today (Berlin time)"


def test_it_counts_from_when_they_wrote_however_late_we_heard(quiet, clock, arrive, relay):
    came = arrive()
    Promise.objects.all().delete()
    Event.objects.filter(name__startswith="promise.").delete()
    clock.shift(timedelta(hours=5))
    acknowledge(Event.objects.get(name="message.received", message_id=came.pk))
    break_overdue()
    promise = Promise.objects.get()
    assert (promise.made_at, promise.state, promise.settled_at) == (FRIDAY, "broken", FRIDAY + timedelta(hours=4))


def test_the_receipt_the_own_page_and_the_ledger_say_the_same(quiet, visitor, relay):
    receipt = visitor.get(write(visitor).url)
    assert "You will hear from us by 17:00 today (Berlin time)." in text_of(receipt)
    assert "You will hear from us by 17:00 today (Berlin time)." in own_page(visitor, receipt)
    assert Promise.objects.get().due_at == FRIDAY + timedelta(hours=4)


@pytest.mark.parametrize("late", [0, 1])
def test_an_answer_keeps_it_or_comes_late(quiet, clock, arrive, relay, late):
    came = arrive()
    clock.shift(timedelta(hours=4, seconds=late))
    reply(Conversation.objects.get(pk=came.conversation_id), text="It left today.", by=quiet.mina)
    run_all()
    assert Promise.objects.get().state == ("broken" if late else "kept")


def test_a_letter_that_says_the_time_makes_it_one_promise(shop, arrive, relay):
    arrive()
    assert Promise.objects.get().kind == "acknowledgement"


def test_a_letter_in_the_brands_own_words_without_a_time_leaves_the_published_one(shop, arrive, relay):
    OwnWording.objects.create(inbox=shop.inbox, language="en", text="Hi {name}, thank you!\n{people}")
    arrive()
    assert words(letters(relay)[0]).startswith("Hi Ann Lee, thank you!")
    assert Promise.objects.get().kind == "published"


def test_where_nothing_is_published_a_letter_without_a_time_promises_nothing(shop, arrive, relay):
    BrandChannel.objects.update(answer_seconds=None)
    OwnWording.objects.create(inbox=shop.inbox, language="en", text="Hi {name}, thank you!\n{people}")
    arrive()
    assert not Promise.objects.exists()


def test_each_wait_was_told_the_published_time(shop, clock, arrive, relay):
    """No second letter while we talk to each other; the time on our page holds for the second question, too."""
    came = arrive()
    clock.shift(timedelta(minutes=5))
    said = reply(Conversation.objects.get(), text="Which one?", by=shop.mina)
    run_all()
    clock.shift(timedelta(minutes=5))
    again = arrive("The red one.", headers=f"In-Reply-To: <{said.message_id}>\n")
    assert again.conversation_id == came.conversation_id
    first, second = Promise.objects.order_by("id")
    assert (first.kind, first.state) == ("acknowledgement", "kept")
    assert (second.kind, second.due_at) == ("published", FRIDAY + timedelta(hours=4, minutes=10))
    assert Message.objects.filter(is_automatic=True).count() == 1


def test_two_messages_of_one_wait_were_told_one_time(quiet, clock, arrive, relay):
    came = arrive()
    clock.shift(timedelta(minutes=5))
    arrive("And which size?", headers=f"In-Reply-To: <{came.message_id}>\nReferences: <{came.message_id}>\n")
    assert Promise.objects.get().made_at == FRIDAY


@pytest.mark.parametrize("how", NEVER)
def test_robots_read_no_page(quiet, arrive, relay, how):
    arrive(**NEVER[how])
    assert not Promise.objects.exists()


def test_nothing_is_owed_where_nobody_answers(quiet, arrive, relay):
    channel = BrandChannel.objects.get(kind="mail")
    change(channel, entry=Entry("mail", channel.address, support="not_supported", answer_seconds=14_400), by=SYSTEM)
    arrive()
    assert not Promise.objects.exists()


def test_no_page_names_an_estimate_that_nobody_would_count(quiet, clock, arrive, relay, visitor):
    """Where the shop wants no letters and publishes no time, the page of all ways says none either."""
    BrandChannel.objects.update(answer_seconds=None)
    for _one in range(12):
        arrive()
        clock.shift(timedelta(minutes=5))
    for one in Conversation.objects.all():
        reply(one, text="Here it is.", by=quiet.mina)
    run_all()
    assert "If you write now" not in text_of(visitor.get("/reach/leaf-loom"))
    Acknowledgement.objects.all().delete()
    clock.shift(timedelta(minutes=2))
    assert "If you write now" in text_of(visitor.get("/reach/leaf-loom"))
