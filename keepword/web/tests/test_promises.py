"""The ledger and the kept rate on screen."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations.delivering import mark_held, mark_sent
from keepword.conversations.models import Message
from keepword.conversations.replying import reply
from keepword.events.models import Event
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.promises.ledger.keeping import keep
from keepword.promises.ledger.making import promise
from keepword.promises.models import Promise
from tests import cast as stage

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def travel():
    with time_machine.travel(NOW, tick=False) as moved:
        yield moved


@pytest.fixture
def told(travel, cast):
    """Two kept, one broken, one open, of a call each."""

    def tell(hours, *, done=False, by=cast.mina):
        made = promise(
            stage.conversation_of(cast), what="call", due_at=NOW + timedelta(hours=hours), kind="agent", by=by
        )
        if done:
            keep(made, by=by.as_actor)
        return made

    made = [tell(1, done=True), tell(2, done=True), tell(1, by=cast.dave), tell(30)]
    travel.move_to(NOW + timedelta(hours=3))
    return made


@pytest.fixture
def desk(told, cast, at_desk):
    return at_desk(cast.mina)


def words(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_kept_rate_stands_at_the_top_with_its_range_and_numbers(desk):
    page = words(desk, "/reports/promises")
    assert '<p class="rate-number">67%</p>' in page
    assert "2 kept" in page
    assert "1 broken" in page
    assert "1 still open" in page
    assert "\u206621%–94%\u2069" in page


def test_every_number_leads_to_exactly_the_promises_under_it(desk):
    page = words(desk, "/reports/promises").replace("&amp;", "&")
    numbers = re.findall(r'<td class="end"><a href="(/promises\?[^"]*)">(\d+)</a>', page)
    assert len(numbers) > 20
    for address, number in numbers:
        assert words(desk, address).count('<li class="promise ') == int(number), address


def test_a_stranger_sees_no_promise_and_no_number(told, cast, at_desk):
    other = at_desk(cast.stranger)
    assert "Nothing was due yet." in words(other, "/reports/promises")
    assert "There are no such promises." in words(other, "/promises")
    for noun in ("keeping", "withdrawal"):
        assert other.post(f"/promises/{told[3].pk}/{noun}", {"reason": "x"}).status_code == 404
    assert Promise.objects.get(pk=told[3].pk).state == "open"


def test_the_pages_ask_as_often_for_many_promises_as_for_few(desk, cast, django_assert_max_num_queries):
    for number in range(30):
        promise(stage.conversation_of(cast), what="call", due_at=NOW + timedelta(days=1, hours=number), kind="agent")
    # session, agent, teams-only, visible inboxes, two counts, hand-overs, saved views, tallies, weeks, names of teams
    # and agents, published channels, what was told there, targets, published waits; inboxes, what was solved and how
    # often (2), and how customers liked it: speed is never shown alone
    with django_assert_max_num_queries(21):
        words(desk, "/reports/promises")
    with django_assert_max_num_queries(11):
        words(desk, "/promises")


def test_a_long_ledger_is_read_page_by_page_and_each_promise_once(desk, cast):
    for number in range(60):
        promise(stage.conversation_of(cast), what="call", due_at=NOW + timedelta(days=1, hours=number), kind="agent")
    address, seen = "/promises?state=open", []
    while address:
        page = words(desk, address)
        seen += re.findall(r'class="small"><a href="/conversations/(\d+)"', page)
        more = re.search(r'href="(/promises[^"]*before=[^"]*)"', page)
        address = more[1].replace("&amp;", "&") if more else ""
    assert len(seen) == len(set(seen)) == 61


def test_what_i_owe_can_be_seen_alone(desk):
    assert words(desk, "/promises?owed=mine&state=broken").count('<li class="promise ') == 0
    assert words(desk, "/promises?owed=mine&state=open").count('<li class="promise ') == 1


@pytest.mark.parametrize(
    "nonsense", ["?state=x", "?team=x", "?since=x&until=9999-99-99", "?agent=999999999", "?kind=%00"]
)
def test_an_address_that_makes_no_sense_shows_the_list(desk, nonsense):
    words(desk, f"/promises{nonsense}")


def test_a_call_is_marked_as_done_and_taken_back_beside_the_conversation(desk, told):
    page = words(desk, f"/conversations/{told[3].conversation_id}")
    assert f'action="/promises/{told[3].pk}/keeping"' in page
    assert desk.post(f"/promises/{told[3].pk}/keeping").status_code == 302
    assert Promise.objects.get(pk=told[3].pk).state == "kept"
    desk.post(f"/promises/{told[3].pk}/keeping", {"undo": "yes"})
    assert Promise.objects.get(pk=told[3].pk).state == "open"


def test_a_promise_is_withdrawn_with_a_reason_only(desk, told):
    assert desk.post(f"/promises/{told[3].pk}/withdrawal", {"reason": " "}).status_code == 422
    assert desk.post(f"/promises/{told[2].pk}/withdrawal", {"reason": "too late"}).status_code == 422
    assert desk.post(f"/promises/{told[3].pk}/withdrawal", {"reason": "She called."}).status_code == 302
    assert Promise.objects.get(pk=told[3].pk).reason == "She called."


def test_a_broken_promise_offers_an_honest_word_that_nobody_sends_by_itself(desk, told):
    page = words(desk, f"/conversations/{told[2].conversation_id}")
    address = re.search(r'href="(/conversations/\d+\?apology=\d+)', page)[1]
    assert "We gave you our word until" in words(desk, address)
    other = f"/conversations/{told[0].conversation_id}?apology={told[2].pk}"
    assert "We gave you our word" not in words(desk, other)
    assert Message.objects.filter(kind="reply").count() == 0


@pytest.fixture
def fields(desk, told):
    """Of the open promise's renewal, as the page beside the conversation has them."""
    page = words(desk, f"/conversations/{told[3].conversation_id}")
    text = re.search(r'name="text" rows="4"[^>]*>([^<]*)<', page)[1]
    return {"text": text, "until": "2026-11-26T15:30", "form": "a-form-of-its-own"}


def open_on(cast, week):
    cast.inbox.business_hours = define("Shop", calendar=Calendar("UTC", week))
    cast.inbox.save()


def renewal(desk, told, fields, **changes):
    return desk.post(f"/promises/{told[3].pk}/renewal", fields | changes)


def test_a_new_time_is_told_in_kind_words_before_the_old_one_has_passed(desk, told, fields):
    assert "{time}" in fields["text"]
    assert renewal(desk, told, fields).status_code == 302
    made = Promise.objects.get(pk=told[3].pk).renewed_by
    assert (made.what, made.state, made.due_at) == ("call", "open", datetime(2026, 11, 26, 15, 30, tzinfo=UTC))
    assert "I will call you by" in made.message.text
    assert "{time}" not in made.message.text
    assert renewal(desk, told, fields).status_code == 302
    assert Message.objects.filter(kind="reply").count() == 1


def test_a_new_time_must_be_said_and_still_to_come(desk, told, fields):
    unsaid = renewal(desk, told, fields, text="It takes longer.")
    past = renewal(desk, told, fields, until="2026-11-24T12:00")
    none = renewal(desk, told, fields, until="soon")
    assert [one.status_code for one in (unsaid, past, none)] == [422, 422, 422]
    assert "It takes longer." in unsaid.content.decode()
    assert renewal(desk, told, fields, text="I will call you on 26 November at 15:30.").status_code == 302


def test_a_new_time_when_we_are_closed_is_refused_with_one_press_for_a_possible_one(desk, told, fields, cast):
    open_on(cast, ((), (), *(((540, 1020),),) * 3, (), ()))
    refused = renewal(desk, told, fields, until="2026-11-24T22:00")
    assert refused.status_code == 422
    press = re.search(
        r'<button class="button" name="until" value="([^"]+)">([^<]*)</button>', refused.content.decode()
    )
    assert (press[1], press[2]) == ("2026-11-25T09:05", "Tell “09:05 tomorrow” instead")
    assert desk.post(f"/promises/{told[3].pk}/renewal", fields | {"until": ["2026-11-24T22:00", press[1]]}).url
    assert Promise.objects.get(pk=told[3].pk).renewed_by.due_at == datetime(2026, 11, 25, 9, 5, tzinfo=UTC)


def test_who_knows_better_than_the_hours_says_why(desk, told, fields, cast):
    open_on(cast, ((),) * 7)
    assert renewal(desk, told, fields).status_code == 422
    assert renewal(desk, told, fields, reason="I come in for it.").status_code == 302
    assert Event.objects.get(name="promise.overridden").data["reason"] == "I come in for it."


def test_what_has_passed_is_not_renewed(desk, told, fields):
    assert desk.post(f"/promises/{told[2].pk}/renewal", fields).status_code == 422
    assert "{time}" not in words(desk, f"/conversations/{told[2].conversation_id}")


def test_weeks_begin_where_the_organisation_is(told, cast, at_desk, travel):
    """Sunday 16:00 in UTC is Monday in Seoul: the numbers of a week lead to what was due in it there."""
    cast.organisation.time_zone = "Asia/Seoul"
    cast.organisation.save()
    travel.move_to(datetime(2026, 11, 29, 14, tzinfo=UTC))
    late = datetime(2026, 11, 29, 16, tzinfo=UTC)
    promise(stage.conversation_of(cast), what="call", due_at=late, kind="agent", by=cast.mina)
    desk = at_desk(cast.mina)
    assert words(desk, "/promises?since=2026-11-30&until=2026-12-07").count('<li class="promise ') == 1
    assert words(desk, "/promises?since=2026-11-23&until=2026-11-30").count('<li class="promise ') == 4
    assert "until=2026-11-30" in words(desk, "/reports/promises")
    travel.move_to(late)
    assert "until=2026-12-07" in words(desk, "/reports/promises")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}, {"HX-Request": "true", "X-Refresh": "true"}])
def test_the_panel_is_whole_however_the_conversation_is_asked_for(desk, told, headers):
    page = desk.get(f"/conversations/{told[3].conversation_id}", headers=headers)
    assert page.status_code == 200
    assert f'action="/promises/{told[3].pk}/renewal"' in page.content.decode()


def test_list_conversation_and_person_say_that_an_answer_has_not_left(travel, cast, at_desk):
    conversation = stage.conversation_of(cast)
    promise(conversation, what="reply", due_at=NOW + timedelta(hours=2), kind="agent", by=cast.mina)
    message = reply(conversation, text="Here it is.", by=cast.mina)
    mark_held(message)
    desk = at_desk(cast.mina)
    pages = ["/promises?state=unsent", f"/conversations/{conversation.pk}", f"/contacts/{conversation.contact_id}"]
    assert [words(desk, page).count("Answered, not sent yet") for page in pages] == [1, 1, 1]
    mark_sent(message)
    assert [words(desk, page).count("Answered, not sent yet") for page in pages] == [0, 0, 0]
