import asyncio
import base64

import pytest
import time_machine

from keepword.web import pictures

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def test_an_address_leads_back_to_its_picture():
    url = "https://shop.example/图片.png?size=2&name=a|b"
    assert _ask_back(pictures.picture_address(url)) == url


def test_the_same_picture_keeps_its_address_for_a_while():
    with time_machine.travel("2026-11-21T18:00Z", tick=False) as time:
        first = pictures.picture_address("https://shop.example/a.png")
        time.shift(3600)
        assert pictures.picture_address("https://shop.example/a.png") == first


def test_an_address_ends():
    with time_machine.travel("2026-11-21T18:00Z", tick=False) as time:
        address = pictures.picture_address("https://shop.example/a.png")
        time.shift(6 * 3600)
        assert _ask_back(address)
        time.shift(6 * 3600)
        assert _ask_back(address) is None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:image/png;base64,aa", "//a/b", "http://a\ud800", ""])
def test_what_is_never_fetched_has_no_address(url):
    assert pictures.picture_address(url) == ""


def test_nobody_makes_an_address_without_our_key():
    address = pictures.picture_address("https://shop.example/a.png")
    for token in ["", "x", "é" * 40, "0" * 20 + address[-40:], address[len(pictures.ADDRESS) :][:-4] + "AAAA"]:
        assert pictures.address_of(token) is None


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PIXEL, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x1cftypavif", "image/avif"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", ""),
        (b"<html>", ""),
        (b"", ""),
    ],
)
def test_a_picture_is_known_by_its_bytes(content, kind):
    assert pictures.kind_of(content) == kind


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PIXEL, 200),
        (b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n<script>alert(1)</script>", 502),
        (b"HTTP/1.1 404 Not Found\r\n\r\n" + PIXEL, 502),
    ],
)
def test_only_a_picture_is_shown_and_it_cannot_act(settings, reply, status):
    settings.PRIVATE_ADDRESSES_ALLOWED = True
    sent, request = asyncio.run(_show(reply))
    headers = dict(sent[0]["headers"])
    assert sent[0]["status"] == status
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert b"sandbox" in headers[b"content-security-policy"]
    assert (sent[1]["body"] == PIXEL) == (status == 200)
    assert b"cookie" not in request.lower()
    assert b"referer" not in request.lower()


def test_a_stranger_cannot_make_us_fetch():
    sent = asyncio.run(_get("/pictures/https://shop.example/a.png"))
    assert sent[0]["status"] == 404


def _ask_back(address):
    return pictures.address_of(address.removeprefix(pictures.ADDRESS))


async def _show(reply):
    heard = []

    async def answer(reader, writer):
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(reply)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        sent = await _get(pictures.picture_address(f"http://127.0.0.1:{port}/a.png"))
    return sent, heard[0]


async def _get(path):
    """As the server asks: with the cookies and the referrer of the reader's browser."""
    sent = []

    async def send(message):
        sent.append(message)

    headers = [(b"cookie", b"keepword=secret"), (b"referer", b"https://desk.example/conversations/42")]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers}
    await pictures.Pictures()(scope, None, send)
    return sent
