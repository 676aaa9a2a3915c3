"""An agent whose browser runs no scripts can do the whole work."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import ADMIN, PASSWORD
from tests.journeys.customer import Customer, words_of
from tests.journeys.desk import Desk
from tests.services.keepword import Keepword

SUBJECT = "등이 켜지지 않아요"


@pytest.fixture
def plain(shop: Keepword, signed_in: dict[str, object], new_page: Callable[..., Page]) -> Desk:
    return Desk(new_page(java_script_enabled=False, storage_state=signed_in), shop.url)


@pytest.fixture
def head(plain: Desk) -> Locator:
    return plain.page.locator("#conversation-head")


def test_an_agent_without_scripts_reads_answers_and_arranges(
    plain: Desk, head: Locator, mei: Customer, tmp_path: Path
):
    page, manual = plain.page, tmp_path / "manual.txt"
    manual.write_text("Turn the switch.")
    mei.write(SUBJECT, "전원을 눌러도 안 켜져요.")
    plain.find(SUBJECT)
    plain.open(SUBJECT)

    head.locator("summary", has_text="Assigned to").click()
    head.get_by_role("button", name="you").click()
    expect(head.locator("summary", has_text="Assigned to")).to_contain_text("mina")

    page.locator("summary", has_text="Tag").click()
    page.get_by_label("Add a tag").fill("repair")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".mark.tag")).to_contain_text("repair")

    page.get_by_text("Note", exact=True).click()
    page.get_by_label("Your note").fill("Third lamp of this batch.")
    page.get_by_role("button", name="Add note").click()
    expect(plain.letter("Third lamp of this batch.")).to_contain_text("only your team sees it")

    page.locator("#reply-files").set_input_files(manual)
    plain.answer("설명서를 보내 드립니다.")
    answer = mei.answers()[0]
    assert words_of(answer).strip() == "설명서를 보내 드립니다."
    assert [part.get_content() for part in answer.iter_attachments()] == [manual.read_text()]

    head.get_by_role("button", name="Resolve").click()
    expect(plain.status).to_contain_text("Resolved")
    head.get_by_role("button", name="Reopen").click()
    expect(plain.status).to_contain_text("Open")
    head.locator("summary", has_text="Snooze").click()
    head.locator("button[name=until]").first.click()
    expect(plain.status).to_contain_text("Snoozed")


def test_words_find_a_conversation_without_scripts(plain: Desk, mei: Customer, mina: Desk):
    mei.write("배송 조회", "송장 번호가 필요합니다")
    expect(mina.row("배송 조회")).to_be_visible()
    plain.show("open")
    plain.page.get_by_role("searchbox").fill("송장")
    plain.page.keyboard.press("Enter")
    plain.open("배송 조회")


def test_an_agent_without_scripts_signs_in_and_out(shop: Keepword, new_desk: Callable[..., Desk]):
    desk = new_desk(shop, email=ADMIN, password=PASSWORD, java_script_enabled=False)
    desk.page.get_by_role("button", name="Sign out").click()
    desk.show("open")
    expect(desk.page.get_by_role("heading", name="Sign in")).to_be_visible()
