"""Own fields are set up, filled, searched in views and macros, and go with the person."""

import io
import json
import zipfile

import pytest
from django.db import IntegrityError, transaction

from keepword.conversations.fields.defining import BadField, Draft, bring_back, change, define, move, retire
from keepword.conversations.fields.filling import known_variables
from keepword.conversations.fields.knowing import fields_about, known_in, known_of_contact
from keepword.conversations.fields.putting import WrongValues, put_on_contact, put_on_conversation
from keepword.conversations.history.lines import history
from keepword.conversations.macros.defining import Draft as MacroDraft
from keepword.conversations.macros.defining import define as define_macro
from keepword.conversations.macros.filling import fill
from keepword.conversations.macros.variables import UnknownVariable
from keepword.conversations.models import Conversation
from keepword.conversations.models.own_field import FieldValue, OwnField
from keepword.conversations.views.listing import count_of
from keepword.conversations.views.rules import BadRule, Rule, checked
from keepword.events.actor import SYSTEM
from keepword.events.models import AuditEntry, Event
from keepword.people.merging.merging import merge
from keepword.people.merging.unmerging import unmerge
from keepword.privacy.erasing import erase
from keepword.privacy.exporting import export
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast)


def field(name="Size", **more):
    return define(Draft(name, **more), by=SYSTEM)


def put(conversation, **said):
    """By the key of the field, of the contact or of the conversation."""
    for key, text in said.items():
        one = OwnField.objects.get(key=key)
        acts = {"contact": (put_on_contact, conversation.contact), "conversation": (put_on_conversation, conversation)}
        act, row = acts[one.about]
        act(row, said={one: [text]}, by=SYSTEM)


def test_a_new_field_gets_a_word_of_its_name_and_never_one_that_is_taken(cast):
    keys = [field(name, about="contact").key for name in ("Shoe size", "Shoe-Size!", "鞋码", "尺码", "Größe", "7 up")]
    assert keys == ["shoe_size", "shoe_size_2", "field", "field_2", "groe", "field_3"]
    assert field("Shoe size", about="conversation").key == "shoe_size"


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (Draft("  "), "name"),
        (Draft("x" * 81), "name"),
        (Draft("size"), "taken"),
        (Draft("A", key="Size"), "key"),
        (Draft("A", key="size"), "key_taken"),
        (Draft("A", kind="choice"), "choices"),
        (Draft("A", kind="choice", choices=["x", "X"]), "choices"),
        (Draft("A", kind="choice", choices=["a, b"]), "choices"),
        (Draft("A", kind="colour"), "kind"),
        (Draft("A", about="agent"), "about"),
    ],
)
def test_what_cannot_be_set_up_is_refused_with_its_reason(cast, draft, why):
    field("Size")
    with pytest.raises(BadField) as refused:
        define(draft, by=SYSTEM)
    assert refused.value.why == why


def test_a_field_is_renamed_moved_put_away_and_brought_back_and_the_audit_log_says_so(cast, conversation):
    one, two = field("Size"), field("Colour")
    put(conversation, size="L")
    change(one, to=Draft("Shoe size", hint="EU"), by=cast.ruth.as_actor)
    change(one, to=Draft("Shoe size", hint="EU"), by=cast.ruth.as_actor)
    move(two, up=True, by=cast.ruth.as_actor)
    move(two, up=True, by=cast.ruth.as_actor)
    assert [known.name for known in fields_about("contact")] == ["Colour", "Shoe size"]
    retire(one, by=cast.ruth.as_actor)
    assert [known.field.name for known in known_of_contact(conversation.contact)] == ["Colour"]
    other = field("Shoe size")
    with pytest.raises(BadField):
        bring_back(one, by=cast.ruth.as_actor)
    retire(other, by=SYSTEM)
    bring_back(one, by=cast.ruth.as_actor)
    assert known_of_contact(conversation.contact)[1].values == ("L",)
    names = AuditEntry.objects.filter(name__startswith="field.", actor_id=cast.ruth.pk).order_by("id")
    said = ["field.changed", "field.changed", "field.retired", "field.brought_back"]
    assert list(names.values_list("name", flat=True)) == said


def test_pages_ask_for_nothing_where_the_brand_has_no_field(cast, conversation, django_assert_num_queries):
    def known():
        return known_in(Conversation.objects.with_people().get(pk=conversation.pk))

    with django_assert_num_queries(1):
        assert known() == []
    only = field("Size", brand=cast.brand)
    assert [one.field for one in known()] == [only]
    retire(only, by=SYSTEM)
    with django_assert_num_queries(1):
        assert known() == []


def test_what_is_wrong_is_said_of_each_field_and_then_nothing_is_written(cast, conversation):
    size, since = field("Size", kind="number"), field("Since", kind="date", is_required=True)
    with pytest.raises(WrongValues) as refused:
        put_on_contact(conversation.contact, said={size: ["big"], since: [""]}, by=SYSTEM)
    assert refused.value.why == {size.pk: "number", since.pk: "required"}
    assert put_on_contact(conversation.contact, said={size: ["42"], since: ["2026-01-02"]}, by=SYSTEM)
    assert put_on_contact(conversation.contact, said={size: ["42.0"]}, by=SYSTEM) == []
    assert Event.objects.filter(name="contact.fields_changed").count() == 1
    assert put_on_contact(conversation.contact, said={size: [""]}, by=SYSTEM) == [size.pk]
    assert FieldValue.objects.count() == 1


def test_the_history_says_who_wrote_into_the_fields(cast, conversation):
    order = field("Order", about="conversation")
    put_on_conversation(conversation, said={order: ["A-1"]}, by=cast.mina.as_actor)
    assert [line.text for line in history(conversation)][-1] == "Mina Park wrote into the fields of the conversation."


VIEWS = [
    ("is", ("l",), 1), ("is", ("M", "s"), 1), ("is_not", ("L",), 2), ("is_set", (), 2), ("is_empty", (), 1),
]  # fmt: skip


@pytest.mark.parametrize(("op", "values", "count"), VIEWS)
def test_a_view_asks_a_field_of_the_customer(cast, op, values, count):
    size = field("Size")
    for language, text in (("en", "L"), ("ko", "m"), ("ar", "")):
        put(stage.conversation_of(cast, language), size=text)
    asked = checked([Rule(f"own:{size.pk}", op, values)])
    assert count_of(asked, agent=cast.mina).number == count
    assert count_of(asked, agent=cast.stranger).number == 0


@pytest.mark.parametrize(
    ("kind", "op", "value", "count"),
    [
        ("number", "before", "10", 1),
        ("number", "after", "9,5", 2),
        ("number", "is", "10.0", 1),
        ("number", "after", "many", 0),
        ("text", "after", "9", 0),
    ],
)
def test_a_view_compares_numbers_as_numbers(cast, kind, op, value, count):
    paid = field("Paid", kind=kind, about="conversation")
    for text in ("9", "10", "100.5"):
        put(stage.conversation_of(cast), paid=text)
    assert count_of(checked([Rule(f"own:{paid.pk}", op, (value,))]), agent=cast.mina).number == count


def test_a_view_compares_days_and_a_field_that_is_gone_finds_nothing(cast, conversation):
    since = field("Since", kind="date")
    put(conversation, since="2026-05-01")
    for op, day, count in (("before", "2026-05-01", 0), ("after", "2026-05-01", 1), ("before", "2026-05-02", 1)):
        assert count_of(checked([Rule(f"own:{since.pk}", op, (day,))]), agent=cast.mina).number == count
    assert count_of(checked([Rule("own:999", "is", ("x",))]), agent=cast.mina).number == 0
    for bad in (Rule("own:x", "is", ("x",)), Rule("own:1", "today"), Rule("own:1", "is", ()), Rule("own:1", "before")):
        with pytest.raises(BadRule):
            checked([bad])


def test_a_macro_says_what_is_known_and_leaves_a_mark_where_nothing_is(cast, conversation):
    for name, kind in (("Size", "text"), ("Since", "date"), ("Member", "yes_no")):
        field(name, kind=kind)
    field("Order", about="conversation")
    text = "{{contact.size}} {{contact.since}} {{contact.member}} {{conversation.order}} {{conversation.reference}}"
    assert {"contact.size", "conversation.order"} <= set(known_variables())
    made = define_macro(MacroDraft("All", {"en": text}), by=cast.ruth)
    put(conversation, size="L", since="2026-05-01", member="yes")
    conversation = Conversation.objects.with_people().get(pk=conversation.pk)
    said = fill(made.texts.get(), conversation=conversation, by=cast.mina, more={})
    assert said == f"L Friday, 1 May 2026 Yes [[conversation.order]] {conversation.reference}"
    with pytest.raises(UnknownVariable):
        define_macro(MacroDraft("None", {"en": "{{contact.colour}}"}), by=cast.ruth)


def test_a_merge_takes_over_what_is_not_known_and_gives_it_back(cast, conversation):
    field("Size")
    colour = field("Colour", kind="choices", choices=["Red", "Blue"])
    other = stage.conversation_of(cast, "ko")
    put(conversation, size="L")
    put(other, size="M")
    put_on_contact(other.contact, said={colour: ["Red", "Blue"]}, by=SYSTEM)
    made = merge(other.contact, into=conversation.contact, by=cast.mina)
    assert [one.values for one in known_of_contact(conversation.contact)] == [("L",), ("Red", "Blue")]
    unmerge(made, by=cast.mina)
    assert [one.values for one in known_of_contact(conversation.contact)] == [("L",), ()]
    assert [one.values for one in known_of_contact(other.contact)] == [("M",), ("Red", "Blue")]


def test_what_is_known_is_handed_out_and_erased(cast, conversation):
    field("Size")
    field("Order", about="conversation")
    put(conversation, size="zauberwort", order="A-1")
    file = io.BytesIO()
    export(conversation.contact, to=file, by=cast.ruth, with_notes=False)
    whole = json.loads(zipfile.ZipFile(file).read("person.json"))
    assert whole["person"]["fields"] == {"Size": ["zauberwort"]}
    assert whole["conversations"][0]["fields"] == {"Order": ["A-1"]}
    erase(conversation.contact, by=cast.ruth)
    assert not FieldValue.objects.exists()


def test_the_database_keeps_one_value_once(cast, conversation):
    one = field("Size")
    with pytest.raises(IntegrityError), transaction.atomic():
        for _ in range(2):
            FieldValue.objects.create(field=one, contact=conversation.contact, text="L", key="l")
