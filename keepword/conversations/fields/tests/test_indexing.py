"""A conversation is found by its own fields, in every language, by whoever may see it, and by what they say now."""

from importlib import import_module

import pytest
from django.db import connection

from keepword.conversations.fields.defining import Draft, define
from keepword.conversations.fields.indexing import catch_up
from keepword.conversations.fields.putting import put_on_conversation
from keepword.conversations.finding.results import find
from keepword.conversations.joining.merging import merge
from keepword.conversations.joining.splitting import split
from keepword.conversations.joining.unmerging import unmerge
from keepword.conversations.models import FieldValue, FieldWords, Inbox, Message
from keepword.conversations.receiving import receive
from keepword.conversations.searching import search
from keepword.events.actor import SYSTEM
from keepword.privacy.erasing import erase
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def order(cast):
    return define(Draft("Order", about="conversation"), by=SYSTEM)


def put(conversation, field, *texts):
    put_on_conversation(conversation, said={field: texts}, by=SYSTEM)


def found(query, agent):
    return [conversation for _, conversation in find(query, agent=agent, limit=20).hits]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("LL-41007", "LL-41007"), ("LL-41007", "ll-410"), ("LL-41007", "41007"), ("红色茶壶", "茶壶"),
        ("주문번호 가나다", "가나"), ("طلبية الشاي", "الشاي"), ("急ぎの注文", "注文"), ("Straße 7", "strasse"),
    ],
)  # fmt: skip
def test_what_stands_in_a_field_finds_its_conversation(cast, order, text, query):
    stage.conversation_of(cast, "en")
    conversation = stage.conversation_of(cast, "ko")
    assert found(query, cast.mina) == []
    put(conversation, order, text)
    assert found(query, cast.mina) == [conversation.pk]
    assert found(query, cast.stranger) == []
    assert search(query, agent=cast.stranger) == []


def test_a_number_and_a_word_of_the_letter_that_it_stands_with_are_found_together(cast, order):
    conversation = stage.conversation_of(cast)
    put(conversation, order, "LL-7")
    assert found("parcel LL-7", cast.mina) == [conversation.pk]
    assert found("status:open LL-7 -monday", cast.mina) == []


def test_only_what_stands_there_now_finds(cast, order):
    conversation = stage.conversation_of(cast)
    for text in ("first", "second", "third"):
        put(conversation, order, text)
    assert [found(word, cast.mina) for word in ("first", "second", "third")] == [[], [], [conversation.pk]]
    put(conversation, order)
    assert found("third", cast.mina) == []
    assert found("parcel", cast.mina) == [conversation.pk]
    assert not FieldWords.objects.exists()


def test_choices_and_numbers_are_found_and_yes_is_no_word(cast):
    conversation = stage.conversation_of(cast)
    rooms = define(Draft("Rooms", about="conversation", kind="choices", choices=["Kitchen", "Study"]), by=SYSTEM)
    gift = define(Draft("Gift", about="conversation", kind="yes_no"), by=SYSTEM)
    amount = define(Draft("Amount", about="conversation", kind="number"), by=SYSTEM)
    put(conversation, rooms, "Kitchen", "Study")
    put(conversation, gift, "yes")
    put(conversation, amount, "1234.5")
    assert [found(word, cast.mina) for word in ("kitchen", "study", "1234.5", "yes")] == [[conversation.pk]] * 3 + [[]]


def test_what_was_merged_is_found_where_it_goes_on_and_goes_back_with_it(cast, order):
    kept, other = stage.conversation_of(cast), stage.conversation_of(cast)
    put(other, order, "LL-1")
    made = merge(other, into=kept, by=cast.mina)
    assert found("LL-1", cast.mina) == [kept.pk]
    kept.refresh_from_db()
    put(kept, order, "LL-2")
    unmerge(made, by=cast.mina)
    assert [found(word, cast.mina) for word in ("LL-1", "LL-2")] == [[other.pk], [kept.pk]]


def test_a_number_that_was_put_on_the_older_words_of_another_stays_behind_when_they_part(cast, order):
    other, kept = stage.conversation_of(cast), stage.conversation_of(cast)
    made = merge(other, into=kept, by=cast.mina)
    kept.refresh_from_db()
    put(kept, order, "LL-9")  # it stands with the first message, which is the other one's
    unmerge(made, by=cast.mina)
    assert found("LL-9", cast.mina) == [kept.pk]


def test_a_number_stays_with_its_conversation_when_the_words_that_it_stood_with_are_split_off(cast, order):
    older, conversation = stage.conversation_of(cast), stage.conversation_of(cast)
    put(conversation, order, "LL-5")
    first = Message.objects.get(conversation=conversation)
    merge(older, into=conversation, by=cast.mina)
    made = split(first, by=cast.mina)
    assert found("LL-5", cast.mina) == [conversation.pk]
    assert found("parcel", cast.mina) == [made.pk, conversation.pk]


def test_what_was_known_before_there_was_an_index_of_it_is_put_there_by_and_by(cast, order):
    them = [stage.conversation_of(cast) for _ in range(3)]
    for number, one in enumerate(them):
        FieldValue.objects.create(field=order, conversation=one, text=f"LL-{number}", key=f"ll-{number}")
    with connection.cursor() as cursor:
        cursor.execute(import_module("keepword.conversations.migrations.0038_fields_behind").BEHIND)
    assert found("LL-1", cast.mina) == []
    catch_up()
    catch_up()
    assert [found(f"LL-{number}", cast.mina) for number in range(3)] == [[one.pk] for one in them]
    assert not FieldWords.objects.filter(is_behind=True).exists()
    put(them[0], order, "Other")
    assert found("LL-0", cast.mina) == []


def test_whoever_is_erased_is_not_found_by_a_number_and_others_still_are(cast, order):
    kept, other = stage.conversation_of(cast, "ko"), stage.conversation_of(cast, "en")
    put(other, order, "LL-3")
    put(kept, order, "LL-4")
    merge(other, into=kept, by=cast.ruth)
    erase(other.contact, by=cast.ruth)
    assert [found(word, cast.ruth) for word in ("LL-3", "parcel", "LL-4")] == [[], [], [kept.pk]]
    assert not FieldValue.objects.filter(conversation=other).exists()
    erase(kept.contact, by=cast.ruth)
    assert found("LL-4", cast.ruth) == []
    assert not FieldWords.objects.exists()


def test_a_number_that_stood_with_the_words_of_somebody_erased_is_found_with_other_words(cast, order):
    other, kept = stage.conversation_of(cast, "en"), stage.conversation_of(cast, "ko")
    merge(other, into=kept, by=cast.ruth)
    kept.refresh_from_db()
    put(kept, order, "LL-8")
    assert Message.objects.get(pk=FieldWords.objects.get().message_id).contact == other.contact
    erase(other.contact, by=cast.ruth)
    assert found("LL-8", cast.ruth) == [kept.pk]
    erase(kept.contact, by=cast.ruth)
    assert found("LL-8", cast.ruth) == []


def test_it_stays_hidden_from_whoever_does_not_see_the_inbox_in_which_it_goes_on(cast, order):
    conversation = stage.conversation_of(cast)
    put(conversation, order, "LL-6")
    open_inbox = Inbox.objects.create(name="Open", address="open@leafloom.example", brand=cast.brand)
    kept = receive(stage.written(), inbox=open_inbox).conversation
    assert found("LL-6", cast.stranger) == []
    merge(conversation, into=kept, by=cast.ruth)
    assert found("LL-6", cast.stranger) == [kept.pk]
