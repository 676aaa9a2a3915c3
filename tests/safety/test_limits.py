"""Nothing that comes in is larger than we can hold, whoever sends it and whatever it says of its size."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from django.conf import settings
from django.test import Client

from keepword.wiring.serving import FORM_OVERHEAD, LONG_FILES, Application
from tests.safety.addresses import ADMINISTRATOR, AGENT, ANYBODY, GUARDED, LINK, PROGRAM, of
from tests.safety.conftest import Sit, World

MOST = settings.UPLOAD_SIZE_LIMIT + FORM_OVERHEAD
MOST_OF_LONG_FILES = settings.IMPORT_SIZE_LIMIT + FORM_OVERHEAD
PIECE = b"x" * 250_000


def test_a_body_that_declares_too_much_is_refused_unread_at_every_address(world: World):
    """Its sender hears it before sending: nothing of the body is ever read."""
    paths = [world.path(one) for one in of(ANYBODY, LINK, AGENT, GUARDED, ADMINISTRATOR)]
    paths += [one.filled({"conversation_id": 1, "contact_id": 1, "inbox_id": 1}) for one in of(PROGRAM)]
    read: list[int] = []

    async def ask() -> list[int]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(Application()), base_url="http://desk") as client:
            return [
                (await client.post(path, content=_endless(read), headers=_too_much(path))).status_code
                for path in paths
            ]

    assert set(asyncio.run(ask())) == {413}
    assert read == []


def _too_much(path: str) -> dict[str, str]:
    return {"Content-Length": str((MOST_OF_LONG_FILES if path == LONG_FILES else MOST) + 1)}


@pytest.mark.parametrize(
    ("path", "accept", "words"),
    [
        ("/contact", "de-AT,en;q=0.5", "Das ist zu viel auf einmal"),
        ("/contact?language=ja", "de", "一度に送るには大きすぎます"),
        ("/c/x", "ar", 'dir="rtl"'),
        ("/conversations/1/replies", "", "This is too much at once"),
    ],
)
def test_who_sends_too_large_a_form_is_heard_out_and_reads_in_their_language_what_to_do(
    path: str, accept: str, words: str
):
    read: list[int] = []

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(Application()), base_url="http://desk") as client:
            headers = {
                "Content-Length": str(MOST + 1),
                "Content-Type": "multipart/form-data; boundary=x",
                "Accept-Language": accept,
            }
            return await client.post(path, content=_some(read), headers=headers)

    answer = asyncio.run(ask())
    assert (answer.status_code, len(read)) == (413, 3)
    assert words in answer.text
    assert str(settings.UPLOAD_SIZE_LIMIT // 1_000_000) in answer.text


async def _some(read: list[int]) -> AsyncIterator[bytes]:
    for _ in range(3):
        read.append(1)
        yield b"x" * 1000


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/contact", "/sign-in", "/api/v1/conversations", "/nowhere"])
def test_a_body_that_declares_nothing_is_cut_off(path: str):
    read: list[int] = []

    async def ask() -> int:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(Application(), raise_app_exceptions=False), base_url="http://desk"
        ) as client:
            return (await client.post(path, content=_endless(read))).status_code

    assert asyncio.run(ask()) >= 400
    assert sum(read) <= MOST + 2 * len(PIECE)


@pytest.mark.parametrize("path", ["/sign-in", "/contact", "/settings", "/conversations/{number}/notes"])
def test_a_form_without_files_holds_two_megabytes_at_most(world: World, at_desk: Sit, path: str):
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == 2_000_000
    browser = Client() if path == "/sign-in" else at_desk(world.cast.mina)
    body = b"text=" + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    kind = "application/x-www-form-urlencoded"
    answer = browser.post(path.format(number=world.conversation.pk), body, content_type=kind)
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize("path", ["/sign-in", "/contact"])
def test_a_form_has_a_bounded_number_of_questions(db: None, path: str):
    many = "&".join(f"n{number}=x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    answer = Client().post(path, many, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (400, 404, 413)


async def _endless(read: list[int]) -> AsyncIterator[bytes]:
    """A sender who never stops, within reason for a test."""
    while sum(read) < 4 * MOST:
        read.append(len(PIECE))
        yield PIECE
