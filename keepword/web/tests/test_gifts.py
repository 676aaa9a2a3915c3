"""Giving something from a conversation, and answering who asks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.brands.models import Brand
from keepword.care.arranging import Wanted, arrange, limits_as_set
from keepword.care.budgets import Limits
from keepword.care.giving import Wish, give
from keepword.care.models import Gift, GiftKind, GiftRules
from keepword.care.taking_back import take_back
from keepword.conversations.models import Draft
from keepword.events.models import Event
from keepword.kit import clock
from keepword.notices.models import Notice
from keepword.notices.telling import tell
from keepword.people.models import Agent
from keepword.people.permissions import ADMINISTRATOR, AGENT, LIGHT_AGENT
from tests import cast as stage

pytestmark = pytest.mark.django_db
LIMITS = {(ADMINISTRATOR, None): Limits(), (AGENT, None): Limits(for_one=30_00, per_customer=60_00)}


@pytest.fixture
def on(cast):
    return arrange(Wanted(True, "EUR", LIMITS), by=cast.ruth.as_actor)


def form(**changes):
    kind = GiftKind.objects.get(key="credit").pk
    return {"kind": kind, "amount": "20,00", "reason": "late", "form": "x", "writes": "on"} | changes


def test_nothing_of_it_is_seen_before_it_is_set_up(mina, conversation):
    assert "gifts" not in mina.get(f"/conversations/{conversation.pk}").content.decode()
    assert mina.get(f"/conversations/{conversation.pk}/gifts").status_code == 404


def test_the_page_of_a_conversation_asks_nothing_more_where_it_is_on(
    mina, conversation, on, django_assert_num_queries
):
    """The panel comes by a request of its own; whether it is there stands on a row that is read anyway."""
    address = f"/conversations/{conversation.pk}"
    mina.get(address)
    Brand.objects.update(has_gifts=False)
    with CaptureQueriesContext(connection) as before:
        mina.get(address)
    Brand.objects.update(has_gifts=True)
    with django_assert_num_queries(len(before)):
        page = mina.get(address).content.decode()
    assert f'hx-get="/conversations/{conversation.pk}/gifts"' in page


def test_an_agent_sees_what_they_may_give_and_gives_it(mina, cast, conversation, on):
    give(conversation, wish=Wish(GiftKind.objects.get(key="refund"), 35_00, "late"), by=cast.ruth)
    address = f"/conversations/{conversation.pk}/gifts"
    page = mina.get(address).content.decode()
    assert "You may give up to €25.00." in page
    assert "That is what is left for this customer." in page
    assert "This customer got €35.00 in 30 days." in page
    for _twice in range(2):
        assert mina.post(address, form()).url == f"/conversations/{conversation.pk}"
    gift = Gift.objects.get(by=cast.mina)
    assert (gift.state, gift.amount) == ("given", 20_00)
    assert "€20.00 as store credit" in Draft.objects.get().text
    assert "Mina Park gave the customer €20.00 (Store credit)." in mina.get(gift_page(conversation)).content.decode()


def gift_page(conversation):
    return f"/conversations/{conversation.pk}"


def test_the_words_are_in_the_customers_language(mina, cast, on):
    conversation = stage.conversation_of(cast, "zh-Hans")
    mina.post(f"/conversations/{conversation.pk}/gifts", form())
    assert "€20.00" in Draft.objects.get().text
    assert "store credit" not in Draft.objects.get().text


@pytest.mark.parametrize(
    "wrong", [{"amount": "1.000"}, {"amount": "0"}, {"amount": "-5"}, {"reason": "x"}, {"kind": "999"}, {"amount": ""}]
)
def test_what_cannot_be_given_comes_back_in_the_form(mina, conversation, on, wrong):
    assert mina.post(f"/conversations/{conversation.pk}/gifts", form(**wrong)).status_code == 422
    assert not Gift.objects.exists()


def test_more_is_asked_for_and_answered_with_one_press(mina, ruth, cast, conversation, on):
    mina.post(f"/conversations/{conversation.pk}/gifts", form(amount="45"))
    gift = Gift.objects.get()
    assert gift.state == "asked"
    assert not Draft.objects.exists()
    for place in ("/tasks", "/day"):
        assert "1 waiting for a yes" in ruth.get(place).content.decode()
        assert "waiting for a yes" not in mina.get(place).content.decode()
    waiting = ruth.get("/gifts").content.decode()
    assert "€45.00" in waiting
    assert "Yes, give it" in waiting
    assert "Yes, give it" not in mina.get("/gifts").content.decode()
    done = ruth.post(f"/gifts/{gift.pk}/decision", {"answer": "yes", "word": "Sure", "here": "waiting"})
    assert done.url == "/gifts?which=waiting"
    panel = mina.get(f"/conversations/{conversation.pk}/gifts", headers={"HX-Request": "true"}).content.decode()
    assert "answered by Ruth Adler" in panel
    assert "“Sure”" in panel
    again = ruth.post(f"/gifts/{gift.pk}/decision", {"answer": "no", "here": "waiting"})
    assert "Somebody was quicker" in ruth.get(again.url).content.decode()


def test_whoever_asks_does_not_answer(ruth, cast, conversation, on):
    arrange(Wanted(True, "EUR", LIMITS | {(ADMINISTRATOR, None): Limits(for_one=50_00)}), by=cast.ruth.as_actor)
    other = Agent.objects.create_user("una@leafloom.example", name="Una", role=ADMINISTRATOR)
    gift = give(conversation, wish=Wish(GiftKind.objects.first(), 40_00, "late"), by=cast.mina)
    Gift.objects.update(by=cast.ruth)
    refused = ruth.post(f"/gifts/{gift.pk}/decision", {"answer": "yes", "here": "waiting"})
    assert "somebody else" in ruth.get(refused.url).content.decode()
    gift.refresh_from_db()
    assert (gift.state, other.is_active) == ("asked", True)


def test_who_may_say_yes_is_told_and_led_to_where_one_press_answers(ruth, cast, conversation, on):
    gift = give(conversation, wish=Wish(GiftKind.objects.first(), 45_00, "late"), by=cast.mina)
    event = tell_now("gift.asked")
    notice = Notice.objects.get()
    assert (notice.agent, notice.event_id) == (cast.ruth, event.pk)
    page = ruth.get("/notices").content.decode()
    assert "Mina Park asks: may a customer get €45.00?" in page
    assert 'href="/gifts"' in page
    ruth.post(f"/gifts/{gift.pk}/decision", {"answer": "yes"})
    tell_now("gift.approved")
    told = Notice.objects.get(agent=cast.mina)
    assert told.kind == "gift_answered"


def tell_now(name):
    event = Event.objects.filter(name=name).latest("id")
    tell(event)
    return event


def test_what_is_to_be_done_is_ticked_and_what_was_wrong_taken_back(mina, cast, conversation, on):
    gift = give(conversation, wish=Wish(GiftKind.objects.first(), 20_00, "late"), by=cast.mina)
    assert "€20.00" in mina.get("/gifts?which=todo").content.decode()
    mina.post(f"/gifts/{gift.pk}/carrying-out", {"done": "yes", "here": "todo"})
    assert "€20.00" not in mina.get("/gifts?which=todo").content.decode()
    mina.post(f"/gifts/{gift.pk}/taking-back", {"why": "Wrong order", "here": "panel"})
    gift.refresh_from_db()
    assert (gift.state, gift.why) == ("taken_back", "Wrong order")


def test_words_can_be_put_into_the_reply_later(mina, cast, conversation, on):
    gift = give(conversation, wish=Wish(GiftKind.objects.get(key="refund"), 20_00, "late"), by=cast.dave)
    mina.post(f"/gifts/{gift.pk}/words")
    assert Draft.objects.get(agent=cast.mina).text.startswith("We are refunding €20.00.")


def test_the_stranger_sees_nothing(stranger, cast, conversation, on):
    gift = give(conversation, wish=Wish(GiftKind.objects.first(), 20_00, "late"), by=cast.mina)
    assert stranger.get(f"/conversations/{conversation.pk}/gifts").status_code == 404
    for which in ("waiting", "todo", "given"):
        assert "€20.00" not in stranger.get(f"/gifts?which={which}").content.decode()
    assert stranger.post(f"/gifts/{gift.pk}/taking-back").status_code == 404


def test_who_only_reads_along_sees_it_and_gives_nothing(at_desk, cast, conversation, on):
    give(conversation, wish=Wish(GiftKind.objects.first(), 20_00, "late"), by=cast.mina)
    Agent.objects.filter(pk=cast.dave.pk).update(role=LIGHT_AGENT)
    dave = at_desk(Agent.objects.get(pk=cast.dave.pk))
    address = f"/conversations/{conversation.pk}/gifts"
    assert "€20.00" in dave.get(address).content.decode()
    assert dave.post(address, form()).status_code == 403


def test_an_administrator_sets_it_up(ruth, conversation):
    page = ruth.get("/settings/gifts").content.decode()
    assert 'value="30.00"' in page
    sent = {
        "is_on": "on", "currency": "JPY", "customer_days": 30, "agent_days": 7, "answer_hours": 2,
        "reasons": "Broken\n",
        "agent-0-for_one": "3,000,000", "agent-0-per_customer": "", "agent-0-per_agent": "0",
    }  # fmt: skip
    assert ruth.post("/settings/gifts", sent).url == "/settings/gifts?saved=yes"
    rules = GiftRules.objects.get()
    assert (rules.currency, rules.reasons, rules.agent_days) == ("JPY", ["Broken"], 7)
    limits = limits_as_set("JPY")[AGENT, None]
    assert limits == Limits(3_000_000, None, 0)
    assert "Store credit" in ruth.get("/settings/gifts").content.decode()
    assert ruth.post("/settings/gifts", sent | {"agent-0-for_one": "20.50"}).status_code == 422


def test_an_own_kind_has_a_name_and_words(ruth, mina, cast, conversation, on):
    made = ruth.post("/settings/gifts/kinds", {"name": "Tea sample"})
    assert ruth.post("/settings/gifts/kinds", {"name": "tea SAMPLE"}).status_code == 422
    assert ruth.post("/settings/gifts/kinds", {"name": " "}).status_code == 422
    ruth.post(made.url, {"is_on": "on", "name": "Tea sample", "words_en": "A tea worth {amount} is in the parcel."})
    kind = GiftKind.objects.get(name="Tea sample")
    mina.post(f"/conversations/{conversation.pk}/gifts", form(kind=kind.pk, amount="4"))
    assert Draft.objects.get().text == "A tea worth €4.00 is in the parcel."


def test_a_kind_that_is_switched_off_is_not_offered(ruth, mina, conversation, on):
    kind = GiftKind.objects.get(key="discount")
    ruth.post(f"/settings/gifts/kinds/{kind.pk}", {})
    assert ">Discount<" not in mina.get(f"/conversations/{conversation.pk}/gifts").content.decode()


def test_the_palette_offers_it_where_it_is_on(mina, conversation, on):
    offered = mina.get("/palette", {"q": "give", "conversation": conversation.pk}).content.decode()
    assert f"/conversations/{conversation.pk}/gifts" in offered


def test_what_they_got_stands_on_their_page(mina, stranger, cast, conversation, on):
    give(conversation, wish=Wish(GiftKind.objects.first(), 20_00, "late"), by=cast.mina)
    page = mina.get(f"/contacts/{conversation.contact_id}").content.decode()
    assert "What they were given" in page
    assert "€20.00" in page
    assert stranger.get(f"/contacts/{conversation.contact_id}").status_code == 404


def test_the_report_counts_what_stands_and_leads_to_it(ruth, cast, conversation, on):
    kinds = {one.key: one for one in GiftKind.objects.all()}
    give(conversation, wish=Wish(kinds["refund"], 20_00, "late"), by=cast.mina)
    give(conversation, wish=Wish(kinds["refund"], 5_50, "damaged"), by=cast.ruth)
    give(conversation, wish=Wish(kinds["credit"], 10_00, "late"), by=cast.ruth)
    gone = give(conversation, wish=Wish(kinds["credit"], 70_00, "late"), by=cast.ruth)
    take_back(gone, by=cast.ruth)
    page = " ".join(ruth.get("/reports/gifts").content.decode().split())
    assert page.count("<b>€35.50</b>") == 1  # the month
    assert page.count("<b>€25.50</b>") == 1  # refunds
    assert page.count("<b>€30.00</b>") == 1  # late
    behind = ruth.get(f"/gifts?which=given&kind={kinds['refund'].pk}&currency=EUR").content.decode()
    assert ("€20.00" in behind, "€5.50" in behind, "€10.00" in behind) == (True, True, False)
    month = ruth.get(f"/gifts?which=given&month={clock.now():%Y-%m}&reason=late").content.decode()
    assert ("€20.00" in month, "€5.50" in month, "€10.00" in month) == (True, False, True)
    assert "€20.00" not in ruth.get("/gifts?which=given&month=2019-02").content.decode()
    assert ruth.get("/gifts?which=given&month=2019-13").status_code == 404


def test_the_report_is_reached_from_the_gifts_and_nowhere_else(ruth, mina, on):
    assert "/reports/gifts" not in ruth.get("/hand-overs").content.decode()
    assert "/reports/gifts" in ruth.get("/gifts").content.decode()
