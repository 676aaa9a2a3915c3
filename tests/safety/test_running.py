"""What only the running program shows: its log, its files, and its cookies behind https."""

import re
import smtplib
import stat
from collections.abc import Iterator
from email.message import EmailMessage

import httpx
import pytest

from tests.services.keepword import Keepword
from tests.services.keepword import keepword as start_keepword
from tests.services.processes import free_port

pytestmark = pytest.mark.services

ADDRESS = "https://help.shop.example"
BEHIND_TLS = {"X-Forwarded-Proto": "https", "Host": "help.shop.example", "Origin": ADDRESS}
INBOX, ADMIN = "support@shop.example", "mina@shop.example"
RELAY_PASSWORD = "relay-password-7Q"
WORDS = ("Zimtstern", "糖醋排骨", "hemmelig")  # of customers and agents; nobody else says them
NAMES = ("Ann Lee", "ann@customer.example", ADMIN)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, lasting_database: str) -> Iterator[Keepword]:
    """Behind https, with a relay that is away, and so talkative as it can be."""
    settings = {
        "KEEPWORD_ADDRESS": ADDRESS,
        "KEEPWORD_RELAY_URL": f"smtp://keepword:{RELAY_PASSWORD}@127.0.0.1:{free_port()}",
        "KEEPWORD_LOG_LEVEL": "DEBUG",
    }
    data = tmp_path_factory.mktemp("safe") / "data"
    with start_keepword(data, database_url=lasting_database, settings=settings) as server:
        yield server


@pytest.fixture(scope="module")
def password(shop: Keepword) -> str:
    return shop.set_up(inbox=INBOX, admin=ADMIN)


@pytest.fixture
def browser(shop: Keepword) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=shop.url, headers=BEHIND_TLS) as client:
        yield client


def test_behind_https_cookies_travel_only_there_and_browsers_are_told_to_stay(browser: httpx.Client, password: str):
    door = browser.get("/sign-in")
    assert "max-age=31536000" in door.headers["Strict-Transport-Security"]
    signed_in = _sign_in(browser, door, password=password)
    assert signed_in.status_code == 302
    set_by_us = door.headers.get_list("Set-Cookie") + signed_in.headers.get_list("Set-Cookie")
    assert len(set_by_us) >= 2
    for cookie in set_by_us:
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))


def test_the_secret_and_what_is_kept_belong_to_their_owner_alone(shop: Keepword, password: str):
    assert stat.S_IMODE((shop.data / "secret").stat().st_mode) == 0o600
    assert len((shop.data / "secret").read_text().strip()) >= 32


def test_the_log_holds_no_secret_and_no_word_of_anybody(shop: Keepword, browser: httpx.Client, password: str):
    secrets = _live_a_day(shop, browser, password=password)
    log = shop.server.log.read_text()
    assert log != ""
    assert [secret for secret in (*secrets, *WORDS, *NAMES) if secret in log] == []


def _live_a_day(shop: Keepword, browser: httpx.Client, *, password: str) -> list[str]:
    """Everything that could be written down once: sign-ins right and wrong, mails good and bad, the form, the API.
    Gives the secrets that took part."""
    door = browser.get("/sign-in")
    for _attempt in range(9):  # until the door is closed for a while
        _sign_in(browser, door, password="wrong-password-7Q")
    browser.headers["X-Forwarded-For"] = "192.0.2.7"
    _sign_in(browser, browser.get("/sign-in"), password=password)
    token = shop.command("token", "add", "--agent", ADMIN).stdout.decode().strip()
    _write(shop, f"Subject: {WORDS[0]}\r\nMessage-ID: <day@customer.example>\r\n\r\n{WORDS[1]}\r\n".encode())
    _write(shop, b"\x00\xff not a mail at all " + WORDS[0].encode())
    link = _fill_in_the_form(browser)
    program = httpx.Client(base_url=f"{shop.url}/api/v1", headers={"Authorization": f"Bearer {token}"})
    conversation = program.get("/conversations").json()["items"][0]["id"]
    assert program.post(f"/conversations/{conversation}/replies", json={"text": WORDS[2]}).status_code == 201
    program.post(f"/conversations/{conversation}/replies", content=b'{"text": "' + WORDS[2].encode())
    for path in (f"/c/{link}", f"/c/{link}/files/nothing", f"/c/{link}x", f"/search?q={WORDS[0]}"):
        browser.get(path)
        browser.post(path, data={"message": WORDS[2]}, headers={"Origin": "https://evil.example"})
    cookies = [value for name, value in browser.cookies.items()]
    return [password, "wrong-password-7Q", RELAY_PASSWORD, token, link, *cookies, _secret(shop)]


def _sign_in(browser: httpx.Client, door: httpx.Response, *, password: str) -> httpx.Response:
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', door.text)[1]
    form = {"username": ADMIN, "password": password, "csrfmiddlewaretoken": token}
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    return browser.post("/sign-in", data=form, headers={"Cookie": cookies})


def _fill_in_the_form(browser: httpx.Client) -> str:
    """Gives the signed link to the conversation."""
    page = browser.get("/contact").text
    hidden = dict(re.findall('type="hidden" name="([^"]+)" value="([^"]*)"', page))
    form = hidden | {"name": "Ann Lee", "email": "ann@customer.example", "subject": WORDS[0], "message": WORDS[1]}
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    sent = browser.post("/contact", files={"x": b""}, data=form, headers={"Cookie": cookies})
    assert sent.status_code == 302, sent.text
    receipt = browser.get(sent.headers["Location"]).text
    return re.search(r"/c/([0-9a-z-]{60,90})", receipt)[1]


def _write(shop: Keepword, raw: bytes) -> None:
    head = EmailMessage()
    head["From"], head["To"] = "Ann Lee <ann@customer.example>", INBOX
    with smtplib.SMTP("127.0.0.1", shop.mail_port, timeout=20) as session:
        session.sendmail("ann@customer.example", [INBOX], head.as_bytes().replace(b"\n\n", b"\n") + raw)


def _secret(shop: Keepword) -> str:
    return (shop.data / "secret").read_text().strip()
