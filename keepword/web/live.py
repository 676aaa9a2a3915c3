"""The live stream of an agent's screens: names of what changed, over server-sent events.

Served by asyncio itself, so that an open screen costs a socket and no thread. Who may hear what is decided when the
stream is opened, again as soon as anybody's rights or sessions change, when their session ends by its date, and every
minute: an agent who lost a team or signed out hears nothing more. What waits to be said is asked once more whether
they may hear it.
"""

import asyncio
import json
import logging
import math
import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse

from keepword.conversations.chatting.seating import screen_is_open
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.events import live, presence
from keepword.kit import clock
from keepword.notices.watching import page_is_open
from keepword.people.models import Agent
from keepword.people.recognising import SessionStore
from keepword.web.teamwork.present import present

log = logging.getLogger(__name__)

ADDRESS = "/live"
BEAT = 20.0  # seconds between two signs of life: proxies cut what is silent for a minute
DECIDE_AGAIN = 60.0
CUT_OFF_DECIDE_AGAIN = 1.0  # what other processes change is not heard of meanwhile
WAITING_WORDS = 500  # more than that unread and the screen is told to look again at everything

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class NotingMiddleware:
    """Notes how far the telling is before a page reads anything: `request.told`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.told = live.told_lately.mark()  # type: ignore[attr-defined]
        return self._get_response(request)


@dataclass(eq=False)
class Screen:
    """One open stream. `inbox_ids` None means all; `until` is when its session ends, by the clock of the process."""

    agent_id: int
    inbox_ids: frozenset[int] | None
    loop: asyncio.AbstractEventLoop
    until: float = math.inf
    words: asyncio.Queue[live.Change] = field(default_factory=lambda: asyncio.Queue(WAITING_WORDS))

    def hears(self, change: live.Change) -> bool:
        if change.agent_ids:
            return self.agent_id in change.agent_ids
        return change.conversation_id == 0 or self.inbox_ids is None or change.inbox_id in self.inbox_ids

    def is_shaken_by(self, change: live.Change) -> bool:
        """Whether they may hear less after it, or words were missed that said so."""
        return change.name in live.SIGNED_OUT or (change.conversation_id == 0 and not change.agent_ids)

    def tell(self, change: live.Change) -> None:
        """From any thread."""
        if self.hears(change):
            self.loop.call_soon_threadsafe(self._put, change)

    def _put(self, change: live.Change) -> None:
        if self.words.full():
            while not self.words.empty():
                self.words.get_nowait()
            change = live.LOOK_AGAIN
        self.words.put_nowait(change)


async def stream(scope: Message, receive: Receive, send: Send) -> None:
    """Serve one stream until the browser leaves or the agent may not listen any more."""
    key, mark = _session_key(scope), live.told_lately.mark()
    listener = await asyncio.to_thread(_decide, key)
    if listener is None:
        await _turn_away(send)
        return
    screen = Screen(listener.agent_id, listener.inbox_ids, asyncio.get_running_loop(), listener.until)
    stop = live.listen(screen.tell)
    left = asyncio.ensure_future(_until_left(receive))
    try:
        await _begin(send)
        # Told between the decision and the listening: a right may have gone in that moment.
        told = live.told_lately.since(mark)
        is_shaken = told is None or any(screen.is_shaken_by(one) for one in told)
        if is_shaken and not await _may_go_on(screen, key=key):
            return
        await _catch_up(screen, since=_noted(scope), send=send)
        await _talk(screen, key=key, left=left, send=send)
    finally:
        stop()
        left.cancel()


async def _catch_up(screen: Screen, *, since: str, send: Send) -> None:
    """What was told between the page and its stream, each thing once; all of it when that is not known."""
    mark = live.told_lately.mark()
    missed = live.told_lately.since(since)
    heard = [live.LOOK_AGAIN] if missed is None else [one for one in missed if screen.hears(one)]
    names = dict.fromkeys(name for change in heard if change.name != presence.IS_HERE for name in _names(change))
    await _say(send, f"id: {mark}\ndata: {json.dumps({'names': list(names), 'id': mark})}\n\n".encode())


async def _talk(screen: Screen, *, key: str, left: "asyncio.Future[None]", send: Send) -> None:
    decided_at = time.monotonic()
    while not left.done():
        word = asyncio.ensure_future(screen.words.get())
        either: set[asyncio.Future[Any]] = {word, left}
        rest = max(0.0, min(BEAT, screen.until - time.monotonic()))
        await asyncio.wait(either, timeout=rest, return_when=asyncio.FIRST_COMPLETED)
        if _closing.is_set():
            return
        change = word.result() if word.done() else None
        if change is None:
            word.cancel()
        again = min(decided_at + (CUT_OFF_DECIDE_AGAIN if live.is_cut_off() else DECIDE_AGAIN), screen.until)
        if time.monotonic() >= again or (change and screen.is_shaken_by(change)):
            decided_at = time.monotonic()
            if not await _may_go_on(screen, key=key):
                return
        if change is None:
            await _say(send, b": beat\n\n")
        elif screen.hears(change):
            await _say(send, _as_event(change))
        presence.forget_silent()


async def _may_go_on(screen: Screen, *, key: str) -> bool:
    """Whether they may listen at all; and what they may hear from now on."""
    listener = await asyncio.to_thread(_decide, key)
    if listener is not None:
        screen.inbox_ids, screen.until = listener.inbox_ids, listener.until
    return listener is not None


def _as_event(change: live.Change) -> bytes:
    if change.name == presence.IS_HERE:  # the one thing that no address has: it is told whole
        return f"data: {json.dumps({'names': [], 'present': present(change.conversation_id)})}\n\n".encode()
    mark = live.told_lately.mark(change.number)
    data = json.dumps({"names": _names(change), "what": change.name, "id": mark})
    return f"id: {mark}\ndata: {data}\n\n".encode()


def _names(change: live.Change) -> list[str]:
    if change.name in live.SIGNED_OUT:
        return []
    if change.agent_ids:
        return ["notices"] if change.name.startswith("notice.") else ["chats"]
    if change.conversation_id == 0:
        return ["everything"]
    names = [f"conversation-{change.conversation_id}", "inbox-list"]
    return [*names, "chats"] if change.name.startswith("chat.") else names


async def _begin(send: Send) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await _say(send, b"retry: 1000\n: hello\n\n")


async def _say(send: Send, text: bytes) -> None:
    await send({"type": "http.response.body", "body": text, "more_body": True})


async def _turn_away(send: Send) -> None:
    """204 tells the browser's EventSource not to come back by itself."""
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def _until_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


_closing = threading.Event()


def close_all() -> None:
    """The program is stopping: every stream ends at its next word, which is now."""
    _closing.set()
    live.tell(live.LOOK_AGAIN)


def _noted(scope: Message) -> str:
    """How far the screen has heard: a browser that comes back says it by itself, a new page in its address."""
    for name, value in scope["headers"]:
        if name == b"last-event-id":
            return str(value.decode("latin-1"))
    return parse_qs(scope["query_string"].decode("latin-1")).get("since", [""])[0]


def _session_key(scope: Message) -> str:
    for name, value in scope["headers"]:
        if name == b"cookie":
            morsel = SimpleCookie(value.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
            return morsel.value if morsel else ""
    return ""


@dataclass(frozen=True, slots=True)
class Listener:
    """`inbox_ids` are those that they may hear of, None for all; `until` as a screen's."""

    agent_id: int
    inbox_ids: frozenset[int] | None
    until: float


def _decide(key: str) -> Listener | None:
    """Who holds this session, None for nobody. That their page is open is written down."""
    close_old_connections()
    request = HttpRequest()
    request.session = SessionStore(key)
    if not key or SESSION_KEY not in request.session:
        return None
    agent = get_user(request)
    if not isinstance(agent, Agent):
        return None
    page_is_open(agent)
    screen_is_open(agent)
    ids = visible_inbox_ids(agent)
    return Listener(agent.pk, None if ids is None else frozenset(ids), _end_of(request.session))


def _end_of(session: SessionStore) -> float:
    """By the clock of the process, and a moment late: asked before its end it would only be asked again."""
    if session.ends_at is None:
        return math.inf
    return time.monotonic() + (session.ends_at - clock.now()).total_seconds() + 0.1
