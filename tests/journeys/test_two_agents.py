"""Two agents at two screens: what one does, the other sees; and nobody hears what is not theirs."""

import email.message
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import INBOX
from tests.journeys.customer import Customer
from tests.journeys.desk import SOON, Desk
from tests.services.keepword import Keepword

PASSWORD = "a lamp in every window"
TRADE = "trade@shop.example"
CAUGHT_UP = 60_000  # ms: after a restart the browser waits a second or more before it tries again
Sit = Callable[..., Desk]


@pytest.fixture(scope="module")
def staffed(shop: Keepword) -> Keepword:
    """Dave works in the team that alone sees the trade inbox; Sam does not."""
    for name, team in (("dave", ["--team", "Trade"]), ("sam", [])):
        secret = shop.data / f"password-of-{name}"
        secret.write_text(PASSWORD)
        who = ["--email", f"{name}@shop.example", "--name", name.title(), "--password-file", str(secret)]
        done = shop.command("agent", "add", *who, *team)
        assert done.returncode == 0, done.stderr.decode()
    return shop


@pytest.fixture
def dave(staffed: Keepword, new_desk: Sit) -> Desk:
    return new_desk(staffed, email="dave@shop.example", password=PASSWORD)


@pytest.fixture
def sam(staffed: Keepword, new_desk: Sit) -> Desk:
    return new_desk(staffed, email="sam@shop.example", password=PASSWORD)


@pytest.fixture
def asked(mina: Desk, dave: Desk, mei: Customer, request: pytest.FixtureRequest) -> str:
    """Both have the same conversation open. Gives its subject."""
    subject = f"灯 {request.node.name}"
    mei.write(subject, "还没有到。")
    dave.show("open")
    for desk in (mina, dave):
        desk.open(subject)
    return subject


def test_what_one_does_the_other_sees(mina: Desk, dave: Desk, asked: str):
    dave.draft.fill("Half a sentence")
    mina.page.locator("#conversation-head summary", has_text="Assigned to").click()
    mina.page.get_by_role("button", name="Dave").click()
    expect(dave.page.locator("#conversation-head summary", has_text="Assigned to")).to_contain_text(
        "Dave", timeout=SOON
    )
    mina.answer("On its way.")
    expect(dave.letter("On its way.")).to_be_visible(timeout=SOON)
    expect(dave.status).to_contain_text("Waiting on customer", timeout=SOON)
    mina.page.get_by_role("button", name="Resolve", exact=True).click()
    expect(dave.status).to_contain_text("Resolved", timeout=SOON)
    expect(dave.row(asked)).to_have_count(0, timeout=SOON)
    expect(dave.draft).to_have_value("Half a sentence")


def test_a_screen_that_was_cut_off_catches_up_with_nothing_doubled(mina: Desk, dave: Desk, asked: str, mei: Customer):
    dave.page.context.set_offline(True)
    mina.answer("You missed this.")
    mina.page.get_by_role("button", name="Resolve", exact=True).click()
    expect(mina.status).to_contain_text("Resolved")
    expect(dave.letter("You missed this.")).to_have_count(0)  # it may have heard of it, but could not fetch it
    dave.page.context.set_offline(False)
    expect(dave.letter("You missed this.")).to_have_count(1, timeout=CAUGHT_UP)
    expect(dave.status).to_contain_text("Resolved", timeout=SOON)
    mei.reply(mei.answers()[0], "谢谢")
    expect(dave.letter("谢谢")).to_have_count(1, timeout=SOON)
    expect(dave.page.locator("section.letter")).to_have_count(4)  # the question, our receipt, the answer, the thanks


def test_a_restart_loses_no_mail_no_screen_and_no_draft(mina: Desk, dave: Desk, asked: str, staffed: Keepword):
    dave.draft.fill("Half a sentence")
    staffed.server.stop()
    expect(dave.page.locator("#status-line")).to_contain_text("Connection lost", timeout=CAUGHT_UP)
    piped = staffed.command("receive", "--inbox", INBOX, standard_input=_letter("来自管道的信"))
    assert piped.returncode == 0, piped.stderr.decode()
    staffed.server.start()
    for desk in (mina, dave):
        expect(desk.row("来自管道的信")).to_have_count(1, timeout=CAUGHT_UP)
        expect(desk.page.locator("section.letter")).to_have_count(2)  # the question and our receipt
    expect(dave.draft).to_have_value("Half a sentence")


def test_a_stranger_sees_and_hears_nothing_of_a_closed_inbox(mina: Desk, dave: Desk, sam: Desk, staffed: Keepword):
    _close_an_inbox(mina)
    trade = Customer("Trader", "juan@customer.example", TRADE, staffed, None)
    help_ = Customer("Anybody", "juan@customer.example", INBOX, staffed, None)
    sam.show("all")
    dave.show("all")
    with _stream(sam) as heard:
        trade.write("Two hundred lamps", "At which price?")
        expect(dave.row("Two hundred lamps")).to_be_visible(timeout=SOON)
        dave.open("Two hundred lamps")
        number = dave.page.url.partition("/conversations/")[2].partition("?")[0]
        help_.write("One lamp", "At which price?")
        expect(sam.row("One lamp")).to_be_visible(timeout=SOON)
        assert f"conversation-{number}" not in heard(until="message.received")
    expect(sam.row("Two hundred lamps")).to_have_count(0)
    assert sam.page.goto(f"{sam.url}/conversations/{number}").status == 404


def _close_an_inbox(mina: Desk) -> None:
    """An inbox for the trade team alone, made on the page."""
    mina.page.goto(f"{mina.url}/settings/inboxes")
    mina.page.get_by_text("Add an inbox").click()
    mina.page.get_by_label("Name").fill("Trade")
    mina.page.get_by_label("Address").fill(TRADE)
    mina.page.get_by_label("Trade").check()
    mina.page.get_by_role("button", name="Add", exact=True).click()
    expect(mina.page.locator(".settings-list")).to_contain_text(TRADE)


@contextmanager
def _stream(desk: Desk) -> Iterator[Callable[..., str]]:
    """The live stream with the cookies of that agent; gives what came until a line with a word in it."""
    cookies = {one["name"]: one["value"] for one in desk.page.context.cookies()}
    with httpx.stream("GET", f"{desk.url}/live", cookies=cookies, timeout=SOON / 1000 * 5) as answer:
        lines = answer.iter_lines()
        next(lines)

        def heard(*, until: str) -> str:
            said = []
            for line in lines:
                said.append(line)
                if until in line:
                    break
            return "\n".join(said)

        yield heard


def _letter(subject: str) -> bytes:
    mail = email.message.EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Mei <mei@customer.example>", INBOX, subject
    mail["Message-ID"] = "<piped@customer.example>"
    mail.set_content("是我。")
    return mail.as_bytes()
