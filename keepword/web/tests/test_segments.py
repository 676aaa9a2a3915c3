"""Segments on the screens."""

import pytest

from keepword.commerce.drafts import OrderDraft
from keepword.commerce.taking_in import take_in
from keepword.conversations.views.rules import Rule
from keepword.events.actor import SYSTEM
from keepword.events.models import AuditEntry
from keepword.people.models import Segment, SegmentMember
from keepword.segments.choosing import keep_out, put_in
from keepword.segments.defining import Draft, define
from keepword.segments.walking import walk
from tests import cast as stage


@pytest.fixture
def regulars(cast, conversation):
    made = define(Draft("단골 🌟", [Rule("open", "is_set")]), by=cast.ruth)
    walk()
    return made


def words(page):
    return page.content.decode()


def test_a_segment_is_made_condition_by_condition(ruth, cast, conversation):
    stage.conversation_of(cast, "ko")
    begun = words(ruth.post("/segments/new", {"name": "Koreans", "do": "add", "added": "language"}))
    assert 'name="field-0" value="language"' in begun
    sent = {"name": "Koreans", "field-0": "language", "op-0": "is", "value-0": "ko"}
    tried = words(ruth.post("/segments/new", {**sent, "do": "try"}))
    assert "1 customer" in tried and "Speaks Korean" in tried and "김민지" in tried
    assert not Segment.objects.exists()
    made = ruth.post("/segments/new", {**sent, "do": "save"}, follow=True)
    assert "being counted" in words(made)
    walk()
    page = words(ruth.get(f"/segments/{Segment.objects.get().pk}"))
    assert "김민지" in page and "Ann Lee" not in page and "1 customer" in page
    assert AuditEntry.objects.filter(name="segment.defined").exists()


def test_a_segment_asks_what_people_bought(ruth, cast, conversation):
    address = conversation.contact.identities.get().value
    take_in(OrderDraft("1001", "EUR", 4990, address=address, state="paid"), by=SYSTEM)
    money = {"field-0": "spent", "op-0": "at_least", "amount-0": " 49,90", "unit-0": "eur"}
    time = {"field-1": "last_order", "op-1": "in_last", "amount-1": "90", "unit-1": "days"}
    count = {"field-2": "orders", "op-2": "at_most", "amount-2": "3"}
    page = words(ruth.post("/segments/new", {"name": "Buyers", **money, **time, **count, "do": "try"}))
    assert "1 customer" in page and "Ann Lee" in page
    assert "Spent at least €49.90" in page and "Ordered within the last 90 days" in page
    ruth.post("/segments/new", {"name": "Buyers", **money, **time, **count, "do": "save"})
    made = Segment.objects.get()
    assert made.conditions["rules"][0]["values"] == [4990, "EUR"]
    form = words(ruth.get(f"/segments/{made.pk}/correction"))
    for kept in ('name="amount-0" value="49.90"', 'name="unit-0" value="EUR"', 'name="amount-2" value="3"'):
        assert kept in form


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"name": "", "field-0": "open", "op-0": "is_set"}, "Give the segment a name."),
        ({"name": "단골 🌟", "field-0": "open", "op-0": "is_set"}, "There is another segment of this name."),
        ({"name": "x", "field-0": "language", "op-0": "is"}, "Choose at least one."),
        ({"name": "x", "field-0": "rating", "op-0": "is", "value-0": "9"}, "Choose at least one."),
        ({"name": "x", "field-0": "tag", "op-0": "is", "text-0": " , "}, "Write at least one."),
        ({"name": "x", "field-0": "wrote", "op-0": "longer_ago", "amount-0": "²", "unit-0": "days"}, "whole number"),
        ({"name": "x", "field-0": "wrote", "op-0": "before", "day-0": "soon"}, "Choose a day."),
        ({"name": "x", "field-0": "conversations", "op-0": "at_least", "amount-0": "2"}, "in how many days"),
        ({"name": "x", "field-0": "orders", "op-0": "at_least", "amount-0": "few"}, "Write a whole number."),
        ({"name": "x", "field-0": "spent", "op-0": "at_least", "amount-0": "1.5", "unit-0": "JPY"}, "Write an amount"),
        ({"name": "x", "field-0": "spent", "op-0": "at_least", "amount-0": "15", "unit-0": "EURO"}, "Write an amount"),
        ({"name": "x", "field-0": "spent", "op-0": "at_least", "amount-0": "15"}, "Write an amount"),
        ({"name": "x", "field-0": "tier", "op-0": "is", "text-0": " "}, "Write at least one."),
        ({"name": "x", "field-0": "last_order", "op-0": "in_last", "amount-0": "0", "unit-0": "days"}, "whole number"),
        ({"name": "x", "field-0": "open", "op-0": "drop table"}, "Choose at least one."),
    ],
)
def test_what_cannot_be_is_said_where_it_stands(ruth, regulars, sent, told):
    page = ruth.post("/segments/new", {**sent, "do": "save"})
    assert page.status_code == 422
    assert told in words(page)
    assert Segment.objects.count() == 1


def test_it_is_changed_removed_and_brought_back(ruth, regulars):
    address = f"/segments/{regulars.pk}"
    assert 'value="단골 🌟"' in words(ruth.get(f"{address}/correction"))
    ruth.post(f"{address}/correction", {"name": "Waiting", "do": "save", "field-0": "open", "op-0": "is_empty"})
    walk()
    assert "Nobody whom you may know" in words(ruth.get(address))
    gone = ruth.post(f"{address}/removal", follow=True)
    assert "“Waiting” was removed." in words(gone)
    assert ruth.get(address).status_code == 404
    assert ruth.post(f"{address}/restoration", follow=True).status_code == 200
    assert "Waiting" in words(ruth.get("/segments"))


def test_it_stands_beside_the_conversation_and_on_the_page_of_the_customer(cast, mina, conversation, regulars):
    for address in (f"/conversations/{conversation.pk}", f"/contacts/{conversation.contact_id}"):
        assert "단골 🌟" in words(mina.get(address)), address
    keep_out(conversation.contact, segment=regulars, by=cast.mina)
    for address in (f"/conversations/{conversation.pk}", f"/contacts/{conversation.contact_id}"):
        assert "단골 🌟" not in words(mina.get(address)), address


def test_somebody_is_put_in_and_kept_out_by_hand(mina, conversation, regulars):
    address = f"/contacts/{conversation.contact_id}/segments"
    assert "In it, by its conditions" in words(mina.get(address))
    mina.post(address, {"segment": regulars.pk, "choice": "out"})
    assert "Kept out by hand" in words(mina.get(address))
    assert not SegmentMember.objects.exists()
    mina.post(address, {"segment": regulars.pk, "choice": ""})
    assert "In it, by its conditions" in words(mina.get(address))
    for number, choice in (("²", "in"), ("", "in"), (str(regulars.pk), "maybe")):
        assert mina.post(address, {"segment": number, "choice": choice}).status_code == 302
    assert mina.post(address, {"segment": "999", "choice": "in"}).status_code == 404
    assert SegmentMember.objects.count() == 1


def test_a_stranger_reads_what_it_asks_and_of_nobody_in_it(stranger, conversation, regulars):
    page = words(stranger.get(f"/segments/{regulars.pk}"))
    assert "단골 🌟" in page and "0 customers" in page
    assert "Ann Lee" not in page
    assert stranger.get(f"/contacts/{conversation.contact_id}/segments").status_code == 404
    assert stranger.post(f"/segments/{regulars.pk}/removal").status_code == 403


def test_it_is_saved_as_a_file_that_no_spreadsheet_runs(cast, ruth, mina, conversation, regulars):
    evil = stage.conversation_of(cast, "ko", name="=cmd()", address="eve@bad.example").contact
    put_in(evil, segment=regulars, by=cast.mina)
    file = ruth.post(f"/segments/{regulars.pk}/export")
    assert file["Content-Type"].startswith("text/csv")
    said = file.content.decode("utf-8-sig").splitlines()
    assert said[0] == "name,addresses,language,time_zone,company"
    assert any(line.startswith("'=cmd()") for line in said)
    assert any("ann@customer.example" in line for line in said)
    assert mina.post(f"/segments/{regulars.pk}/export").status_code == 403
    assert AuditEntry.objects.filter(name="list.exported", data__segment=regulars.pk).exists()


def test_a_saved_view_can_ask_for_it(ruth, regulars, conversation):
    page = words(ruth.post("/settings/views/new", {"name": "x", "do": "add", "added": "segment"}))
    assert "단골 🌟" in page
    sent = {"name": "Theirs", "whose": "me", "sort": "newest", "field-0": "segment", "op-0": "is"}
    saved = ruth.post("/settings/views/new", {**sent, "value-0": str(regulars.pk), "do": "save"}, follow=True)
    assert "Where is my parcel?" in words(saved)
    gone = ruth.post("/settings/views/new", {**sent, "value-0": "999", "do": "save"})
    assert gone.status_code == 422
