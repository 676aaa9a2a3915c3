"""The live stream of a visitor's page: "there is something new" and "somebody is writing", over server-sent events.

It never carries words: those are fetched by the ordinary address, after the last one that the page has, so a stream
that was cut loses nothing. Served by asyncio itself; who may listen is decided at the beginning and every minute.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from django.db import close_old_connections

from keepword.channels.chat.models import Visit
from keepword.channels.chat.tickets import NoTicket, read
from keepword.channels.chat.visiting import conversation_of, touch, visit_of
from keepword.events import hub, live, presence
from keepword.kit import clock
from keepword.people.models import Agent

ADDRESS = "/widget/live"
BEAT = 20.0  # seconds between two signs of life: proxies cut what is silent for a minute
DECIDE_AGAIN = 60.0
HERE_AGAIN = presence.SILENT_AFTER / 2  # agents see who is there
MOST = 2000  # streams of one process: more than that would take the agents' own
WORDS, WRITING = "words", "writing"

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_open: set["Ear"] = set()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visit goes on. `screen` tells it from every other."""

    conversation_id: int
    inbox_id: int
    screen: str


@dataclass(eq=False)
class Ear:
    """One open page. `has_news` and `writers` are what it was not told yet."""

    place: Place
    loop: asyncio.AbstractEventLoop
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    has_news: bool = True  # whoever comes, or comes back, looks once
    is_closing: bool = False

    def hear(self, change: live.Change) -> None:
        """From any thread."""
        if change.conversation_id in (self.place.conversation_id, 0) and not change.agent_ids:
            self.loop.call_soon_threadsafe(self._wake, change.name != presence.IS_HERE)

    def _wake(self, is_news: bool) -> None:
        self.has_news = self.has_news or is_news
        self.woken.set()


async def stream(scope: Message, receive: Receive, send: Send) -> None:
    """Serve one stream until the page leaves or its ticket ends."""
    ticket = _ticket(scope)
    place = await asyncio.to_thread(_decide, ticket) if len(_open) < MOST else None
    if place is None:
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b""})
        return
    ear = Ear(place, asyncio.get_running_loop())
    stop = live.listen(ear.hear)
    _open.add(ear)
    left = asyncio.ensure_future(_until_left(receive, ear))
    try:
        await _begin(send)
        await _talk(ear, ticket=ticket, left=left, send=send)
    finally:
        stop()
        _open.discard(ear)
        left.cancel()
        await asyncio.to_thread(_here, ear.place, presence.GONE)


async def _talk(ear: Ear, *, ticket: str, left: "asyncio.Future[None]", send: Send) -> None:
    decide_at, here_at = time.monotonic() + DECIDE_AGAIN, 0.0
    writers: list[int] = []
    while not left.done() and not ear.is_closing:
        ear.woken.clear()
        if time.monotonic() > here_at:
            here_at = time.monotonic() + HERE_AGAIN
            await asyncio.to_thread(_here, ear.place, presence.READING)
        now_writing = _writers(ear.place.conversation_id)
        if ear.has_news:
            ear.has_news = False
            await _tell(send, {"what": WORDS})
        if now_writing != writers:
            writers = now_writing
            await _tell(send, {"what": WRITING, "names": await asyncio.to_thread(_names, writers)})
        try:
            await asyncio.wait_for(ear.woken.wait(), min(BEAT, HERE_AGAIN))
        except TimeoutError:
            await _say(send, b": beat\n\n")
            presence.forget_silent()
        if time.monotonic() > decide_at:
            decide_at = time.monotonic() + DECIDE_AGAIN
            place = await asyncio.to_thread(_decide, ticket)
            if place is None:
                return
            ear.place = place


def _here(place: Place, doing: str) -> None:
    close_old_connections()
    show(place, doing=doing)


def show(place: Place, *, doing: str, screen: str = "") -> None:
    """What the visitor does, told to the screens of agents: never what they type."""
    here = screen or place.screen
    hub.show(presence.Glimpse(place.conversation_id, place.inbox_id, presence.VISITOR, "", here, doing))


def _writers(conversation_id: int) -> list[int]:
    return [one.agent_id for one in presence.who_is_at(conversation_id) if one.is_writing]


def _names(agent_ids: list[int]) -> list[str]:
    """As customers know them: colleagues see other names."""
    if not agent_ids:
        return []
    close_old_connections()
    return [agent.shown_name for agent in Agent.objects.filter(pk__in=agent_ids).order_by("id")]


async def _tell(send: Send, what: dict[str, Any]) -> None:
    await _say(send, f"data: {json.dumps(what)}\n\n".encode())


async def _begin(send: Send) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await _say(send, b": hello\n\n")


async def _say(send: Send, text: bytes) -> None:
    await send({"type": "http.response.body", "body": text, "more_body": True})


async def _until_left(receive: Receive, ear: Ear) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    ear.woken.set()


def close_all() -> None:
    """The program is stopping: every stream ends now."""
    for ear in list(_open):
        ear.is_closing = True
        ear.loop.call_soon_threadsafe(ear.woken.set)


def _ticket(scope: Message) -> str:
    for name, value in scope["headers"]:
        if name == b"x-chat-ticket":
            return str(value.decode("latin-1"))
    return ""


def _decide(ticket: str) -> Place | None:
    """The place of whoever holds this ticket, None for nobody. That their page is open is written down."""
    close_old_connections()
    visit = _visit(ticket)
    if visit is None:
        return None
    touch(visit)
    return place_of(visit)


def place_of(visit: Visit) -> Place:
    conversation = conversation_of(visit)
    return Place(conversation.pk, conversation.inbox_id, visit.number[:16])


def _visit(ticket: str) -> Visit | None:
    try:
        return visit_of(read(ticket, now=clock.now()))
    except NoTicket:
        return None
