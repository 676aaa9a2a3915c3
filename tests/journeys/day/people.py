"""Who lives through the day: two agents, one of them with a phone as well, a customer, somebody who writes in
confidence, and a supplier. Everything that the second agent's browsers are sent is kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from playwright.sync_api import Page, expect

from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.services.dovecot import Dovecot
from tests.services.keepword import Keepword
from tests.services.moved_clock import MovedClock
from tests.services.tap import Tap

OPEN, CLOSED = "support@shop.example", "hilfe@shop.example"
MINA, DAVE = "mina@shop.example", "dave@shop.example"
PASSWORD = "a lamp in every window"
SEOUL = ZoneInfo("Asia/Seoul")
MADRID = {"timezone_id": "Europe/Madrid"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
UNDO_SECONDS = 5
SECONDS = 60


@dataclass(frozen=True)
class Day:
    """`mina` administers; `dave` manages the team, and `phone` is his as well. `minji` lives in Seoul. `nari` writes
    to an inbox that is closed to Dave; `juan` is a supplier. `tap` has what Dave was sent."""

    shop: Keepword
    clock: MovedClock
    tap: Tap
    mina: Desk
    dave: Desk
    phone: Desk
    minji: Customer
    nari: Customer
    juan: Customer
    programs: dict[str, httpx.Client]

    def api(self, path: str, *, by: str = MINA) -> Any:
        """What a program reads with the token of that agent; Dave's come through the tap."""
        answer = self.ask(path, by=by)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.json()

    def ask(self, path: str, *, by: str) -> httpx.Response:
        return self.programs[by].get(f"/api/v1{path}")

    def messages(self, conversation: int) -> list[dict[str, Any]]:
        return self.api(f"/conversations/{conversation}/messages")["items"]


def moment_of(item: dict[str, Any]) -> datetime:
    """When that was, of something that a program read."""
    return datetime.fromisoformat(item["at"])


def come_together(
    shop: Keepword, *, clock: MovedClock, tap: Tap, dovecot: Dovecot, new_page: Callable[..., Page]
) -> Day:
    """Nobody but Mina worked here yesterday."""
    admin = shop.set_up(inbox=OPEN, admin=MINA)
    _command(shop, "agent", "add", "--email", DAVE, "--name", "Dave Ortiz", "--password-file", _secret(shop))
    with ThreadPoolExecutor() as beside:  # starting a command takes longer than signing in
        asked = {who: beside.submit(_command, shop, "token", "add", "--agent", who) for who in (MINA, DAVE)}
        mina = _sit(new_page(), shop.url, email=MINA, password=admin)
        _give_dave_his_role(mina)
        dave = _sit(new_page(**MADRID), tap.url, email=DAVE, password=PASSWORD)
        phone = Desk(new_page(**MADRID, **PHONE, storage_state=dave.page.context.storage_state()), tap.url)
        _arrange_himself(dave)
        tokens = {who: token.result() for who, token in asked.items()}
    programs = {who: _program(tap.url if who == DAVE else shop.url, token=token) for who, token in tokens.items()}

    def writes(name: str, address: str, *, to: str, zone: tzinfo = UTC) -> Customer:
        return Customer(name, address, to, shop, dovecot, zone)

    return Day(
        shop, clock, tap, mina, dave, phone, programs=programs,
        minji=writes("김민지", "minji@customer.example", to=OPEN, zone=SEOUL),
        nari=writes("Nari Whisperwind", "nari@customer.example", to=CLOSED),
        juan=writes("Juan Molino", "juan@customer.example", to=OPEN),
    )  # fmt: skip


def _program(url: str, *, token: str) -> httpx.Client:
    """A connection for each question: the server may close one that waits for the next."""
    headers, limits = {"Authorization": f"Bearer {token}"}, httpx.Limits(max_keepalive_connections=0)
    return httpx.Client(base_url=url, headers=headers, limits=limits, timeout=SECONDS)


def _sit(page: Page, url: str, *, email: str, password: str) -> Desk:
    desk = Desk(page, url)
    desk.sign_in(email=email, password=password)
    return desk


def _secret(shop: Keepword) -> str:
    file = shop.data / "password-of-dave"
    file.write_text(PASSWORD)
    return str(file)


def _command(shop: Keepword, *words: str) -> str:
    done = shop.command(*words)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def _give_dave_his_role(mina: Desk) -> None:
    mina.page.goto(f"{mina.url}/settings/agents")
    mina.page.locator(".settings-list").get_by_role("link", name="Dave Ortiz").click()
    mina.page.get_by_label("Role").select_option("manager")
    mina.page.get_by_role("button", name="Save").click()
    expect(mina.page.get_by_text("Saved.")).to_be_visible()


def _arrange_himself(dave: Desk) -> None:
    """His zone, a short pause before his answers leave, and letters of everything that he is told."""
    dave.page.goto(f"{dave.url}/settings")
    dave.page.get_by_label("Time zone").select_option("Europe/Madrid")
    dave.page.get_by_label("Undo sending").select_option(str(UNDO_SECONDS))
    dave.page.get_by_role("button", name="Save").click()
    expect(dave.page.get_by_text("Saved.")).to_be_visible()
    dave.page.goto(f"{dave.url}/settings/notices")
    for choice in dave.page.locator("select[name$='-mail']").all():
        choice.select_option("now")
    dave.page.get_by_role("button", name="Save").click()
    expect(dave.page.get_by_text("Saved.")).to_be_visible()
