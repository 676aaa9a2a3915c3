"""Saved views at the desk: made from a list or a search, changed, put away, and seen by whom they are for."""

import re

import pytest

from keepword.conversations.fields.defining import Draft as Field
from keepword.conversations.fields.defining import define as define_field
from keepword.conversations.fields.putting import put_on_conversation
from keepword.conversations.models import Message, SavedView
from keepword.conversations.replying import reply
from keepword.conversations.tagging import tag
from keepword.conversations.views import rules
from keepword.conversations.views.defining import Draft, define
from keepword.conversations.views.rules import Rule
from keepword.web.tests.reading import next_page, rows, words
from tests import cast as stage

NEW = "/settings/views/new"


def line(number, field, op, **values):
    """One condition as the form sends it."""
    sent = {f"field-{number}": field, f"op-{number}": op}
    return sent | {f"{name}-{number}": value for name, value in values.items()}


def view_of(cast, *asked, **fields):
    return define(Draft("Mine", asked, owner=cast.mina, **fields), by=cast.mina)


def test_a_view_is_made_by_hand_and_stands_beside_the_lists(cast, mina):
    late, other = stage.conversation_of(cast), stage.conversation_of(cast)
    tag(late, name="late", by=cast.mina.as_actor)
    answer = mina.post(NEW, {"name": "Late ones", "do": "save", "sort": "waiting"} | line(0, "tag", "is", text="Late"))
    view = SavedView.objects.get()
    assert answer.headers["Location"] == f"/views/{view.pk}"
    assert rules.read(view.conditions) == (Rule("tag", "is", ("late",)),)
    page = mina.get(f"/views/{view.pk}")
    assert rows(page) == [late.pk]
    assert re.search(r"Saved views\s+L\s+Late ones", words(page))
    assert f'href="/conversations/{late.pk}?view={view.pk}"' in page.content.decode()
    back = mina.get(f"/conversations/{late.pk}?view={view.pk}").content.decode()
    assert f'href="/views/{view.pk}"' in back
    assert other.pk not in rows(page)


def test_a_condition_is_added_and_removed_without_saving(cast, mina):
    page = mina.post(NEW, {"name": "x", "do": "add", "added": "waiting"} | line(0, "status", "is", value="open"))
    assert page.status_code == 200
    assert 'name="field-1" value="waiting"' in page.content.decode()
    assert 'value="open" checked' in page.content.decode()
    page = mina.post(
        NEW, {"name": "x", "remove": "0"} | line(0, "status", "is", value="open") | line(1, "due", "passed")
    )
    assert 'name="field-0" value="due"' in page.content.decode()
    assert "field-1" not in page.content.decode()
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (line(0, "waiting", "longer_ago", amount="soon", unit="hours"), "Write a whole number"),
        (line(0, "created", "before", day=""), "Choose a day."),
        (line(0, "status", "is"), "Choose at least one."),
        (line(0, "tag", "is", text=" , "), "Write at least one."),
        (line(0, "domain", "is", text="ann@acme.example"), "Write domains like"),
        (line(0, "address", "is", text="acme"), "Write whole addresses"),
        (line(0, "assignee", "is", value="99999"), "no longer there"),
        (line(0, "inbox", "is", value="x"), "Choose at least one."),
        ({"name": "  "}, "Give the view a name."),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_saved(cast, mina, sent, said):
    page = mina.post(NEW, {"name": "x", "do": "save"} | sent)
    assert page.status_code == 422
    assert said in words(page)
    assert SavedView.objects.count() == 0


def test_a_list_becomes_a_view_with_its_order(cast, mina):
    address = re.search(r'href="(/settings/views/new\?[^"]+)"', mina.get("/inbox/open?sort=due").content.decode())[1]
    page = mina.get(address.replace("&amp;", "&")).content.decode()
    assert 'value="open" checked' in page
    assert '<option value="due" selected>' in page


def test_a_search_becomes_a_view_and_says_what_it_cannot_keep(cast, conversation, mina):
    page = mina.get("/search", {"q": "parcel status:open -tag:vip from:@acme.example assignee:me before:2026-01-01"})
    address = re.search(r'href="(/settings/views/new\?[^"]+)"', page.content.decode())[1].replace("&amp;", "&")
    form = mina.get(address)
    assert "this was left out: parcel, before:2026-01-01" in words(form)
    for field in ("status", "tag", "domain", "assignee"):
        assert f'value="{field}"><' in form.content.decode().replace("\n", "").replace("  ", "")
    assert "/settings/views/new" not in mina.get("/search?q=parcel").content.decode()


def test_a_private_view_is_nobody_elses(cast, mina, at_desk, ruth):
    view = view_of(cast, Rule("status", "is", ("open",)))
    for somebody in (at_desk(cast.dave), ruth):
        assert somebody.get(f"/views/{view.pk}").status_code == 404
        assert somebody.get(f"/settings/views/{view.pk}").status_code == 404
        assert "Mine" not in words(somebody.get("/settings/views")).replace("Mine  ", "", 1)
    assert mina.get(f"/views/{view.pk}").status_code == 200


def test_a_shared_view_is_used_by_all_and_changed_by_who_may(cast, mina, ruth, stranger):
    stage.conversation_of(cast)
    view = define(Draft("House", (Rule("status", "is", ("open",)),)), by=cast.ruth)
    assert len(rows(mina.get(f"/views/{view.pk}"))) == 1
    assert rows(stranger.get(f"/views/{view.pk}")) == []
    assert mina.post(f"/settings/views/{view.pk}", {"name": "Ours", "do": "save"}).status_code == 403
    assert mina.post(f"/settings/views/{view.pk}/removal").status_code == 403
    assert mina.post(NEW, {"name": "All", "whose": "all", "do": "save"}).status_code == 403
    assert ruth.post(f"/settings/views/{view.pk}", {"name": "Ours", "whose": "all", "do": "save"}).status_code == 302
    assert SavedView.objects.get().name == "Ours"


def test_removing_is_undone(cast, mina):
    view = view_of(cast)
    page = mina.post(f"/settings/views/{view.pk}/removal", follow=True)
    assert "“Mine” was removed." in words(page)
    assert mina.get(f"/views/{view.pk}").status_code == 404
    mina.post(f"/settings/views/{view.pk}/restoration")
    assert mina.get(f"/views/{view.pk}").status_code == 200


def test_counts_come_by_themselves_and_only_of_what_one_sees(cast, mina, stranger):
    for _ in range(3):
        stage.conversation_of(cast)
    define(Draft("House", (Rule("status", "is", ("open",)),)), by=cast.ruth)
    assert re.search(r"House\s+3\s", words(mina.get("/views/counts")))
    assert not re.search(r"House\s+\d", words(stranger.get("/views/counts")))
    assert 'hx-trigger="load"' in mina.get("/inbox/open").content.decode()


def test_a_view_that_a_newer_version_wrote_is_shown_with_a_word_and_mended(cast, mina):
    view = view_of(cast)
    SavedView.objects.filter(pk=view.pk).update(conditions={"version": 99, "rules": []})
    assert "cannot be read" in words(mina.get(f"/views/{view.pk}"))
    assert mina.get("/settings/views").status_code == 200
    assert mina.get(f"/settings/views/{view.pk}").status_code == 200


def test_the_pages_of_a_view_join(cast, mina):
    made = {stage.conversation_of(cast).pk for _ in range(53)}
    view = view_of(cast, Rule("status", "is", ("open",)), sort="due")
    first = mina.get(f"/views/{view.pk}")
    second = mina.get(next_page(first))
    assert len(rows(first)) == 50
    assert set(rows(first) + rows(second)) == made


def test_who_waits_longest_stands_first_and_nobody_is_hidden(cast, mina, ruth):
    early, late = stage.conversation_of(cast), stage.conversation_of(cast)
    silent = stage.conversation_of(cast)
    silent.change(waiting_since=None)
    for desk in (mina, ruth):
        assert rows(desk.get("/inbox/unassigned")) == [early.pk, late.pk, silent.pk]


def test_pages_of_the_longest_waiting_join_where_nobody_waits(cast, ruth):
    made = [stage.conversation_of(cast) for _ in range(54)]
    for one in made[:4]:
        one.change(waiting_since=None)
    first = ruth.get("/inbox/unassigned")
    second = ruth.get(next_page(first))
    assert rows(first) == [one.pk for one in made[4:]]
    assert sorted(rows(second)) == [one.pk for one in made[:4]]


@pytest.mark.parametrize("view", ["team", "due", "failed"])
def test_the_lists_that_came_later_hold_what_they_say(cast, mina, ruth, view):
    made = stage.conversation_of(cast)
    stage.conversation_of(cast)
    if view == "team":
        made.change(team=cast.team)
    elif view == "due":
        made.change(due_at=made.created_at)
    else:
        message = reply(made, text="Hello", by=cast.mina)
        Message.objects.filter(pk=message.pk).update(delivery_state="failed")
    assert rows(mina.get(f"/inbox/{view}")) == [made.pk]
    assert rows(ruth.get(f"/inbox/{view}")) == ([] if view == "team" else [made.pk])


@pytest.mark.parametrize("address", ["/views/0", "/views/999999", f"/views/{10**30}", "/settings/views/999999"])
def test_an_address_of_no_view_leads_nowhere(cast, mina, address):
    view = view_of(cast)
    assert mina.get(address).status_code == 404
    assert mina.get(f"/views/{view.pk}?before=x").status_code == 404


def test_a_view_stands_in_the_order_of_an_own_field_and_its_list_offers_it(cast, mina, stranger):
    field = define_field(Field("Amount", about="conversation", kind="number"), by=cast.ruth.as_actor)
    rooms = Field("Rooms", about="conversation", kind="choices", choices=["Kitchen"])
    define_field(rooms, by=cast.ruth.as_actor)
    them = [stage.conversation_of(cast) for _ in range(3)]
    for one, amount in zip(them, ("10", "9"), strict=False):
        put_on_conversation(one, said={field: [amount]}, by=cast.ruth.as_actor)
    form = mina.get(NEW).content.decode()
    assert f'value="own:{field.pk}:down"' in form
    assert "Rooms, rising" not in form
    sent = {"name": "By amount", "sort": f"own:{field.pk}", "do": "save"}
    mina.post(NEW, sent)
    view = SavedView.objects.get()
    assert view.sort == f"own:{field.pk}"
    page = mina.get(f"/views/{view.pk}")
    assert rows(page) == [them[1].pk, them[0].pk, them[2].pk]
    assert "Amount, falling" in words(page)
    assert rows(mina.get(f"/views/{view.pk}?sort=own:{field.pk}:down")) == [them[0].pk, them[1].pk, them[2].pk]
    assert rows(mina.get(f"/views/{view.pk}?sort=newest"))[0] == them[2].pk
    assert stranger.get(f"/views/{view.pk}").status_code == 404
