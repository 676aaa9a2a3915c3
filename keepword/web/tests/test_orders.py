"""Orders and loyalty on the desk: beside a conversation, on pages of their own, by hand."""

import re
from datetime import UTC, datetime

import pytest

from keepword.commerce.drafts import Item, OrderDraft
from keepword.commerce.enrolling import MembershipDraft, enrol
from keepword.commerce.models import Membership, Order
from keepword.commerce.taking_in import take_in
from keepword.conversations.macros.defining import Draft, define
from keepword.conversations.models import Conversation
from keepword.events.actor import SYSTEM
from keepword.events.models import AuditEntry
from keepword.people.models import Contact
from keepword.people.permissions import LIGHT_AGENT
from tests import cast as stage

ANN = "ann@customer.example"
PART = {"headers": {"HX-Request": "true"}}


def order(number="LL-41001", **changes):
    things = [Item("Green tea", 2, "TEA-1", 1250), Item("Tray")]
    fields = {"currency": "EUR", "total": 4990, "address": ANN, "lines": things, "state": "shipped"}
    return take_in(OrderDraft(number, **(fields | changes)), by=SYSTEM).order


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast, text="My order LL-41001 has not come.")


def words(page):
    return page.content.decode()


def beside(client, conversation):
    return words(client.get(f"/conversations/{conversation.pk}/purchases", **PART))


def test_whoever_bought_nothing_has_no_panel(mina, conversation):
    assert 'id="purchases"' not in words(mina.get(f"/conversations/{conversation.pk}"))
    order()
    assert 'id="purchases"' in words(mina.get(f"/conversations/{conversation.pk}"))


def test_the_order_that_they_name_stands_first_with_what_an_agent_needs(mina, conversation):
    order(tracking_url="https://parcels.example/1?a=b&c=d")
    order("LL-41002", total=1000)
    enrol(MembershipDraft("Leaf Friends", ANN, tier="Gold", points=1200, rewards=["Free tray"]), by=SYSTEM)
    page = beside(mina, conversation)
    assert page.index("LL-41001") < page.index("LL-41002")
    for said in ("Named in a message", "2 × Green tea, 1 × Tray", "€49.90", "2 orders", "€59.90", "Gold", "Free tray"):
        assert said in page
    assert 'href="https://parcels.example/1?a=b&amp;c=d" target="_blank" rel="noopener noreferrer nofollow"' in page


def test_which_order_it_is_about_is_one_press_and_stays(mina, conversation):
    order("LL-7")
    chosen = mina.post(f"/conversations/{conversation.pk}/order", {"number": "ll-7", "shop": ""}, follow=True, **PART)
    assert "This conversation" in words(chosen)
    assert "LL-7" in words(mina.get(f"/conversations/{conversation.pk}"))
    mina.post(f"/conversations/{conversation.pk}/order", {"number": ""})
    assert Conversation.objects.get().about_order is None


def test_what_is_written_by_hand_stands_in_the_audit_log(ruth, cast):
    sent = {"number": "LL-1", "address": ANN, "state": "paid", "total": "49.90", "currency": "EUR"}
    ruth.post("/orders/new", sent)
    made = Order.objects.get()
    page = words(ruth.post(f"/orders/{made.pk}/correction", {**sent, "refunded": "9.90"}, follow=True))
    assert "€9.90 given back" in page and "refunded in part" in page
    ruth.post(f"/orders/{made.pk}/correction", {**sent, "refunded": "9.90"})  # nothing changed
    ruth.post(f"/contacts/{made.contact_id}/loyalty", {"programme": "Leaf", "address": ANN})
    names = ["order.written", "order.corrected", "loyalty.written"]
    rows = AuditEntry.objects.filter(name__in=names).order_by("id")
    assert [row.name for row in rows] == names
    assert set(rows[1].data["fields"]) == {"refunded", "refunded_at"}
    assert {row.actor_id for row in rows} == {cast.ruth.pk}
    log = words(ruth.get("/settings/audit"))
    assert "Wrote an order by hand" in log and "Corrected an order by hand" in log and ANN not in log
    order("LL-2")  # by a program: its own books say so
    assert AuditEntry.objects.filter(name__in=names).count() == 3


@pytest.mark.parametrize(
    ("refunded", "told"),
    [("50", "This is more than the whole order."), ("few", "like 49.90"), ("1.999", "fewer decimals")],
)
def test_what_cannot_be_given_back_is_said_where_it_stands(ruth, refunded, told):
    sent = {"number": "LL-1", "state": "paid", "total": "49.90", "currency": "EUR", "refunded": refunded}
    page = ruth.post("/orders/new", sent)
    assert page.status_code == 422 and told in words(page)
    assert not Order.objects.exists()


def test_an_order_that_is_not_there_is_said_so(mina, conversation):
    order()
    order("LL-9", address="", name="")  # nobody's: who sees a part does not know of it
    for number in ("LL-8", "LL-9"):
        page = mina.post(f"/conversations/{conversation.pk}/order", {"number": number}, **PART)
        assert page.status_code == 422
        assert "There is no order of this number." in words(page)
    assert Conversation.objects.get().about_order is None


def test_two_shops_of_one_person_are_told_apart(mina, conversation):
    order("5", shop="EU")
    second = order("5", shop="US")
    address = f"/conversations/{conversation.pk}/order"
    assert "Two shops" in words(mina.post(address, {"number": "5"}, **PART))
    mina.post(address, {"number": "5", "shop": "US"})
    assert Conversation.objects.get().about_order == second.pk


def test_a_stranger_sees_no_order(stranger, conversation):
    one = order()
    assert stranger.get(f"/orders/{one.pk}").status_code == 404
    assert "LL-41001" not in words(stranger.get("/orders"))
    assert "€49.90" not in words(stranger.get("/orders?q=LL-41001"))
    assert stranger.get(f"/conversations/{conversation.pk}/purchases").status_code == 404


def test_the_page_of_an_order_shows_what_was_bought_and_what_they_wrote(mina, conversation):
    one = order(page_url="https://shop.example/orders/1")
    page = words(mina.get(f"/orders/{one.pk}"))
    for said in ("LL-41001", "Green tea", "TEA-1", "€12.50", "Where is my parcel?", "Ann Lee", "Open it in the shop"):
        assert said in page


def test_words_of_a_shop_are_never_markup(mina, conversation):
    one = order("<b>1</b>", lines=[Item("<script>alert(1)</script>", 1, "<i>")], shop="<u>")
    for page in (words(mina.get(f"/orders/{one.pk}")), beside(mina, conversation), words(mina.get("/orders"))):
        assert "<script>alert" not in page
        assert "<b>1" not in page


def form(**changes):
    fields = {
        "number": "LL-1", "shop": "", "address": ANN, "state": "paid", "placed_on": "2026-11-20", "total": "49.90",
        "currency": "eur", "lines": "2 × Green tea [TEA-1] 12.50\nTray", "tracking_url": "", "page_url": "",
    }  # fmt: skip
    return fields | changes


def test_an_order_is_written_down_by_hand_once(mina, conversation):
    for _ in range(2):
        done = mina.post("/orders/new", form())
        assert done.headers["Location"] == f"/orders/{Order.objects.get().pk}"
    one = Order.objects.get()
    assert (one.contact_id, one.total, one.currency, one.lines.count()) == (conversation.contact_id, 4990, "EUR", 2)
    assert "LL-1" in words(mina.get(f"/contacts/{conversation.contact_id}"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"total": "4,99"}, "Write an amount with a point"),
        ({"currency": "JPY"}, "This currency has fewer decimals."),
        ({"currency": "EUX"}, "three letters"),
        ({"lines": "Tea\n0 x Tray"}, "Line 2 cannot be read"),
        ({"address": "else@customer.example"}, "You know nobody of this address."),
        ({"tracking_url": "javascript:alert(1)"}, "can be a link"),
        ({"placed_on": "2126-01-01"}, "ahead of now"),
        ({"number": "#"}, "Something has to stand here."),
    ],
)
def test_what_cannot_be_is_said_where_it_stands_and_nothing_is_kept(mina, conversation, changes, said):
    page = mina.post("/orders/new", form(**changes))
    assert (page.status_code, said in words(page)) == (422, True)
    assert not Order.objects.exists()
    assert Contact.objects.count() == 1


def test_an_order_is_put_right_by_hand_and_keeps_its_number(mina, conversation):
    one = order()
    assert "Green tea" in words(mina.get(f"/orders/{one.pk}/correction"))
    mina.post(f"/orders/{one.pk}/correction", form(number="other", state="delivered", total="50"))
    one.refresh_from_db()
    assert (one.number, one.state, one.total) == ("LL-41001", "delivered", 5000)


def test_a_number_that_is_taken_is_not_written_over(ruth, conversation):
    order("LL-1", address="bob@customer.example")
    page = ruth.post("/orders/new", form())
    assert "There is an order of this number" in words(page)
    assert Order.objects.get().total == 4990


def test_loyalty_is_kept_by_hand(mina, conversation):
    address = f"/contacts/{conversation.contact_id}/loyalty"
    fields = {"programme": "Leaf Friends", "address": ANN, "tier": "Gold", "points": "12", "rewards": "Tray\n\nTea"}
    assert mina.post(address, fields).status_code == 302
    one = Membership.objects.get()
    assert (one.tier, one.points, one.rewards, one.contact_id) == (
        "Gold",
        12,
        ["Tray", "Tea"],
        conversation.contact_id,
    )
    assert mina.post(f"{address}?membership={one.pk}", {"tier": "Silver", "points": ""}).status_code == 302
    one.refresh_from_db()
    assert (one.programme, one.tier, one.points) == ("Leaf Friends", "Silver", None)
    assert "Silver" in words(mina.get(f"/contacts/{conversation.contact_id}"))
    assert mina.get(f"{address}?membership=99").status_code == 404
    assert mina.post(address, fields | {"address": "bob@customer.example"}).status_code == 422


def test_a_light_agent_reads_and_changes_nothing(cast, mina, conversation):
    one = order()
    cast.mina.role = LIGHT_AGENT
    cast.mina.save()
    page = beside(mina, conversation)
    assert "LL-41001" in page
    assert "It is about this one" not in page
    assert mina.get(f"/orders/{one.pk}").status_code == 200
    for address in ("/orders/new", f"/orders/{one.pk}/correction", f"/conversations/{conversation.pk}/order"):
        assert mina.post(address, form()).status_code == 403


def test_the_list_of_orders_goes_on(mina, conversation):
    for number in range(51):
        order(f"A{number}", lines=[])
    first = words(mina.get("/orders"))
    assert "A50<" in first
    assert "A0<" not in first
    assert "More" in first
    assert "A7<" in words(mina.get("/orders?q=a7"))
    assert "There is no order of this number" in words(mina.get("/orders?q=zz"))
    assert mina.get("/orders?before=rubbish").status_code == 404


def test_they_stand_by_the_time_at_which_they_were_placed(mina, conversation):
    for number in range(49):
        order(f"B{number}", lines=[], times={"placed": datetime(2026, 10, 1, 12, tzinfo=UTC)})
    order("LAST", lines=[], times={"placed": datetime(2026, 11, 1, tzinfo=UTC)})
    order("FIRST", lines=[], times={"placed": datetime(2026, 9, 1, tzinfo=UTC)})  # heard of last
    page = words(mina.get("/orders"))
    assert page.index("LAST<") < page.index("B48<") < page.index("B0<")
    assert "FIRST<" not in page
    following = re.search(r"/orders\?before=[^\"]+", page)
    assert "FIRST<" in words(mina.get(following[0]))


def test_a_number_in_the_search_finds_the_order_and_what_its_customer_wrote(cast, mina, stranger):
    stage.conversation_of(cast, text="Hello", subject="Hello there")
    order("#LL/7")
    page = words(mina.get("/search?q=ll/7"))
    assert "Order #LL/7" in page
    assert "Hello there" in page
    assert "Hello there" not in words(stranger.get("/search?q=ll/7"))
    assert "#LL/7" in words(mina.get("/palette?q=ll/7"))
    assert "#LL/7" not in words(stranger.get("/palette?q=ll/7"))
    assert "Order #LL/7" not in words(mina.get("/search?q=ll/"))


def macro(mina, conversation, *, by, text):
    one = define(Draft("State", {"en": text}), by=by)
    return words(mina.get(f"/conversations/{conversation.pk}/macros?insert={one.pk}", **PART))


def test_a_macro_quotes_the_order_that_is_meant_and_the_place_in_the_programme(cast, mina, conversation):
    order("LL-1", state="delivered")
    order(tracking_url="https://parcels.example/1")
    enrol(MembershipDraft("Leaf Friends", ANN, tier="Gold", points=12), by=SYSTEM)
    order_words = "{{order.number}} is {{order.state}} ({{order.total}}), {{order.tracking}}."
    text = f"{order_words} {{{{loyalty.tier}}}} {{{{loyalty.points}}}}"
    said = macro(mina, conversation, by=cast.ruth, text=text)
    assert "LL-41001 is shipped (€49.90), https://parcels.example/1. Gold 12" in said


def test_a_macro_never_guesses_an_order(cast, mina):
    conversation = stage.conversation_of(cast, text="Where is it?")
    order("LL-1")
    order("LL-2")
    assert "[[order.number]]" in macro(mina, conversation, by=cast.ruth, text="Order {{order.number}}")


def test_whoever_corrects_an_order_in_chinese_sees_its_day(mina, cast, conversation):
    one = order(times={"placed": datetime(2026, 11, 12, 9, tzinfo=UTC)})
    cast.mina.language = "zh-hans"
    cast.mina.save()
    asked = re.search('<input[^>]*name="placed_on"[^>]*>', words(mina.get(f"/orders/{one.pk}/correction"))).group()
    assert 'value="2026-11-12"' in asked
