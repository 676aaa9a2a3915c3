"""Who has a conversation open, and who is typing an answer to it: in memory, and in no database.

Each open screen says what it does every few seconds, and that it leaves. Who is silent is gone. A process hears of the
screens of all processes by the same carriers as of changes, see `hub.py`.
"""

import json
import threading
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from keepword.events import live

READING, WRITING, GONE = "reading", "writing", "gone"
DOINGS = (READING, WRITING, GONE)
SILENT_AFTER = 25.0  # seconds; a screen speaks every ten
MOST_SCREENS = 200  # of one conversation: further ones are not told
IS_HERE = "presence"  # the name of what screens hear
VISITOR = 0  # in place of an agent: the customer at the other end of a live chat


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What one screen of an agent does at a conversation, now. `inbox_id` decides who may hear of it."""

    conversation_id: int
    inbox_id: int
    agent_id: int
    name: str
    screen: str
    doing: str

    def as_text(self) -> str:
        return json.dumps({"glimpse": asdict(self)}, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Somebody:
    agent_id: int
    name: str
    is_writing: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    glimpse: Glimpse
    until: float


_here: dict[int, dict[tuple[int, str], _Seen]] = {}
_lock = threading.Lock()


def hear(text: str) -> bool:
    """A word of another process; False when it is about something else."""
    if not text.startswith('{"glimpse":'):
        return False
    try:
        glimpse = Glimpse(**json.loads(text)["glimpse"])
    except (ValueError, TypeError):
        return False
    note(glimpse)
    return True


def note(glimpse: Glimpse) -> None:
    """Screens of this process are told when that changes who is there, or what they do."""
    place = glimpse.conversation_id
    with _lock:
        before = _people(place)
        _put(glimpse)
        is_changed = _people(place) != before
    if is_changed:
        _tell([glimpse])


def who_is_at(conversation_id: int) -> list[Somebody]:
    """Agents, in the order of their coming."""
    with _lock:
        return [one for one in _people(conversation_id) if one.agent_id != VISITOR]


def visitor_at(conversation_id: int) -> str:
    """What the visitor of a chat does: READING, WRITING, or GONE when their page says nothing."""
    with _lock:
        theirs = [one for one in _people(conversation_id) if one.agent_id == VISITOR]
    return (WRITING if theirs[0].is_writing else READING) if theirs else GONE


def where_somebody_is() -> frozenset[int]:
    """The conversations that stand open somewhere: few, whatever there is in all."""
    return frozenset(_here)


def forget_silent() -> None:
    """Whose browser died said no farewell."""
    now, gone = time.monotonic(), []
    with _lock:
        for place, screens in list(_here.items()):
            late = [key for key, seen in screens.items() if seen.until <= now]
            gone += [screens.pop(key).glimpse for key in late]
            if not screens:
                del _here[place]
    _tell(gone)


def forget_all() -> None:
    """As after a start."""
    with _lock:
        _here.clear()


def _put(glimpse: Glimpse) -> None:
    key = (glimpse.agent_id, glimpse.screen)
    screens = _here.setdefault(glimpse.conversation_id, {})
    if glimpse.doing == GONE:
        screens.pop(key, None)
    elif key in screens or len(screens) < MOST_SCREENS:
        screens[key] = _Seen(glimpse, time.monotonic() + SILENT_AFTER)
    if not screens:
        del _here[glimpse.conversation_id]


def _people(conversation_id: int) -> list[Somebody]:
    """One line for a person, however many screens they have there."""
    now = time.monotonic()
    found: dict[int, Somebody] = {}
    for seen in _here.get(conversation_id, {}).values():
        if seen.until > now:
            one, known = seen.glimpse, found.get(seen.glimpse.agent_id)
            is_writing = one.doing == WRITING or bool(known and known.is_writing)
            found[one.agent_id] = Somebody(one.agent_id, one.name, is_writing)
    return list(found.values())


def _tell(glimpses: Iterable[Glimpse]) -> None:
    for place, inbox_id in {(one.conversation_id, one.inbox_id) for one in glimpses}:
        live.tell(live.Change(0, place, inbox_id, IS_HERE))
