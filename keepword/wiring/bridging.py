"""From asyncio to Django's threads and back, with one step each way.

Handing over an answer piece by piece (the head, the body, the end), the thread waiting for each, took a quarter of an
ordinary page: two threads of one Python that wake each other. A page is ready as a whole, so it goes over as a whole.
What is sent to us is read before a thread is taken, unless it is large: a slow sender holds up nobody else.
"""

import asyncio
import contextvars
import io
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from a2wsgi.wsgi import Body, build_environ

from keepword.events import giving_way
from keepword.kit.databases.sqlite.room import read_much

SMALL = 1_000_000  # bytes of a body that is read beforehand; larger ones come with files
PIECE = 256_000  # bytes of a file that go over at once

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class SenderLeft(Exception):
    """Whoever asked went away before all was said."""


class _Begun(NamedTuple):
    """An answer and its first piece. `rest` is None when that was all of it."""

    start: Message
    piece: bytes
    rest: "_Rest | None"


class _Rest(NamedTuple):
    chunks: Iterator[bytes]
    response: Any


class Bridge:
    """A WSGI application on a few threads, as an ASGI application for HTTP."""

    def __init__(self, application: Application, *, threads: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page", initializer=read_much)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        try:
            environ = build_environ(scope, await _body(scope, receive))
        except SenderLeft:
            return
        run: Callable[..., Any] = contextvars.copy_context().run
        loop = asyncio.get_running_loop()
        begun = await loop.run_in_executor(self._threads, run, _ask, self._application, environ)
        await send(begun.start)
        await send({"type": "http.response.body", "body": begun.piece, "more_body": begun.rest is not None})
        if begun.rest is not None:
            await self._go_on(begun.rest, send=send, run=run)

    async def _go_on(self, rest: _Rest, *, send: Send, run: Callable[..., Any]) -> None:
        """A thread is taken for each piece, not while a slow reader takes it."""
        loop, is_last = asyncio.get_running_loop(), False
        try:
            while not is_last:
                piece, is_last = await loop.run_in_executor(self._threads, run, _piece, rest.chunks)
                await send({"type": "http.response.body", "body": piece, "more_body": not is_last})
        finally:
            await loop.run_in_executor(self._threads, run, rest.response.close)


async def _body(scope: Any, receive: Receive) -> Any:
    """What came with the request, as a file. Raises SenderLeft."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"0")
    if b"transfer-encoding" in headers or not length.isdigit() or len(length) > 7 or int(length) > SMALL:
        return Body(asyncio.get_running_loop(), receive)  # type: ignore[arg-type]
    return io.BytesIO(await _all_of_it(receive) if int(length) else b"")


async def _all_of_it(receive: Receive) -> bytes:
    pieces, has_more = [], True
    while has_more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise SenderLeft
        pieces.append(message.get("body", b""))
        has_more = message.get("more_body", False)
    return b"".join(pieces)


def _ask(application: Application, environ: dict[str, Any]) -> _Begun:
    """On a thread: the whole answer, or the beginning of a long one."""
    head: list[Any] = []
    with giving_way.quiet.serving():
        response = application(environ, lambda status, headers, exc_info=None: head.extend((status, headers)))
        chunks = iter(response)
        piece, is_last = _piece(chunks)
        if is_last and hasattr(response, "close"):
            response.close()
    return _Begun(_start(*head), piece, None if is_last else _Rest(chunks, response))


def _start(status: str, headers: Iterable[tuple[str, str]]) -> Message:
    named = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    return {"type": "http.response.start", "status": int(status[:3]), "headers": named}


def _piece(chunks: Iterator[bytes]) -> tuple[bytes, bool]:
    """Some of the answer, and whether it was the last of it."""
    parts, size = [], 0
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if size >= PIECE:
            return b"".join(parts), False
    return b"".join(parts), True
