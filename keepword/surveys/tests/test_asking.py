"""Who is asked, when, and who never is."""

from datetime import timedelta
from email.message import EmailMessage

import pytest

from keepword.brands.models import Brand
from keepword.channels.email.composing import compose
from keepword.conversations.inbound import Thread
from keepword.conversations.joining.merging import merge
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Conversation, Inbox, Message
from keepword.conversations.receiving import receive
from keepword.conversations.resolving import reopen, resolve
from keepword.events.models import Event
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.surveys.arranging import arrange
from keepword.surveys.asking import ask_due
from keepword.surveys.models import Survey
from keepword.surveys.tests.conftest import PAUSE
from tests import cast as stage


def reasons():
    return sorted(Survey.objects.filter(state="dropped").values_list("reason", flat=True))


def questions():
    return Message.objects.filter(automatic_kind="survey")


def page_of(mail: EmailMessage) -> str:
    return mail.get_body(("html",)).get_content()


def test_whoever_was_helped_is_asked_once_after_the_pause(helped, travel):
    conversation = helped()
    travel.shift(PAUSE - timedelta(seconds=1))
    assert ask_due() == 0
    travel.shift(timedelta(seconds=1))
    assert (ask_due(), ask_due()) == (1, 0)
    [question] = questions()
    assert question.recipients == {"to": ["ann@customer.example"]}
    asked = Survey.objects.get()
    assert (asked.state, asked.conversation, asked.message) == ("asked", conversation, question)
    assert Event.objects.filter(name="survey.asked", conversation_id=conversation.pk).count() == 1


def test_a_brand_asks_nobody_until_somebody_switches_it_on(helped, cast, travel):
    arrange(cast.brand, is_on=False, pause_hours=4, rest_days=30, by=cast.ruth.as_actor)
    helped()
    assert not Survey.objects.exists()


def test_what_was_planned_is_not_asked_when_the_brand_stops_asking(helped, cast, travel):
    helped()
    arrange(cast.brand, is_on=False, pause_hours=4, rest_days=30, by=cast.ruth.as_actor)
    travel.shift(PAUSE)
    assert (ask_due(), reasons()) == (0, ["off"])


def test_another_brand_that_does_not_ask_is_left_alone(cast, travel):
    other = Brand.objects.create(name="Other", slug="other")
    inbox = Inbox.objects.create(name="Other", address="help@other.example", brand=other)
    message = receive(stage.written(), inbox=inbox)
    resolve(message.conversation, by=cast.mina.as_actor)
    assert not Survey.objects.exists()


def test_the_question_is_in_the_thread_and_its_links_are_in_the_mail_alone(asked):
    question = questions().get()
    mail = compose(question)
    link = f"https://desk.leafloom.example/survey/{asked.token}"
    text = mail.get_body(("plain",)).get_content()
    assert all(f"{link}/{score}" in text and f'href="{link}/{score}"' in page_of(mail) for score in range(1, 6))
    assert '/5" style="display:inline-block;padding:6px 0;font-size:17px">😀 Very good</a>' in page_of(mail)
    assert mail["In-Reply-To"] and mail["Auto-Submitted"] == "auto-replied"
    assert asked.token not in question.text + question.html


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "How was our help?"), ("ko", "저희 상담은 어떠셨나요?"), ("zh-Hans", "您觉得我们的服务怎么样？")],
)
def test_it_is_asked_in_the_language_of_the_customer(helped, travel, language, words):
    helped(language)
    travel.shift(PAUSE)
    ask_due()
    assert questions().get().text.startswith(words)


def test_arabic_is_written_from_the_right(helped, travel):
    helped("ar")
    travel.shift(PAUSE)
    ask_due()
    assert '<html lang="ar" dir="rtl">' in page_of(compose(questions().get()))


def test_the_same_person_is_left_in_peace_for_the_days_that_were_set(helped, travel):
    helped()
    helped()
    travel.shift(PAUSE)
    assert (ask_due(), reasons()) == (1, ["asked-lately"])
    travel.shift(timedelta(days=29))
    helped()
    travel.shift(PAUSE)
    assert (ask_due(), reasons()) == (0, ["asked-lately", "asked-lately"])
    travel.shift(timedelta(hours=16))
    helped()
    travel.shift(PAUSE)
    assert ask_due() == 1


def test_who_wrote_again_meanwhile_is_not_asked(helped, cast, travel):
    conversation = helped()
    receive(stage.written(thread=Thread(conversation_id=conversation.pk)), inbox=cast.inbox)
    travel.shift(PAUSE)
    assert (ask_due(), reasons()) == (0, ["reopened"])


def test_what_was_opened_and_resolved_again_is_asked_about_once(helped, cast, travel):
    conversation = helped()
    travel.shift(timedelta(hours=1))
    reopen(conversation, by=cast.mina.as_actor)
    resolve(conversation, by=cast.mina.as_actor)
    travel.shift(PAUSE - timedelta(hours=1))
    assert (ask_due(), reasons()) == (0, ["again"])
    travel.shift(timedelta(hours=1))
    assert ask_due() == 1


def test_spam_and_what_was_merged_away_are_not_asked_about(helped, cast, travel):
    mark_spam(helped(address="eve@else.example"), by=cast.mina.as_actor)
    merge(helped(), into=helped(), by=cast.mina)
    travel.shift(PAUSE)
    ask_due()
    assert {"spam", "merged"} <= set(reasons())


def test_whom_no_person_answered_is_not_asked_how_the_help_was(cast, travel):
    resolve(stage.conversation_of(cast), by=cast.mina.as_actor)
    travel.shift(PAUSE)
    assert (ask_due(), reasons()) == (0, ["unanswered"])


def test_a_machine_is_not_asked(helped, travel):
    helped(may_be_answered=False)
    travel.shift(PAUSE)
    assert (ask_due(), reasons(), questions().count()) == (0, ["withheld"], 0)


def test_a_colleague_is_not_asked(helped, cast, travel):
    helped(address=cast.dave.email)
    travel.shift(PAUSE)
    assert (ask_due(), reasons()) == (0, ["ours"])


def test_an_unsupported_channel_is_not_asked_about(helped, travel):
    Conversation.objects.filter(pk=helped().pk).update(is_unsupported=True)
    travel.shift(PAUSE)
    assert (ask_due(), reasons()) == (0, ["unsupported"])


def test_without_an_address_of_ours_nobody_is_asked(helped, travel, settings):
    settings.PUBLIC_ADDRESS = ""
    helped()
    travel.shift(PAUSE)
    assert (ask_due(), reasons()) == (0, ["no-address"])


def test_nobody_is_asked_at_night(helped, travel):
    travel.shift(timedelta(hours=8))
    helped()
    travel.shift(PAUSE)  # 22:00
    assert ask_due() == 0
    travel.shift(timedelta(hours=10))  # 08:00
    assert ask_due() == 1


def test_where_hours_are_set_it_waits_until_the_brand_is_open(helped, cast, travel):
    nine_to_noon = ((9 * 60, 12 * 60),)
    cast.inbox.business_hours = define("Office", calendar=Calendar("UTC", week=(nine_to_noon,) * 7))
    cast.inbox.save()
    helped()
    travel.shift(PAUSE)  # 14:00
    assert ask_due() == 0
    travel.shift(timedelta(hours=19))  # 09:00
    assert ask_due() == 1


def test_after_a_long_outage_nobody_is_asked_about_what_they_forgot(helped, travel):
    helped()
    travel.shift(PAUSE + timedelta(days=8))
    assert (ask_due(), reasons()) == (0, ["late"])


def test_no_answer_to_a_question_stops_a_clock_or_reopens_anything(asked):
    conversation = Conversation.objects.get()
    assert (conversation.status, conversation.waiting_since) == ("resolved", None)


def test_a_failed_reply_is_no_help(helped, cast, travel):
    conversation = helped()
    Message.objects.filter(conversation=conversation, kind="reply").update(delivery_state="failed")
    travel.shift(PAUSE)
    assert (ask_due(), reasons()) == (0, ["unanswered"])
