"""The one ASGI application and the limits of what it takes in."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from keepword.web import live, pictures
from keepword.widget import live as visitors
from keepword.wiring import oversize
from keepword.wiring.bridging import Bridge

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

THREADS = 3
LONG_FILES = "/contacts/import"  # the one address that takes them
FORM_OVERHEAD = 1_000_000  # bytes of a form besides its files


class Application:
    """Everything that comes in by HTTP."""

    def __init__(self) -> None:
        self._pages = Bridge(WSGIHandler(), threads=THREADS)
        self._pictures = pictures.Pictures()
        self._limit = settings.UPLOAD_SIZE_LIMIT + FORM_OVERHEAD
        self._limit_of_long_files = max(settings.IMPORT_SIZE_LIMIT, settings.UPLOAD_SIZE_LIMIT) + FORM_OVERHEAD

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live_as_long_as_asked(receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close"})
        elif scope["path"] == live.ADDRESS:
            await live.stream(scope, receive, send)
        elif scope["path"] == visitors.ADDRESS:
            await visitors.stream(scope, receive, send)
        elif scope["path"].startswith(pictures.ADDRESS):
            await self._pictures(scope, receive, send)
        else:
            limit = self._limit_of_long_files if scope["path"] == LONG_FILES else self._limit
            if _declared_length(scope) > limit:
                await oversize.refuse(scope, receive, send, limit=limit)
            else:
                await self._pages(scope, _Counted(receive, limit=limit), send)


class _Counted:
    """The body of a request, cut off past the limit: a sender who declares no length is bounded too."""

    def __init__(self, receive: Receive, *, limit: int) -> None:
        self._receive = receive
        self._left = limit

    async def __call__(self) -> MutableMapping[str, Any]:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            return {"type": "http.disconnect"}
        return message


def _declared_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and len(value) < 19:
            return int(value)
    return 0


async def _live_as_long_as_asked(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await send({"type": "lifespan.shutdown.complete"})
            return


application = Application()
