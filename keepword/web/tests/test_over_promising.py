"""No time goes out that hours and load cannot meet when it goes: whatever waited is judged again."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.models import Draft, Message
from keepword.events.working import run_due
from keepword.hours.calendar import Calendar
from keepword.hours.defining import change, define
from keepword.promises.models import Promise
from keepword.promises.stating.finding import find
from tests import cast as stage

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
OPEN = Calendar("UTC", week=(((540, 1080),),) * 7)
MORNINGS = Calendar("UTC", week=(((540, 600),),) * 7)
CLOSED = Calendar("UTC", week=((),) * 6 + (((540, 600),),))
WORDS = "I will call you tomorrow at 15:00."


@pytest.fixture
def travel():
    with time_machine.travel(MONDAY, tick=False) as moved:
        yield moved


@pytest.fixture
def cast(db, travel):
    found = stage.gather()
    found.inbox.business_hours = define("Office", calendar=OPEN)
    found.inbox.save()
    return found


@pytest.fixture
def address(conversation):
    return f"/conversations/{conversation.pk}"


def answers():
    return Message.objects.filter(kind="reply", is_automatic=False).count()


def worked():
    while run_due():
        pass


def schedule(client, address, *, text=WORDS, later="2026-11-24T09:00Z", **more):
    """To leave tomorrow at nine; the time in it is promised, whatever it is called in the form."""
    asked = client.post(f"{address}/replies", {"text": text, "later": later, "form": "f1"})
    assert asked.status_code == 422
    key = asked.content.decode().partition('name="count-')[2].partition('"')[0]
    said = {f"count-{key}": "keep", f"until-{key}": "2026-11-25T15:00"} | more
    answer = client.post(f"{address}/replies", {"text": text, "later": later, "form": "f1"} | said)
    assert answer.status_code in (204, 302, 303), answer.content.decode()[-2000:]
    return Draft.objects.get(state="scheduled")


def test_what_was_scheduled_leaves_with_its_promise_while_it_can_be_kept(cast, address, mina, travel):
    schedule(mina, address)
    travel.move_to(MONDAY + timedelta(hours=23))
    worked()
    assert answers() == 1
    assert Promise.objects.get(what="call").due_at == datetime(2026, 11, 25, 15, tzinfo=UTC)


def test_what_was_scheduled_stays_when_we_close_before_and_its_writer_is_told(cast, address, mina, travel):
    draft = schedule(mina, address)
    change(cast.inbox.business_hours, calendar=CLOSED)
    travel.move_to(MONDAY + timedelta(hours=23))
    worked()
    draft.refresh_from_db()
    assert (answers(), Promise.objects.count(), draft.state, draft.held_for) == (0, 0, "held", "promise")
    page = " ".join(mina.get(address).content.decode().split())
    assert "Not sent: a time in its words cannot be kept any more." in page
    assert "Your answer was held back: a time in it cannot be kept any more." in mina.get("/notices").content.decode()


def test_sent_by_hand_it_is_judged_as_well(cast, address, mina, travel):
    draft = schedule(mina, address)
    change(cast.inbox.business_hours, calendar=CLOSED)
    travel.move_to(MONDAY + timedelta(hours=23))
    worked()
    refused = mina.post(f"/drafts/{draft.pk}/sending")
    assert "cannot be kept any more" in refused.content.decode()
    assert answers() == 0


def test_a_word_such_as_tomorrow_is_not_put_off_to_another_day(cast, address, mina, travel):
    draft = schedule(mina, address)
    refused = mina.post(f"/drafts/{draft.pk}/time", {"later": "2026-11-26T09:00Z"})
    assert "cannot be kept any more" in refused.content.decode()
    assert "cannot be kept any more" in mina.post(f"/drafts/{draft.pk}/sending").content.decode()
    draft.refresh_from_db()
    assert (draft.state, draft.send_at) == ("scheduled", datetime(2026, 11, 24, 9, tzinfo=UTC))
    assert mina.post(f"/drafts/{draft.pk}/time", {"later": "2026-11-24T10:00Z"}).status_code in (204, 302, 303)


def test_words_for_the_customer_about_what_is_raised_name_no_time_that_cannot_be_kept(cast, address, mina):
    change(cast.inbox.business_hours, calendar=MORNINGS)
    form = {"words": "Ask Ruth", "owner": f"agent-{cast.ruth.pk}", "raised": "on"}
    refused = mina.post(f"{address}/tasks", form | {"promised": "2026-11-23T15:00"})
    assert refused.status_code == 422
    assert "We are closed until then. The earliest time that we can keep is" in refused.content.decode()
    assert not Draft.objects.exists()
    assert mina.post(f"{address}/tasks", form | {"promised": "2026-11-24T15:00"}).status_code == 302
    assert "15:00" in Draft.objects.get().text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thank you. We will answer you within two hours."),
        ("de", "Danke. Wir antworten Ihnen innerhalb von zwei Stunden."),
        ("ko", "감사합니다. 2시간 안에 답변드리겠습니다."),
    ],
)
def test_a_receipt_in_our_own_words_names_no_time_that_always_stands_there(cast, ruth, language, text):
    assert find(text, now=MONDAY, language=language)  # what a composer would ask about as well
    page = f"/settings/acknowledgements/{cast.inbox.pk}?language={language}"
    refused = ruth.post(page, {"text": text})
    assert refused.status_code == 422
    assert "Write {when}" in refused.content.decode()
    assert ruth.post(page, {"text": "{when} · {brand}"}).status_code == 302
