"""In the evening she asks to be forgotten: no word of hers is left on any screen, by any program, in the database."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
from playwright.sync_api import expect

from tests.journeys.day import assigning, colliding, speaking_korean, whispering
from tests.journeys.day.people import Day

HERS = (
    "김민지", "minji@customer.example", assigning.SUBJECT, assigning.QUESTION, colliding.AGAIN,
    speaking_korean.SUBJECT, speaking_korean.QUESTION, speaking_korean.SAID, whispering.HERS, whispering.AFTERWARDS,
)  # fmt: skip
SOUGHT = ("램프", "minji", "김민지", whispering.HERS)


def she_is_forgotten(day: Day, *, contact: int) -> None:
    rows = day.api("/conversations?limit=50")["items"]
    conversations = [row["id"] for row in rows if row["contact"]["id"] == contact]
    assert {words for words, _where in _kept(day)} == {*HERS, whispering.BODY}
    page = day.mina.page
    page.goto(f"{day.mina.url}/contacts/{contact}/privacy")
    page.get_by_label("Type ERASE").fill("ERASE")
    page.get_by_role("button", name="Erase this person").click()
    expect(page.get_by_role("heading", name="This person is erased")).to_be_visible()
    report = page.locator("table").inner_text()
    assert re.search(r"Addresses forgotten\s+1\b", report), report
    assert re.search(rf"Conversations emptied\s+{len(conversations)}\b", report), report
    _nothing_is_found(day, conversations=conversations)
    kept = _kept(day)
    assert {words for words, _where in kept} == {whispering.BODY}, f"what others wrote is theirs, and no more: {kept}"


def _nothing_is_found(day: Day, *, conversations: list[int]) -> None:
    for words in SOUGHT:
        day.mina.page.goto(f"{day.mina.url}/search?q={words}")
        expect(day.mina.page.locator("a.row")).to_have_count(0)
        assert day.api(f"/search?q={words}")["items"] == []
    for number in conversations:
        day.mina.page.goto(f"{day.mina.url}/conversations/{number}")
        shown = day.mina.page.content() + str(day.api(f"/conversations/{number}")) + str(day.messages(number))
        assert [words for words in HERS if words in shown] == []


def _kept(day: Day) -> set[tuple[str, str]]:
    """Which of the words are kept, and where: in every cell of every table, every file and the log."""
    address = day.shop.environment.get("DATABASE_URL", "")
    files = [file for file in (day.shop.data / "files").rglob("*") if file.is_file()]
    places = {file.name: file.read_bytes().decode(errors="ignore") for file in (*files, day.shop.data / "log")}
    for table, row in _of_postgresql(address) if address else _of_sqlite(day):
        places[table] = "\n".join([places.get(table, ""), *map(_read, row)])
    return {(words, where) for where, said in places.items() for words in (*HERS, whispering.BODY) if words in said}


def _read(cell: object) -> str:
    """SQLite keeps JSON as a text in which Korean letters are numbers."""
    text = bytes(cell).decode(errors="ignore") if isinstance(cell, bytes | memoryview) else str(cell)
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def _of_sqlite(day: Day) -> Iterator[tuple[str, tuple[object, ...]]]:
    file: Path = day.shop.data / "keepword.sqlite3"
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            yield from ((table, row) for row in connection.execute(f'SELECT * FROM "{table}"'))


def _of_postgresql(address: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    with psycopg.connect(address) as connection:
        tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        for (table,) in connection.execute(tables).fetchall():
            everything = psycopg.sql.SQL("SELECT * FROM {}").format(psycopg.sql.Identifier(table))
            yield from ((table, row) for row in connection.execute(everything))
