"""We say at once that we have it, and when they will hear from us. Whole mails in, whole mails out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.brands.cataloguing import Entry, add
from keepword.conversations.delivering import mark_failed
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Conversation, Inbox, Message
from keepword.conversations.replying import reply
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.promises.acknowledging import acknowledge
from keepword.promises.models import Acknowledgement, OwnWording, Promise, Wait
from tests.promises.conftest import letters, run_all, take_in, words

FRIDAY = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # 13:00 in Berlin, 21:00 in Seoul
WORK = ((540, 1080),)


@pytest.fixture
def clock():
    with time_machine.travel(FRIDAY, tick=False) as now:
        yield now


@pytest.fixture
def shop(cast, clock):
    """Open on weekdays from nine to six in Berlin, and publishes four hours for mail and for the form."""
    calendar = Calendar(zone="Europe/Berlin", week=(WORK,) * 5 + ((), ()))
    cast.brand.business_hours = define("Berlin", calendar=calendar)
    cast.brand.save()
    for kind, address in (("mail", "help@leafloom.example"), ("form", "")):
        add(cast.brand, entry=Entry(kind, address, answer_seconds=14_400), by=SYSTEM)
    return cast


def test_it_says_who_when_and_how_to_say_more(shop, arrive, relay):
    arrive()
    (letter,) = letters(relay)
    text = words(letter)
    assert "Hello Ann Lee," in text
    assert "You will hear from us by 17:00 today (Berlin time)." in text
    assert "Open now until 18:00" in text
    assert "Mina Park and Dave Ortiz\nLeaf & Loom" in text
    assert letter["From"].addresses[0].display_name == "Mina Park and Dave Ortiz at Leaf & Loom"
    assert Conversation.objects.get().reference in text


def test_it_is_marked_as_automatic_and_joins_the_thread(shop, arrive, relay):
    came = arrive()
    (letter,) = letters(relay)
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["In-Reply-To"] == f"<{came.message_id}>"
    assert letter["To"].addresses[0].addr_spec == "ann@customer.example"


def test_the_time_that_it_states_is_a_promise(shop, arrive, relay):
    arrive()
    promise = Promise.objects.get()
    assert promise.due_at == FRIDAY + timedelta(hours=4)
    assert (promise.kind, promise.what, promise.said) == ("acknowledgement", "reply", "17:00 today (Berlin time)")
    assert promise.message.automatic_kind == "acknowledgement"


def test_it_is_no_answer(shop, arrive, relay):
    arrive()
    conversation, wait = Conversation.objects.get(), Wait.objects.get()
    assert (conversation.status, conversation.waiting_since) == ("open", FRIDAY)
    assert wait.ended_at is None


ABROAD = {
    "ko": (
        "21:00:00 +0900",
        "주문한 상품이 아직 도착하지 않았어요. 확인 부탁드립니다.",
        "내일 오전 1:00 (서울 시간)까지",
    ),
    "pt": ("09:00:00 -0300", "Olá, o meu pedido ainda não chegou.", "até hoje às 13:00 (horário de São Paulo)"),
    "es": ("13:00:00 +0100", "Hola, mi pedido todavía no ha llegado.", "para las 17:00 de hoy (hora de Madrid)"),
    "de": ("12:00:00 +0000", "Wo ist meine Bestellung?", "bis heute, 17:00 Uhr (Ortszeit Berlin)"),
}


@pytest.mark.parametrize("language", ABROAD)
def test_it_speaks_the_customers_language_and_clock(shop, arrive, relay, language):
    time, text, said = ABROAD[language]
    arrive(text, subject="?", date=f"Fri, 20 Nov 2026 {time}")
    (letter,) = letters(relay)
    assert said in words(letter)


def test_without_a_published_time_and_without_history_no_time_is_said(cast, clock, arrive, relay):
    arrive()
    (letter,) = letters(relay)
    assert " by " not in words(letter)
    assert not Promise.objects.exists()


def test_nobody_set_hours_so_none_are_claimed(cast, clock, arrive, relay):
    arrive()
    assert "open" not in words(letters(relay)[0]).lower()


def test_after_hours_it_names_the_next_working_day(shop, clock, arrive, relay):
    clock.move_to(FRIDAY + timedelta(days=1))
    arrive()
    (letter,) = letters(relay)
    assert "by Monday 23 November, 13:00 (Berlin time)" in words(letter)
    assert "Closed, opens Monday at 09:00" in words(letter)


def test_what_is_said_to_the_minute_counts_to_the_minute(shop, clock, arrive, relay):
    clock.move_to(FRIDAY + timedelta(seconds=42))
    arrive()
    promise = Promise.objects.get()
    assert promise.said.startswith("17:00 today")
    assert promise.due_at == FRIDAY + timedelta(hours=4)


def test_over_the_end_of_summer_time_the_hour_is_right(shop, clock, arrive, relay):
    clock.move_to(datetime(2026, 10, 23, 15, 0, tzinfo=UTC))  # Friday, 17:00 in Berlin; on Sunday the clocks go back
    arrive("Wo ist meine Bestellung?", date="Fri, 23 Oct 2026 17:00:00 +0200")
    assert Promise.objects.get().due_at == datetime(2026, 10, 26, 11, 0, tzinfo=UTC)
    assert "bis Montag, 26. Oktober, 12:00 Uhr" in words(letters(relay)[0])


NEVER = {
    "a list": {"headers": "List-Id: <news.shop.example>\n"},
    "bulk": {"headers": "Precedence: bulk\n"},
    "a robot's answer": {"headers": "Auto-Submitted: auto-replied\n"},
    "out of office": {"subject": "Automatic reply: away"},
    "suppressed": {"headers": "X-Auto-Response-Suppress: All\n"},
    "x-loop": {"headers": "X-Loop: help@leafloom.example\n"},
    "no-reply": {"sender": "no-reply@service.example"},
    "the postmaster": {"sender": "postmaster@service.example"},
    "an empty envelope": {"envelope_from": ""},
    "our own inbox": {"sender": "help@leafloom.example"},
    "an agent who tries it": {"sender": "mina@leafloom.example"},
}


@pytest.mark.parametrize("how", NEVER)
def test_it_is_never_sent_to(shop, arrive, relay, how):
    arrive(**NEVER[how])
    assert letters(relay) == []
    assert not Promise.objects.exists()


def test_two_messages_of_one_wait_get_one(shop, clock, arrive, relay):
    first = arrive()
    clock.shift(timedelta(minutes=5))
    arrive(headers=f"In-Reply-To: <{first.message_id}>\n")
    assert Conversation.objects.count() == 1
    assert len(letters(relay)) == 1


def test_in_a_conversation_that_goes_back_and_forth_there_is_no_second_one(shop, clock, arrive, relay):
    first = arrive()
    clock.shift(timedelta(minutes=30))
    reply(Conversation.objects.get(), text="It comes tomorrow.", by=shop.mina)
    clock.shift(timedelta(days=1))
    arrive("Thank you, and the other one?", headers=f"In-Reply-To: <{first.message_id}>\n")
    assert [one["Auto-Submitted"] for one in letters(relay)] == ["auto-replied", None]


def test_after_a_long_silence_there_is_one_again(shop, clock, arrive, relay):
    first = arrive()
    clock.shift(timedelta(minutes=30))
    reply(Conversation.objects.get(), text="It comes tomorrow.", by=shop.mina)
    clock.shift(timedelta(days=20))
    arrive("It is broken now.", headers=f"In-Reply-To: <{first.message_id}>\n")
    assert [one["Auto-Submitted"] for one in letters(relay)] == ["auto-replied", None, "auto-replied"]


def test_a_reaction_that_runs_twice_says_it_once(shop, arrive, relay):
    arrive()
    acknowledge(Event.objects.filter(name="message.received").latest("id"))
    run_all()
    assert len(letters(relay)) == 1
    assert Promise.objects.count() == 1


def test_what_was_marked_as_spam_before_it_ran_is_not_acknowledged(shop, arrive, relay):
    Acknowledgement.objects.create(inbox=shop.inbox, is_on=False)
    arrive()
    Acknowledgement.objects.all().delete()
    mark_spam(Conversation.objects.get(), by=SYSTEM)
    acknowledge(Event.objects.filter(name="message.received").latest("id"))
    run_all()
    assert letters(relay) == []


def test_an_inbox_may_be_quiet(shop, arrive, relay):
    Acknowledgement.objects.create(inbox=shop.inbox, is_on=False)
    arrive()
    assert letters(relay) == []


def test_old_mail_of_a_mailbox_that_was_just_connected_is_not_acknowledged(shop, clock, arrive, relay):
    Acknowledgement.objects.create(inbox=shop.inbox, is_on=False)
    arrive()
    Acknowledgement.objects.all().delete()
    clock.shift(timedelta(hours=7))
    acknowledge(Event.objects.filter(name="message.received").latest("id"))
    assert not Message.objects.filter(is_automatic=True).exists()


def test_the_brands_own_wording_is_used_in_its_language_only(shop, clock, arrive, relay):
    OwnWording.objects.create(inbox=shop.inbox, language="en", text="Hi {name}!\nBy {when}.\n{people}, {brand}")
    arrive()
    clock.shift(timedelta(minutes=1))
    arrive("Wo ist meine Bestellung? Ich habe noch nicht alles.", subject="?", sender="otto@customer.example")
    english, german = (words(one) for one in letters(relay))
    assert english.startswith("Hi Ann Lee!\nBy 17:00 today (Berlin time).\nMina Park and Dave Ortiz, Leaf & Loom")
    assert german.startswith("Hallo,\n\ndanke")


@pytest.mark.parametrize(
    "name", ["Win 5000 at http://x.example", "see www.cheap.example now", "A" * 90, "a b c d e f g"]
)
def test_a_senders_name_is_not_passed_on_as_an_advertisement(shop, arrive, relay, name):
    arrive(sender=f'"{name}" <ann@customer.example>')
    assert words(letters(relay)[0]).startswith("Hello,")


def test_the_brand_signs_where_it_does_not_name_its_people(shop, arrive, relay):
    shop.brand.sender_name = "brand"
    shop.brand.save()
    arrive()
    (letter,) = letters(relay)
    assert letter["From"].addresses[0].display_name == "Leaf & Loom"
    assert "Mina" not in words(letter)


def test_a_letter_that_bounced_leaves_the_promise_as_it_was_said(shop, arrive, relay):
    arrive()
    mark_failed(Message.objects.get(automatic_kind="acknowledgement"), reason="unknown", detail="")
    assert Wait.objects.get().ended_at is None


def test_two_desks_that_write_to_each_other_say_one_word_each(shop, clock, relay):
    """Our mail, as it leaves, is put into another inbox of ours as if it belonged to another desk, and its answer
    back into the first: nothing moves after the first receipt."""
    desk = Inbox.objects.create(name="Other", address="desk@other.example", brand=shop.brand)
    started = "From: Other <robot@other.example>\nTo: help@leafloom.example\nMessage-ID: <s@other.example>\n\nHello?\n"
    take_in(started.encode(), inbox=shop.inbox, envelope_from="robot@other.example")
    for _turn in range(6):
        handed, relay.handed[:] = list(relay.handed), []
        for one in handed:
            to = desk if "other.example" in one.recipients[0] else shop.inbox
            take_in(one.raw, inbox=to, envelope_from=one.sender)
            clock.shift(timedelta(minutes=1))
    assert Message.objects.filter(automatic_kind="acknowledgement").count() == 1
    assert relay.handed == []


def test_a_reply_in_time_keeps_the_promise(shop, clock, arrive, relay):
    arrive()
    clock.shift(timedelta(hours=2))
    reply(Conversation.objects.get(), text="It comes tomorrow.", by=shop.mina)
    run_all()
    assert Promise.objects.get().state == "kept"
