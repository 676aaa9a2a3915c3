"""Letters to an inbox that is closed to Dave. He is at his desk all the while, and nothing of them reaches him: not by
a list, a search, a count, an address, the stream, a notice, a letter, a file or a program."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.customer import until, words_of
from tests.journeys.day import doors
from tests.journeys.day.people import CLOSED, DAVE, MINA, Day
from tests.journeys.desk import SOON, Desk

INBOX, COMPANY = "Hushbox", "Lantern Guild"
SUBJECT, BODY, NOTE, ANSWER = "Nachtfalter", "Quittenbrot", "Bernstein", "Kandis"
FILE, INSIDE = "Mondstein", "Perlmutt"
SECRETS = (INBOX, SUBJECT, BODY, FILE, INSIDE, NOTE, ANSWER, "Whisperwind")
LETTERS_WAIT = timedelta(minutes=11)  # for whoever has the page open and may read it there
HERS = "Zimtstern"  # in what a customer whom Dave knows writes there
AFTERWARDS = "램프 하나 더"


@dataclass(frozen=True)
class Whispered:
    """Numbers of what Dave must not know, and of the customer whom he knows."""

    conversations: tuple[int, int]
    references: tuple[str, str]
    stranger: int
    minji: int
    files: tuple[str, ...]


def nothing_reaches_him(day: Day, *, folder: Path) -> Whispered:
    _close_an_inbox(day.mina)
    for desk in (day.dave, day.mina):
        desk.show("open")
    _they_write(day, folder=folder)
    whispered = _mina_works_on_it(day)
    day.minji.write(AFTERWARDS, "하나 더 주문할게요.")  # when this has come to him, so has all before it
    expect(day.dave.row(AFTERWARDS)).to_be_visible(timeout=SOON)
    heard = day.tap.heard()
    assert b"text/event-stream" in heard and AFTERWARDS.encode() in heard
    for number, reference in zip(whispered.conversations, whispered.references, strict=True):
        assert f'"conversation-{number}"'.encode() not in heard
        assert reference.encode() not in heard
    day.clock.go_to(day.clock.now() + LETTERS_WAIT)
    _he_tries_every_door(day, whispered)
    return whispered


def _close_an_inbox(mina: Desk) -> None:
    mina.page.goto(f"{mina.url}/settings/teams")
    mina.page.get_by_text("Add a team").click()
    mina.page.get_by_label("Name").fill("Council")
    mina.page.get_by_role("button", name="Add", exact=True).click()
    expect(mina.page.locator(".settings-list")).to_contain_text("Council")
    mina.page.goto(f"{mina.url}/settings/inboxes")
    mina.page.get_by_text("Add an inbox").click()
    mina.page.get_by_label("Name").fill(INBOX)
    mina.page.get_by_label("Address").fill(CLOSED)
    mina.page.get_by_label("Council").check()
    mina.page.get_by_role("button", name="Add", exact=True).click()
    expect(mina.page.locator(".settings-list")).to_contain_text(CLOSED)


def _they_write(day: Day, *, folder: Path) -> None:
    """Somebody whom Dave never heard of, and a customer of his."""
    file = folder / f"{FILE}.pdf"
    file.write_text(INSIDE)
    day.nari.write(f"{SUBJECT} envelope", f"{BODY} in the envelope, please keep it among you.", file=file)
    replace(day.minji, inbox=CLOSED).write(f"{SUBJECT} {HERS}", f"{BODY} {HERS} in the envelope.")
    for words in ("envelope", HERS):
        expect(day.mina.row(f"{SUBJECT} {words}")).to_be_visible(timeout=SOON)


def _mina_works_on_it(day: Day) -> Whispered:
    """She would call Dave by name, notes, answers, and says for which company both write."""
    page = day.mina.page
    day.mina.open(f"{SUBJECT} {HERS}")
    hers = day.mina.number
    day.mina.show("open")
    day.mina.open(f"{SUBJECT} envelope")
    page.get_by_text("Note", exact=True).click()
    page.locator("#note-text").fill(f"@Dave Ortiz {NOTE}")
    page.get_by_role("button", name="Add note").click()
    expect(page.get_by_role("alert")).to_contain_text("Dave Ortiz may not see this conversation")
    page.locator("#note-text").fill(NOTE)
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".letter.note")).to_contain_text(NOTE)
    page.get_by_text("Reply", exact=True).click()
    day.mina.answer(f"{ANSWER}, and nobody else knows.")
    assert ANSWER in words_of(day.nari.answers()[0])
    theirs = day.mina.number
    files = tuple(link.get_attribute("href") or "" for link in page.locator("a.file").all())
    found = [day.api(f"/conversations/{number}") for number in (theirs, hers)]
    _belong_to_one_company(day, contacts=[one["contact"]["id"] for one in found])
    first, second = found
    references = (first["reference"], second["reference"])
    return Whispered((theirs, hers), references, first["contact"]["id"], second["contact"]["id"], files)


def _belong_to_one_company(day: Day, *, contacts: list[int]) -> None:
    program = day.programs[MINA]
    made = program.post("/api/v1/companies", json={"name": COMPANY, "domains": ["customer.example"]})
    for contact in contacts:
        put = program.put(f"/api/v1/contacts/{contact}/company", json={"company": made.json()["id"]})
        assert put.status_code == 200, put.text


def _he_tries_every_door(day: Day, whispered: Whispered) -> None:
    numbers = {"conversation": whispered.conversations[0], "contact": whispered.stranger}
    paths = [*doors.about(**numbers), *whispered.files, f"/contacts/{whispered.minji}", *doors.lists()]
    _they_lead_somewhere(day, paths)
    shown = {path: doors.opened(day.dave, path) for path in paths}
    shown |= {path: doors.asked(day, path) for path in doors.of_the_api(day, **numbers)}
    assert {path for path, page in shown.items() if _names_one(page)} == set()
    for number in whispered.conversations:
        assert day.dave.page.goto(f"{day.dave.url}/conversations/{number}").status == 404
        assert day.ask(f"/conversations/{number}", by=DAVE).status_code == 404
    day.dave.show("unassigned")
    count = day.dave.page.locator("a.view[href='/inbox/unassigned'] .view-count")
    expect(count).to_have_text(str(day.dave.page.locator("a.row").count()))
    nothing_reached_him(day)


def nothing_reached_him(day: Day) -> None:
    """Of all that his browsers, his program and his mailbox were sent until now."""
    until(lambda: bool(_letters_to(day)), seconds=SOON / 1000)
    assert not any(_names_one(letter) for letter in _letters_to(day))
    assert not _names_one(day.tap.heard())


def _they_lead_somewhere(day: Day, paths: list[str]) -> None:
    """By the same doors Mina finds all of it."""
    sought = {secret.encode() for secret in (*SECRETS, HERS)}
    for path in paths:
        page = doors.opened(day.mina, path) if sought else b""
        sought -= {secret for secret in sought if secret in page}
    assert sought == set()


def _letters_to(day: Day) -> list[bytes]:
    """What Dave was told by mail."""
    mails = replace(day.minji, address=DAVE).received(0)
    return [mail.as_bytes() + words_of(mail).encode() for mail in mails]


def _names_one(said: bytes) -> bool:
    return any(secret.encode() in said for secret in (*SECRETS, HERS))
