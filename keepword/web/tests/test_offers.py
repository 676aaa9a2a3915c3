"""A time in an answer is offered as a promise before the answer goes out."""

import re
from datetime import UTC, datetime

import pytest
import time_machine

from keepword.conversations.models import Message
from keepword.events.models import Event
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.people.models import Contact
from keepword.promises.models import Promise
from tests import cast as stage

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)  # ten in the morning in Seoul
SAID = "내일 정오까지 전화드리겠습니다."
DUE = datetime(2026, 11, 25, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def conversation(cast):
    Contact.objects.update(time_zone="Asia/Seoul")
    begun = stage.conversation_of(cast, "ko")
    Contact.objects.update(time_zone="Asia/Seoul")
    begun.refresh_from_db()
    return begun


def send(client, conversation, text, **answers):
    response = client.post(f"/conversations/{conversation.pk}/replies", {"text": text, **answers})
    return response, response.content.decode()


def key_in(page):
    return re.search(r'name="count-(\w+)"', page)[1]


def replies():
    return Message.objects.filter(kind="reply").count()


def test_a_time_is_asked_about_once_and_kept_count_of_with_the_answer(conversation, mina):
    response, page = send(mina, conversation, SAID)
    assert response.status_code == 422
    assert replies() == 0
    assert "You say: a call by Wed 25 Nov, 12:00 Seoul (03:00 yours)." in page
    response, _ = send(mina, conversation, SAID, **{f"count-{key_in(page)}": "keep"})
    assert response.status_code == 302
    made = Promise.objects.get()
    assert (made.what, made.due_at, made.zone, made.message.text) == ("call", DUE, "Asia/Seoul", SAID)
    assert made.said == SAID


def test_what_is_no_promise_is_sent_without_one(conversation, mina):
    _, page = send(mina, conversation, SAID)
    response, _ = send(mina, conversation, SAID, **{f"count-{key_in(page)}": "leave"})
    assert response.status_code == 302
    assert (replies(), Promise.objects.count()) == (1, 0)


def test_the_instant_can_be_changed_on_the_customers_clock(conversation, mina):
    _, page = send(mina, conversation, SAID)
    key = key_in(page)
    answers = {f"count-{key}": "keep", f"was-{key}": "2026-11-25T12:00", f"until-{key}": "2026-11-25T15:30"}
    send(mina, conversation, SAID, **answers)
    assert Promise.objects.get().due_at == datetime(2026, 11, 25, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["2026-11-20T10:00", "nonsense", "2026-13-01T10:00"])
def test_a_time_gone_by_or_none_at_all_is_asked_about_again(conversation, mina, typed):
    _, page = send(mina, conversation, SAID)
    key = key_in(page)
    answers = {f"count-{key}": "keep", f"was-{key}": "2026-11-25T12:00", f"until-{key}": typed}
    response, page = send(mina, conversation, SAID, **answers)
    assert response.status_code == 422
    assert (replies(), Promise.objects.count()) == (0, 0)


def test_an_answer_without_a_time_goes_out_at_once(conversation, mina):
    response, _ = send(mina, conversation, "오래 기다리셨습니다. 보내 드렸습니다.")
    assert response.status_code == 302
    assert replies() == 1


def test_while_writing_the_offer_comes_by_itself_and_stores_nothing(conversation, mina):
    page = mina.post(f"/conversations/{conversation.pk}/offers", {"text": SAID}).content.decode()
    assert "12:00 Seoul" in page
    assert Promise.objects.count() == 0
    assert mina.post(f"/conversations/{conversation.pk}/offers", {"text": ""}).status_code == 200


def test_a_stranger_is_offered_nothing(conversation, stranger):
    assert stranger.post(f"/conversations/{conversation.pk}/offers", {"text": SAID}).status_code == 404


@pytest.fixture
def closed_until_monday(cast):
    """Open on Mondays from nine to six, in Seoul."""
    hours = define("Mondays", calendar=Calendar("Asia/Seoul", (((540, 1080),), *((),) * 6)))
    cast.inbox.business_hours = hours
    cast.inbox.save()


def test_a_time_when_we_are_closed_is_refused_with_one_that_can_be_kept(closed_until_monday, conversation, mina):
    _, page = send(mina, conversation, SAID)
    assert "We are closed until then. The earliest time that we can keep is Mon 30 Nov, 09:05" in page
    key = key_in(page)
    response, page = send(mina, conversation, SAID, **{f"count-{key}": "keep"})
    assert response.status_code == 422
    assert replies() == 0
    response, page = send(mina, conversation, SAID, mend=key)
    assert response.status_code == 422
    text = re.search(r"<textarea[^>]*id=\"reply-text\"[^>]*>([^<]*)<", page)[1]
    assert text != SAID
    assert "정오" not in text
    _, page = send(mina, conversation, text)
    assert "We are closed" not in page
    response, _ = send(mina, conversation, text, **{f"count-{key_in(page)}": "keep"})
    assert Promise.objects.get().due_at == datetime(2026, 11, 30, 0, 5, tzinfo=UTC)


def test_whoever_knows_better_says_why_and_it_is_remembered(closed_until_monday, conversation, mina, cast):
    _, page = send(mina, conversation, SAID)
    key = key_in(page)
    send(mina, conversation, SAID, **{f"count-{key}": "keep", f"reason-{key}": "I come in for it."})
    assert Promise.objects.get().due_at == DUE
    event = Event.objects.get(name="promise.overridden")
    assert (event.actor_id, event.data["reason"]) == (cast.mina.pk, "I come in for it.")


def test_calling_it_no_promise_to_pass_is_remembered_too(closed_until_monday, conversation, mina):
    _, page = send(mina, conversation, SAID)
    send(mina, conversation, SAID, **{f"count-{key_in(page)}": "leave"})
    assert Event.objects.get(name="promise.overridden").data["reason"] == "no promise"


def test_a_new_time_for_a_call_replaces_the_old_one(conversation, mina):
    for text in (SAID, "금요일 오후 3시에 전화드리겠습니다."):
        _, page = send(mina, conversation, text)
        send(mina, conversation, text, **{f"count-{key_in(page)}": "keep"})
    assert list(Promise.objects.order_by("id").values_list("state", flat=True)) == ["renewed", "open"]


def test_the_same_form_sent_twice_is_one_answer_and_one_promise(conversation, mina):
    _, page = send(mina, conversation, SAID)
    answers = {f"count-{key_in(page)}": "keep", "form": "one"}
    for _ in range(2):
        send(mina, conversation, SAID, **answers)
    assert (replies(), Promise.objects.count()) == (1, 1)
