"""Remote pictures of a mail, fetched for an agent who asked to see them: the sender learns nothing of the reader.

Served by asyncio itself, not by the few threads of the pages: a slow or spiteful server costs a socket, not the desk.
The address is signed and ends by itself. It carries no session, because a picture in the sandboxed frame of a mail
is asked for without cookies; who may see the mail was decided when the frame was made.
"""

import asyncio
import base64
import binascii
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings

from keepword.kit import clock, http, tokens

log = logging.getLogger(__name__)

ADDRESS = "/pictures/"
PURPOSE = "picture"
LASTS = 12 * 3600  # seconds, at least half of it: addresses change only this often, so that browsers can keep pictures
LONGEST = 2000  # characters of an address
SIZE = 5_000_000
SECONDS = 10.0
AT_ONCE = 8

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

SAFE = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; sandbox"),
    (b"cross-origin-resource-policy", b"cross-origin"),  # the frame of a mail is an origin of its own
    (b"referrer-policy", b"no-referrer"),
]


def picture_address(url: str) -> str:
    """Where this server shows the remote picture `url` (http or https) for the next hours; "" for what it will
    never fetch."""
    if not url.lower().startswith(("http://", "https://")) or len(url) > LONGEST or not url.isprintable():
        return ""
    named = f"{_period()}|{url}"
    signed = tokens.signature(settings.SECRET_KEY, purpose=PURPOSE, text=named)
    return f"{ADDRESS}{signed}{base64.urlsafe_b64encode(named.encode()).decode().rstrip('=')}"


def address_of(token: str) -> str | None:
    """The remote address behind the end of one of ours; None when it is not ours or is too old."""
    signed, packed = token[: tokens.SIGNATURE_LENGTH], token[tokens.SIGNATURE_LENGTH :]
    try:
        named = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode()
    except (ValueError, binascii.Error):
        return None
    if not signed.isascii() or not tokens.is_signed(settings.SECRET_KEY, purpose=PURPOSE, text=named, by=signed):
        return None
    period, _, url = named.partition("|")
    return url if _period() - int(period) <= 1 else None


def _period() -> int:
    return int(clock.now().timestamp()) // (LASTS // 2)


class Pictures:
    """The ASGI application under `ADDRESS`."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        url = address_of(scope["path"].removeprefix(ADDRESS))
        if scope["method"] != "GET" or url is None:
            await _answer(send, status=404, type="text/plain", content=b"Not found\n", keep=b"no-store")
            return
        async with self._places:
            content = await _fetch(url)
        kind = kind_of(content)
        if kind:
            await _answer(send, status=200, type=kind, content=content, keep=b"private, max-age=3600")
        else:
            await _answer(send, status=502, type="text/plain", content=b"No picture\n", keep=b"no-store")


async def _fetch(url: str) -> bytes:
    """The bytes there, b"" when there are none to be had."""
    try:
        answer = await http.fetch(url, at_most=SIZE, within=SECONDS, headers={"Accept": "image/*"})
    except (http.Refused, http.Unreachable) as error:
        log.info("A remote picture was not shown: %s %s", type(error).__name__, error)
        return b""
    return answer.content if answer.status == 200 else b""


def kind_of(content: bytes) -> str:
    """The media type of a raster picture by its first bytes, "" for anything else. What the server claims does not
    count; SVG is a document that can act, and is not shown."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    return next((kind for start, kind in STARTS.items() if content.startswith(start)), "")


STARTS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"BM": "image/bmp",
}


async def _answer(send: Send, *, status: int, type: str, content: bytes, keep: bytes) -> None:  # noqa: A002
    headers = [
        (b"content-type", type.encode()),
        (b"content-length", str(len(content)).encode()),
        (b"cache-control", keep),
        *SAFE,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
