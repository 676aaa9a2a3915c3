"""What somebody hears who sends more than we take: in their language, with what to do."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation

from keepword.api import problems
from keepword.kit.languages import code_of
from keepword.web import errors

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

HEARD_OUT = 10  # times the limit: as much of a form is read, and thrown away
FORM = b"multipart/form-data"


async def refuse(scope: Scope, receive: Receive, send: Send, *, limit: int) -> None:
    """Nothing of it is kept. A browser that still sends when it is refused shows "connection reset" instead of our
    words, so it is heard out first; a program is told at once."""
    if _header(scope, b"content-type").startswith(FORM):
        await _hear_out(receive, most=limit * HEARD_OUT)
    if scope["path"].startswith(problems.PREFIX):
        media_type, body = problems.MEDIA_TYPE, problems.written(problems.Problem(413), path=scope["path"])
        headers = [(b"content-type", media_type.encode())]
    else:
        response = await asyncio.to_thread(_page, scope)
        body = response.content
        headers = [(name.lower().encode(), value.encode()) for name, value in response.headers.items()]
    await send({"type": "http.response.start", "status": 413, "headers": [*headers, (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": body})


async def _hear_out(receive: Receive, *, most: int) -> None:
    while most > 0:
        message = await receive()
        most -= len(message.get("body", b"")) or 1
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return


def _page(scope: Scope) -> HttpResponse:
    """A page that asks nothing of the database, in the language of the address or of the browser."""
    request = HttpRequest()
    request.method, request.path = "GET", scope["path"]
    request.META = {"HTTP_ACCEPT_LANGUAGE": _header(scope, b"accept-language").decode("latin-1")}
    chosen = QueryDict(scope["query_string"]).get("language", "")
    with translation.override(code_of(str(chosen)) or translation.get_language_from_request(request)):
        response = errors.too_large(request)
        response.headers["Content-Language"] = translation.get_language() or ""
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def _header(scope: Scope, wanted: bytes) -> bytes:
    return next((bytes(value) for name, value in scope["headers"] if name == wanted), b"")
