"""Patience: while a supplier, a team or whoever says yes is asked, the customer hears when the next word comes."""

from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine

from keepword.conversations.asides.beginning import Wanted, begin
from keepword.conversations.models import Message
from keepword.conversations.tasks.finishing import finish
from keepword.conversations.tasks.giving import Asked, give
from keepword.events.models import Event
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.promises.ledger.breaking import break_overdue
from keepword.promises.ledger.guarding import can_keep
from keepword.promises.ledger.reminding import remind
from keepword.promises.models import Promise
from keepword.web.tests.reading import words
from tests import cast as stage

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
LINK = "Tell when the next word comes"


@pytest.fixture
def travel():
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield moved


@pytest.fixture
def cast(db, travel):
    return stage.gather()


@pytest.fixture
def address(conversation):
    return f"/conversations/{conversation.pk}"


@pytest.fixture
def asked(cast, conversation):
    return give(Asked("May we?", agent=cast.ruth, awaits="approval"), by=cast.mina, conversation=conversation)


def form_of(client, address):
    """What stands in the form: the time on the customer's wall, and the words."""
    page = client.get(address).content.decode()
    until = page.partition('name="until" value="')[2].partition('"')[0]
    return until, unescape(
        page.partition("required>")[2].partition("<textarea")[2].partition(">")[2].partition("<")[0]
    )


def answers():
    return list(Message.objects.filter(kind="reply", is_automatic=False).order_by("id").values_list("text", flat=True))


def hold_on(client, address, **changes):
    until, text = form_of(client, f"{address}/holding")
    return client.post(f"{address}/holding", {"until": until, "text": text, "form": "f1"} | changes)


def test_it_is_offered_only_while_somebody_else_is_asked(cast, conversation, address, mina):
    assert LINK not in words(mina.get(address))
    task = give(Asked("May we?", agent=cast.ruth, awaits="approval"), by=cast.mina, conversation=conversation)
    assert LINK in words(mina.get(address))
    assert hold_on(mina, address).status_code == 302
    assert LINK not in words(mina.get(address))
    finish(task, by=cast.ruth)
    assert LINK not in words(mina.get(address))


def test_our_own_work_needs_no_patience(cast, conversation, address, mina):
    give(Asked("Look it up"), by=cast.mina, conversation=conversation)
    assert LINK not in words(mina.get(address))


def test_the_customer_reads_when_they_hear_next_and_it_is_a_promise(cast, asked, address, mina):
    until, text = form_of(mina, f"{address}/holding")
    assert until == "2026-11-24T10:00"
    assert text == (
        "I have asked the person here who decides this and am waiting for their answer. You will hear from me by "
        "{time}, even if there is nothing new by then."
    )
    hold_on(mina, address)
    [said] = answers()
    assert "{time}" not in said
    assert "10:00 tomorrow" in said
    made = Promise.objects.get()
    assert (made.what, made.due_at, made.made_by, made.state) == (
        "update",
        MONDAY + timedelta(days=1),
        cast.mina,
        "open",
    )
    hold_on(mina, address)  # the same form, sent twice
    assert (len(answers()), Promise.objects.count()) == (1, 1)


@pytest.mark.parametrize(("language", "piece"), [("ko", "10:00"), ("zh-Hans", "10:00"), ("ar", "10:00")])
def test_it_is_in_the_customers_language(cast, mina, language, piece):
    theirs = stage.conversation_of(cast, language)
    begin(theirs, wanted=Wanted("Trays", "When?", addresses=["sales@mill.example"]), by=cast.mina)
    address = f"/conversations/{theirs.pk}"
    _until, text = form_of(mina, f"{address}/holding")
    assert "{time}" in text
    assert "supplier" not in text
    assert hold_on(mina, address).status_code == 302
    assert piece in answers()[0]
    assert Promise.objects.get().language == language


def test_when_the_time_nears_and_nothing_came_the_next_word_stands_ready(cast, asked, address, mina, travel):
    hold_on(mina, address)
    assert "<details open>" not in mina.get(address).content.decode()
    travel.move_to(MONDAY + timedelta(hours=22, minutes=30))
    assert remind() == 1
    assert Event.objects.get(name="promise.due_soon").data["to"] == "owner"
    assert "<details open>" in mina.get(address).content.decode()
    first = Promise.objects.get()
    until, text = form_of(mina, f"/promises/{first.pk}/renewal")
    assert until == "2026-11-25T08:00"
    assert text.startswith("We are still working on it. I have asked the person here who decides this")
    renewed = mina.post(f"/promises/{first.pk}/renewal", {"until": until, "text": text, "form": "f2"})
    assert renewed.status_code == 302
    first.refresh_from_db()
    assert (first.state, first.renewed_by.due_at) == ("renewed", datetime(2026, 11, 25, 8, tzinfo=UTC))
    assert "08:00 tomorrow" in answers()[1]
    travel.move_to(MONDAY + timedelta(days=3))
    break_overdue()
    assert sorted(Promise.objects.values_list("state", flat=True)) == ["broken", "renewed"]


def test_no_next_word_is_told_for_a_time_at_which_nobody_is_there(cast, asked, address, mina):
    cast.inbox.business_hours = define("Mondays", calendar=Calendar("UTC", (((540, 1080),), *((),) * 6)))
    cast.inbox.save()
    until, text = form_of(mina, f"{address}/holding")
    assert until == "2026-11-24T10:00"  # today is Monday still: it is said before the evening
    refused = mina.post(f"{address}/holding", {"until": "2026-11-23T10:00", "text": text})
    assert (refused.status_code, answers()) == (422, [])
    silent = mina.post(f"{address}/holding", {"until": until, "text": "Please wait."})
    assert silent.status_code == 422
    assert "Say the new time in your words, too" in words(silent)


def test_a_time_that_passes_while_it_is_judged_is_chosen_again(asked, address, mina, travel, monkeypatch):
    def slowly(*told, due_at, **kwargs):
        verdict = can_keep(*told, due_at=due_at, **kwargs)
        travel.move_to(due_at + timedelta(seconds=1))
        return verdict

    monkeypatch.setattr("keepword.web.promises.holding.can_keep", slowly)
    refused = hold_on(mina, address)
    assert refused.status_code == 422
    assert "Choose a time that is still to come." in words(refused)
    assert "I have asked the person here" in refused.content.decode()
    assert (answers(), Promise.objects.count()) == ([], 0)


def test_a_stranger_tells_nobody_anything(asked, address, stranger):
    assert stranger.get(f"{address}/holding").status_code == 404
    assert stranger.post(f"{address}/holding", {"until": "2026-11-24T10:00", "text": "Hello"}).status_code == 404
    assert answers() == []
