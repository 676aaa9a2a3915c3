"""The page behind "This cannot wait"."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from keepword.conversations import emergency_links
from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.replying import reply
from keepword.help_center.tests.visiting import link_on, write
from keepword.hours.defining import Calendar, define
from keepword.kit import clock
from keepword.promises.emergencies.arranging import arrange
from keepword.promises.models import Promise
from tests import cast as stage

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
ASKED = "Only if your order must be stopped tonight."
BUTTON = "This cannot wait</button>"


@pytest.fixture
def travel():
    with time_machine.travel(NIGHT, tick=False) as moved:
        yield moved


@pytest.fixture
def shop(travel, cast):
    hours = define("Office", calendar=Calendar("UTC", (*(((540, 1080),),) * 5, (), ())))
    Inbox.objects.filter(pk=cast.inbox.pk).update(business_hours=hours)
    people = {"team": cast.team, "people": [cast.mina], "phone": "+49 30 123456"}
    arrange(cast.brand, is_on=True, words={"en": ASKED}, target_minutes=30, **people, by=cast.ruth.as_actor)
    return cast


@pytest.fixture
def conversation(shop):
    return stage.conversation_of(shop)


@pytest.fixture
def page(conversation):
    return f"/emergency/{emergency_links.token_for(conversation.token, at=clock.now())}"


def shown(visitor, address: str) -> str:
    return visitor.get(address).content.decode()


def calls() -> int:
    return Promise.objects.filter(kind="emergency").count()


def test_a_program_that_follows_links_calls_nobody(visitor, page):
    for _ in range(2):
        assert visitor.get(page).status_code == visitor.head(page).status_code == 200
    assert calls() == 0
    seen = shown(visitor, page)
    assert ASKED in seen
    assert BUTTON in seen
    assert "within 30 minutes" in seen


def test_one_press_without_a_script_or_a_cookie_says_by_when_somebody_answers(visitor, page):
    sent = visitor.post(f"{page}?language=en")
    assert (sent.status_code, sent.url) == (302, f"{page}?language=en")
    seen = shown(visitor, sent.url)
    assert "You will hear from us by 23:30 today (UTC time)." in seen
    assert "+49 30 123456" in seen
    assert BUTTON not in seen
    visitor.post(page)
    assert calls() == 1


def test_in_the_customers_own_time_and_language(visitor, conversation, page):
    conversation.contact.time_zone = "Asia/Seoul"
    conversation.contact.save()
    seen = shown(visitor, visitor.post(f"{page}?language=ko").url)
    assert "오전 8:30" in seen
    assert 'lang="ko"' in seen
    assert 'dir="rtl"' in shown(visitor, f"{page}?language=ar")


def test_what_was_not_kept_is_said_as_that(visitor, page, travel):
    visitor.post(page)
    travel.shift(timedelta(minutes=31))
    assert "and we did not keep it" in shown(visitor, page)


def test_by_day_it_says_that_we_are_here(visitor, page, travel):
    travel.shift(timedelta(hours=11))
    assert "We are here now" in visitor.post(page).content.decode()
    assert calls() == 0


def test_once_answered_there_is_nobody_to_call(visitor, shop, conversation, page):
    reply(conversation, text="It is stopped.", by=shop.mina)
    assert "We have answered." in visitor.post(page).content.decode()
    assert calls() == 0


def test_where_nobody_is_on_call_it_says_so_and_promises_nothing(visitor, shop, page):
    shop.mina.is_active = False
    shop.mina.save()
    seen = visitor.post(page).content.decode()
    assert "nobody can be called right now" in seen
    assert "+49" not in seen
    assert calls() == 0


@pytest.mark.parametrize("token", ["x", "0" * 32, "0" * 32 + "-0-" + "0" * 20, "%00"])
def test_what_we_never_made_leads_nowhere_and_names_no_brand(visitor, shop, token):
    for answer in (visitor.get(f"/emergency/{token}"), visitor.post(f"/emergency/{token}")):
        assert answer.status_code == 404
        assert "Leaf" not in answer.content.decode()


def test_the_link_of_one_conversation_calls_for_no_other(visitor, shop, conversation, page):
    other = stage.conversation_of(shop, "ko")
    forged = page.replace(conversation.token, other.token)
    assert visitor.post(forged).status_code == 404
    assert calls() == 0


def test_it_ends_with_the_link_of_the_conversation(visitor, page, travel, settings):
    travel.shift(timedelta(days=settings.LINK_DAYS, hours=1))
    for answer in (visitor.get(page), visitor.post(page)):
        assert answer.status_code == 410
        assert "This link is too old" in answer.content.decode()
    assert calls() == 0


def test_it_shows_nothing_of_the_conversation(visitor, page):
    seen = shown(visitor, page)
    assert "Monday" not in seen
    assert "parcel" not in seen
    assert "/c/" not in seen
    assert "noindex" in visitor.get(page).headers["X-Robots-Tag"]


def test_from_one_network_only_so_many_call(visitor, shop):
    made = [stage.conversation_of(shop, address=f"{number}@customer.example") for number in range(11)]
    pages = [f"/emergency/{emergency_links.token_for(one.token, at=clock.now())}" for one in made]
    answers = [visitor.post(page).status_code for page in pages]
    assert answers == [302] * 10 + [429]
    assert calls() == 10
    assert visitor.post(pages[0]).status_code == 302  # what was told is shown again


def test_the_receipt_of_the_form_and_the_page_of_the_conversation_offer_it(visitor, shop, travel):
    receipt = visitor.get(write(visitor).url)
    own = shown(visitor, link_on(receipt))
    token = emergency_links.token_for(Conversation.objects.get().token, at=NIGHT)
    for seen in (receipt.content.decode(), own):
        assert f"/emergency/{token}?" in seen
        assert ASKED in seen
    visitor.post(f"/emergency/{token}")
    own = shown(visitor, link_on(receipt))
    assert "/emergency/" not in own
    assert "23:30 today" in own
    travel.shift(timedelta(hours=11))
    assert "/emergency/" not in shown(visitor, write(visitor).url)


def test_a_receipt_that_is_opened_after_its_link_has_ended_says_so(visitor, cast, settings):
    receipt = write(visitor).url
    with time_machine.travel(clock.now() + timedelta(days=settings.LINK_DAYS, hours=1), tick=False):
        assert visitor.get(receipt).status_code == 410
