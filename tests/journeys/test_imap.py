"""Mail that lies in mailboxes elsewhere: set up on the page, read as it comes, and no mailbox stops another."""

from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import INBOX
from tests.journeys.customer import until
from tests.journeys.desk import SOON, Desk
from tests.services.dovecot import Dovecot
from tests.services.keepword import Keepword

# Mailboxes of the test server; whose they are elsewhere makes no difference.
SUPPORT, HILFE, OTHER = "support@shop.example", "hilfe@shop.example", "juan@customer.example"
READ = 60_000  # ms: a new mailbox is noticed within seconds; from then on mail shows itself at once


@pytest.fixture
def with_changed_password(dovecot: Dovecot) -> Iterator[str]:
    """Whoever owns this mailbox changes its password during the test. Gives the new one."""
    yield "another-secret"
    dovecot.change_password(HILFE, to=dovecot.users[HILFE])


def test_a_mailbox_is_tried_added_and_read_as_mail_comes(mina: Desk, dovecot: Dovecot):
    _add(mina, SUPPORT, dovecot=dovecot, password="not the password")
    expect(mina.page.locator(".notice.trouble")).to_be_visible()
    expect(mina.page.locator(".settings-list")).to_have_count(0)
    dovecot.deliver(_mail("早些时候的信"), to=SUPPORT)
    _add(mina, SUPPORT, dovecot=dovecot, password=dovecot.users[SUPPORT])
    expect(mina.page.locator(".settings-list")).to_contain_text(SUPPORT)
    mina.show("open")
    expect(mina.row("早些时候的信")).to_be_visible(timeout=READ)
    dovecot.deliver(_mail("现在的信"), to=SUPPORT)
    expect(mina.row("现在的信")).to_be_visible(timeout=SOON)
    expect(mina.row("早些时候的信")).to_have_count(1)
    assert len(dovecot.messages(SUPPORT)) == 2  # it stays where it was


def test_a_mailbox_whose_password_was_changed_says_so_and_stops_no_other(
    shop: Keepword, mina: Desk, dovecot: Dovecot, with_changed_password: str
):
    for user in (HILFE, OTHER):
        _add(mina, user, dovecot=dovecot, password=dovecot.users[user])
        expect(mina.page.locator(".settings-list")).to_contain_text(user)
    shop.server.stop()
    dovecot.change_password(HILFE, to=with_changed_password)
    shop.server.start()
    dovecot.deliver(_mail("Brief nach dem Neustart"), to=OTHER)
    mina.show("open")
    expect(mina.row("Brief nach dem Neustart")).to_be_visible(timeout=READ)
    until(lambda: "password" in _said_of(HILFE, on=mina), seconds=READ / 1000)
    assert "password" not in _said_of(OTHER, on=mina)


def _said_of(user: str, *, on: Desk) -> str:
    on.page.goto(f"{on.url}/settings/mailboxes")
    return on.page.locator(".settings-list li", has_text=user).inner_text()


def _add(mina: Desk, user: str, *, dovecot: Dovecot, password: str) -> None:
    page = mina.page
    page.goto(f"{mina.url}/settings/mailboxes")
    page.get_by_text("Add a mailbox").click()
    answers = {"host": dovecot.host, "port": str(dovecot.imap_port), "username": user, "password": password}
    for name, words in answers.items():
        page.locator(f"[name={name}]").fill(words)
    page.locator("[name=security]").select_option("none")
    page.get_by_role("button", name="Try it and add it").click()


def _mail(subject: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Juan <juan@customer.example>", INBOX, subject
    mail["Message-ID"] = f"<{len(subject)}-{abs(hash(subject))}@customer.example>"
    mail.set_content("Hello")
    return mail.as_bytes()
