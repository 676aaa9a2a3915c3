"""Three customers on three continents, over a weekend, a holiday and a change of clocks.

The shop is in Madrid: Monday to Friday from nine to six, closed from two to three for lunch, closed on Spanish
holidays, and it publishes that it answers within four hours of these. Each customer writes by mail and is told a time
in their own words and zone; then the shop keeps it, breaks it, or says in time that it will be later. What was told
is read off the mail itself, and the ledger, the clocks, the pages and the API must all say what truly was.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from keepword.brands.cataloguing import Entry, add
from keepword.channels.email.composing import compose
from keepword.channels.email.storing import Letter, store
from keepword.channels.form import linking
from keepword.conversations.models import Conversation, Message
from keepword.conversations.replying import reply
from keepword.events import working
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.people import tokens
from keepword.promises.clocks import policies
from keepword.promises.clocks.policies import Draft
from keepword.promises.ledger.renewing import renew
from keepword.promises.models import Clock, Promise
from keepword.wiring import environment
from keepword.wiring.schedule import EVERY
from tests import cast as stage
from tests.services.relay import relay as start_relay

pytestmark = pytest.mark.django_db

MADRID, SEOUL, SAO_PAULO = ZoneInfo("Europe/Madrid"), ZoneInfo("Asia/Seoul"), ZoneInfo("America/Sao_Paulo")
NORMAL = 20
FOUR_HOURS = 4 * 3600
OFFICE = ((540, 840), (900, 1080))

MAIL = """\
From: {name} <{address}>
To: help@leafloom.example
Subject: {subject}
Date: {date}
Message-ID: <{address}>
Content-Type: text/plain; charset=utf-8

{text}
"""
CUSTOMERS = {
    "Minji": ("ko", SEOUL, "배송 문의", "주문한 상품이 아직 도착하지 않았어요. 언제쯤 받을 수 있을까요?"),
    "Carmen": ("es", MADRID, "Mi pedido", "Hola, todavía no ha llegado mi pedido. ¿Cuándo lo voy a recibir?"),
    "Joao": ("pt", SAO_PAULO, "Meu pedido", "Olá, o meu pedido ainda não chegou. Quando é que vou receber?"),
}  # fmt: skip


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 10, 1, 8, tzinfo=UTC), tick=False) as travelling:
        yield travelling


@pytest.fixture
def relay(settings):
    """What does not leave the house keeps no promise."""
    with start_relay() as found:
        settings.RELAY = environment.relay({"KEEPWORD_RELAY_URL": found.url})
        yield found


@pytest.fixture
def cast(clock, relay):
    """The shop, with its hours, its published answer time and a target of the same length."""
    cast = stage.gather()
    calendar = Calendar(zone="Europe/Madrid", week=(OFFICE,) * 5 + ((), ()), country="ES")
    cast.brand.business_hours = define("Madrid", calendar=calendar)
    cast.brand.save()
    by = cast.ruth.as_actor
    add(cast.brand, entry=Entry("mail", address=cast.inbox.address, answer_seconds=FOUR_HOURS), by=by)
    policies.define(Draft("Four hours", targets={(NORMAL, "first_response"): FOUR_HOURS}), by=by)
    pass_time()
    return cast


@pytest.fixture
def world(cast, clock):
    return World(cast, clock)


class World:
    """The shop and its customers, at the instants that the story names."""

    def __init__(self, cast: stage.Cast, clock: time_machine.Traveller) -> None:
        self.cast, self.clock = cast, clock

    def at(self, *when: int, zone: ZoneInfo) -> datetime:
        """It is this moment on the clocks of `zone`; whatever was due until then happens late, at once."""
        moment = datetime(*when, tzinfo=zone)
        self.clock.move_to(moment)
        pass_time()
        return moment.astimezone(UTC)

    def writes(self, name: str) -> Conversation:
        language, zone, subject, text = CUSTOMERS[name]
        address = f"{name.lower()}@customer.example"
        date = f"{datetime.now(zone):%a, %d %b %Y %H:%M:%S %z}"
        mail = MAIL.format(name=name, address=address, subject=subject, date=date, text=text)
        store([Letter(self.cast.inbox.pk, mail.encode(), "smtp", f"{name.lower()}@customer.example")])
        pass_time()
        return Conversation.objects.with_people().get(subject=subject)

    def answers(self, conversation: Conversation) -> Message:
        message = reply(conversation, text="Hello, it is on its way.", by=self.cast.mina)
        pass_time()
        return message

    def api(self, path: str) -> dict[str, object]:
        headers = {"authorization": f"Bearer {tokens.give(self.cast.mina)}"}
        answer = Client().get(f"/api/v1{path}", headers=headers)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def page(self, path: str) -> str:
        client = Client()
        client.force_login(self.cast.mina)
        return client.get(path).content.decode()

    def reads_the_page(self, name: str) -> str:
        """What the page of all ways says to this customer now, in their own words and zone."""
        language, zone, *_ = CUSTOMERS[name]
        page = Client().get("/reach/leaf-loom", {"language": language, "zone": zone.key})
        return unescape(page.content.decode())


def pass_time() -> None:
    """Tasks run, and everything that is looked at regularly is looked at: late, and twice."""
    for _ in range(2):
        while working.run_due():
            pass
        for _seconds, look in EVERY:
            look()


def mailed(conversation: Conversation) -> str:
    """The words of the acknowledgement, as they stand in the mail that left."""
    acknowledgement = Message.objects.get(conversation=conversation, kind="reply", is_automatic=True)
    mail = compose(acknowledgement)
    assert mail["Auto-Submitted"].startswith("auto-")
    return str(mail.get_body(("plain",)).get_content())


def without_zone(said: str) -> str:
    """A page knows the reader's zone from their device and need not name it; a letter guesses, and does."""
    words = re.sub(r"\s*[(（].*?[)）]", "", said).strip()
    assert words
    return words


def promised(conversation: Conversation) -> Promise:
    return Promise.objects.get(conversation=conversation, kind="acknowledgement")


def instants(items: list[dict[str, object]], name: str) -> list[datetime]:
    return [datetime.fromisoformat(str(item[name])) for item in items if item[name]]


def test_seoul_over_a_weekend_and_a_holiday_is_told_a_time_and_it_is_kept(world):
    """Friday evening in Madrid; Monday 12 October is a national holiday: four hours of Tuesday, until one o'clock."""
    world.at(2026, 10, 9, 19, 0, zone=MADRID)
    page = world.reads_the_page("Minji")
    conversation = world.writes("Minji")
    due = datetime(2026, 10, 13, 13, 0, tzinfo=MADRID)
    assert promised(conversation).due_at == due
    assert without_zone(promised(conversation).said) in page
    assert (promised(conversation).zone, promised(conversation).language) == ("Asia/Seoul", "ko")
    words = mailed(conversation)
    assert re.search(r"20:00|오후 8:00|오후 8시", words), (
        words
    )  # one o'clock in Madrid is eight in the evening in Seoul
    assert "서울" in words
    world.at(2026, 10, 13, 12, 40, zone=MADRID)
    answer = world.answers(conversation)
    settled = promised(conversation)
    assert (settled.state, settled.settled_at, settled.done_by) == ("kept", answer.at, answer)
    (kept,) = Clock.objects.filter(conversation=conversation)
    assert (kept.due_at, kept.outcome, kept.ended_at) == (due, "met", answer.at)


def test_madrid_over_the_change_of_clocks_is_told_a_time_and_it_is_broken(world):
    """An hour of Friday, and three of a Monday that begins an hour later than Friday did, by UTC."""
    world.at(2026, 10, 23, 17, 0, zone=MADRID)
    page = world.reads_the_page("Carmen")
    conversation = world.writes("Carmen")
    due = datetime(2026, 10, 26, 12, 0, tzinfo=MADRID)
    assert due.astimezone(UTC).hour == 11
    assert promised(conversation).due_at == due
    assert without_zone(promised(conversation).said) in page
    assert "12:00" in mailed(conversation)
    world.at(2026, 10, 26, 12, 30, zone=MADRID)
    answer = world.answers(conversation)
    settled = promised(conversation)
    assert (settled.state, settled.settled_at, settled.done_at) == ("broken", due, answer.at)
    (missed,) = Clock.objects.filter(conversation=conversation)
    assert (missed.due_at, missed.outcome, missed.ended_at) == (due, "met_late", answer.at)


def test_sao_paulo_on_the_night_of_the_change_is_told_a_time_and_in_time_a_later_one(world):
    """Late on Saturday there is Sunday in Madrid, just after the clocks went back: one o'clock on Monday in Madrid is
    nine in the morning in São Paulo, where clocks do not change."""
    world.at(2026, 10, 24, 23, 30, zone=SAO_PAULO)
    page = world.reads_the_page("Joao")
    conversation = world.writes("Joao")
    assert "segunda-feira às 09:00 (no seu horário: 05:00)" in page
    due = datetime(2026, 10, 26, 13, 0, tzinfo=MADRID)
    assert "Fechado, abre segunda-feira às 09:00 (no seu horário: 05:00)" in mailed(conversation)
    first = promised(conversation)
    assert first.due_at == due
    assert without_zone(first.said) in page
    assert "09:00" in mailed(conversation)
    world.at(2026, 10, 26, 10, 0, zone=MADRID)
    later = datetime(2026, 10, 27, 10, 0, tzinfo=MADRID)
    second = renew(first, due_at=later, text="We are still looking. You hear from us tomorrow.", by=world.cast.mina)
    pass_time()
    world.at(2026, 10, 27, 9, 30, zone=MADRID)
    answer = world.answers(conversation)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.renewed_by) == ("renewed", second)
    assert (second.state, second.settled_at) == ("kept", answer.at)


def test_ledger_clocks_pages_and_api_tell_the_same_story(world):
    world.at(2026, 10, 9, 19, 0, zone=MADRID)
    minji = world.writes("Minji")
    world.at(2026, 10, 13, 12, 40, zone=MADRID)
    world.answers(minji)
    world.at(2026, 10, 23, 17, 0, zone=MADRID)
    carmen = world.writes("Carmen")
    world.at(2026, 10, 26, 12, 30, zone=MADRID)
    world.answers(carmen)
    world.at(2026, 10, 26, 12, 45, zone=MADRID)
    joao = world.writes("Joao")

    ledger = {one.conversation_id: one for one in Promise.objects.all()}
    listed = world.api("/promises")["items"]
    assert {one["conversation"]: one["state"] for one in listed} == {
        minji.pk: "kept",
        carmen.pk: "broken",
        joao.pk: "open",
    }
    assert {one["conversation"]: datetime.fromisoformat(one["due_at"]) for one in listed} == {
        number: one.due_at for number, one in ledger.items()
    }
    for conversation, outcome in ((minji, "met"), (carmen, "met_late"), (joao, "running")):
        (clock,) = world.api(f"/conversations/{conversation.pk}/clocks")["items"]
        assert clock["outcome"] == outcome
        assert datetime.fromisoformat(clock["due_at"]) == ledger[conversation.pk].due_at
        assert ledger[conversation.pk].due_at.isoformat() in world.page(f"/conversations/{conversation.pk}")
    joao.refresh_from_db()
    assert joao.due_at == ledger[joao.pk].due_at
    link = linking.mailed_link(joao.token, at=datetime.now(UTC))
    told = "hoje às 13:45 (horário de São Paulo)"  # a quarter to six in Madrid
    assert told in Client().get(f"/c/{link}").content.decode()
    assert told in mailed(joao)
    dashboard = world.page("/reports/promises")
    assert re.search(r"50\s?%", dashboard)  # one kept, one broken; what is still open stands apart
