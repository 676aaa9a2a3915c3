import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine

from keepword.channels.email.models import OutboxMail
from keepword.channels.email.sending import send
from keepword.channels.form import limiting
from keepword.conversations.models import Conversation, Message
from keepword.conversations.replying import reply
from keepword.events.models import Task
from keepword.help_center.tests.visiting import link_on, write
from keepword.kit import clock

LATE = timedelta(days=31)


@pytest.fixture
def link(cast, visitor) -> str:
    return link_on(visitor.get(write(visitor).url))


@pytest.fixture(autouse=True)
def address(settings):
    settings.PUBLIC_ADDRESS = "https://desk.leafloom.example"


def test_a_fresh_link_goes_by_mail_to_the_owner_and_proves_the_address(cast, visitor, link):
    conversation = Conversation.objects.with_people().get()
    reply(conversation, text="Your street is Elm Road 3", by=cast.mina)
    with time_machine.travel(clock.now() + LATE, tick=False):
        assert "Send me a fresh link" in visitor.get(link).content.decode()
        page = visitor.post(f"{link}/link")
        assert page.status_code == 200
        assert "/c/" not in page.content.decode().replace(f"{link}/link", "")
        queued = Message.objects.latest("id")
        assert (queued.recipients, queued.is_automatic) == ({"to": ["ann@customer.example"]}, True)
        assert Task.objects.filter(event__message_id=queued.pk, reaction="channels.delivery.deliver").exists()
        fresh = _link_in(_sent(queued))
        assert fresh.startswith("https://desk.leafloom.example/c/")
        opened = visitor.get(fresh.removeprefix("https://desk.leafloom.example"))
        assert "Elm Road" in opened.content.decode()


def test_no_page_and_no_row_holds_a_mailed_link(cast, visitor, link):
    visitor.post(f"{link}/link")
    conversation = Conversation.objects.get()
    assert "-m-" not in Message.objects.latest("id").text
    for address in (link, f"/c/{_token(_link_in(_sent(Message.objects.latest('id'))))}"):
        page = visitor.get(address).content.decode()
        assert "somebody (you, we hope)" not in page
    assert conversation.preview == "Due Monday."


def test_the_mail_is_the_same_each_time_that_it_is_written_and_no_robot_answers_it(visitor, link):
    visitor.post(f"{link}/link")
    message = Message.objects.latest("id")
    first = _sent(message)
    OutboxMail.objects.all().delete()
    Message.objects.filter(pk=message.pk).update(delivery_state="queued")
    message.refresh_from_db()
    again = _sent(message)
    assert _link_in(first) == _link_in(again)
    assert first["Auto-Submitted"] == "auto-replied"
    assert first["Message-ID"] == again["Message-ID"]


def test_asking_is_no_answer_and_changes_nothing(visitor, link):
    before = Conversation.objects.get()
    visitor.post(f"{link}/link")
    after = Conversation.objects.get()
    assert (after.status, after.waiting_since, after.version) == (before.status, before.waiting_since, before.version)


def test_asking_again_and_again_sends_one_mail(visitor, link):
    with time_machine.travel(clock.now().replace(minute=1), tick=False):
        for _ in range(3):
            assert visitor.post(f"{link}/link").status_code == 200
    assert Message.objects.filter(is_automatic=True).count() == 1


def test_a_stranger_cannot_fill_anothers_mailbox_with_our_mails(cast, visitor, monkeypatch):
    monkeypatch.setattr(limiting, "IN_TEN_MINUTES", 1000)  # from many network addresses
    monkeypatch.setattr(limiting, "IN_A_DAY", 1000)
    for _ in range(12):
        visitor.post(f"{link_on(visitor.get(write(visitor).url))}/link")
    assert Conversation.objects.count() == 12
    assert Message.objects.filter(is_automatic=True).count() == 10


def test_a_robot_that_asks_all_day_is_told_to_wait(visitor, link):
    with time_machine.travel(clock.now(), tick=False):
        said = [visitor.post(f"{link}/link").status_code for _ in range(12)]
    assert said[-1] == 429


def test_a_forged_link_sends_nothing(visitor, link):
    assert visitor.post(f"{link[:-2]}00/link").status_code == 404
    assert visitor.post("/c/nothing/link").status_code == 404
    assert not Message.objects.filter(is_automatic=True).exists()


def test_the_mail_never_leads_to_a_host_that_a_stranger_named(visitor, link, settings):
    settings.PUBLIC_ADDRESS = ""
    visitor.post(f"{link}/link", headers={"host": "evil.example"})
    assert not Message.objects.filter(is_automatic=True).exists()
    with time_machine.travel(clock.now() + LATE, tick=False):
        page = visitor.get(link, headers={"host": "evil.example"}).content.decode()
    assert "Send me a fresh link" not in page
    visitor.post(f"{link}/link", headers={"host": "127.0.0.1:8000"})
    assert "http://127.0.0.1:8000/c/" in Message.objects.get(is_automatic=True).text


def test_the_mail_speaks_the_language_of_the_conversation(cast, visitor):
    page = visitor.get(write(visitor, address="/contact?language=de").url)
    visitor.post(f"{link_on(page)}/link")
    assert "Unterhaltung" in Message.objects.latest("id").text


def test_nobody_is_written_to_about_spam(visitor, link):
    Conversation.objects.update(status="spam")
    assert visitor.post(f"{link}/link").status_code == 200
    assert not Message.objects.filter(is_automatic=True).exists()


def _sent(message: Message):
    send(message)
    return message_from_bytes(bytes(OutboxMail.objects.get(message=message).raw), policy=policy.default)


def _link_in(mail) -> str:
    found = re.search(r"https?://\S+/c/\S+", mail.get_body(("plain",)).get_content())
    assert found is not None
    return found.group()


def _token(address: str) -> str:
    return address.rpartition("/c/")[2]
