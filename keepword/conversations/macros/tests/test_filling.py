"""A macro speaks the customer's language, with what is known of them."""

from datetime import UTC, datetime

import pytest
import time_machine

from keepword.conversations.macros.actions import Action
from keepword.conversations.macros.filling import chosen, fill
from keepword.conversations.macros.naming import first_name
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.people.models import Contact
from tests import cast as stage

TEXTS = {"en": "Sorry, {{customer.first_name}}.", "ko": "{{customer.first_name}} 님, 죄송합니다.", "zh-Hant": "抱歉"}


def text_for(macro, conversation):
    found = chosen(list(macro.texts.all()), conversation=conversation)
    return found.language if found else None


@pytest.mark.parametrize(
    ("language", "told"),
    [("ko", "ko"), ("en-GB", "en"), ("zh-TW", "zh-Hant"), ("zh-Hans", "zh-Hant"), ("ar", "en"), ("", "en")],
)
def test_the_customers_language_comes_first_then_the_brands(cast, macro, language, told):
    conversation = stage.conversation_of(cast)
    conversation.language = language
    assert text_for(macro(texts=TEXTS), conversation) == told


def test_any_language_is_better_than_nothing(macro, conversation):
    assert text_for(macro(texts={"ko": "죄송합니다."}), conversation) == "ko"
    assert text_for(macro(texts={}, actions=[Action("tag", "late")]), conversation) is None


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Ann Lee", "Ann"),
        ("Lee, Ann", "Ann"),
        ("김민지", "김민지"),
        ("王 小明", "王 小明"),
        ("ليلى حسن", "ليلى"),
        ("ann@customer.example", ""),
        ("  ", ""),
        ("Lee,", "Lee"),
    ],
)
def test_customers_are_called_as_they_are_called(name, called):
    assert first_name(name) == called


@time_machine.travel(datetime(2026, 11, 24, 20, tzinfo=UTC), tick=False)
def test_today_is_the_customers_day_in_their_language(cast, macro):
    conversation = stage.conversation_of(cast, "ko")
    Contact.objects.update(time_zone="Asia/Seoul")
    conversation.contact.refresh_from_db()
    made = macro(texts={"ko": "{{date.today}} {{agent.name}} {{brand.name}} {{inbox.address}}"})
    said = fill(made.texts.get(), conversation=conversation, by=cast.mina, more={})
    assert said == "2026년 11월 25일 수요일 Mina Park Leaf & Loom help@leafloom.example"


def test_hours_that_nobody_set_are_a_mark_and_those_that_are_set_a_sentence(cast, macro, conversation):
    made = macro(texts={"en": "{{hours.now}}"}).texts.get()
    assert fill(made, conversation=conversation, by=cast.mina, more={}) == "[[hours.now]]"
    cast.brand.business_hours = define("Never", calendar=Calendar("UTC"))
    cast.brand.save()
    assert fill(made, conversation=conversation, by=cast.mina, more={}).startswith("Closed")


def test_what_upper_rooms_know_is_handed_in(cast, macro, conversation):
    made = macro(texts={"en": "By {{wait.answer_by}}."}).texts.get()
    said = fill(made, conversation=conversation, by=cast.mina, more={"wait.answer_by": lambda: "18:00 today"})
    assert said == "By 18:00 today."
