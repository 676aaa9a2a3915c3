"""Tell open screens that something changed: names, never HTML.

A screen hears "conversation 42 of inbox 1 changed" and fetches what it shows through the ordinary view and its
permission check. `hub.py` carries the word between processes.
"""

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from keepword.events.memory import Memory
from keepword.events.recent import Recent

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Change:
    """What a screen may need to fetch again. `inbox_id` decides who may hear of it; 0 in `conversation_id` means
    that words may have been missed, and every screen should look again. What names `agent_ids` is for their screens
    alone. `number` is its place among what this process told, 0 before it is told."""

    event_id: int
    conversation_id: int
    inbox_id: int | None
    name: str
    agent_ids: tuple[int, ...] = ()
    number: int = field(default=0, compare=False)

    def as_text(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))


LOOK_AGAIN = Change(0, 0, None, "missed")

# A session ended: its streams end with it, and nobody else looks again.
SIGNED_OUT = ("agent.signed_out", "session.ended")
# Facts that concern the screens of those whom they name with "to".
FOR_AGENTS = ("notice.made", "notice.read", "agent.takes_chats", "agent.takes_no_chats", *SIGNED_OUT)
# After these all may see more or less: what `people/announcing.py` tells.
ANNOUNCED = frozenset(
    f"{noun}.{what}"
    for noun, facts in {
        "agent": ("added", "changed", "deactivated", "reactivated"),
        "team": ("added", "changed"),
        "role": ("made", "changed", "restored"),
        "inbox": ("added", "changed"),
        "tag": ("changed", "merged", "parted"),
    }.items()
    for what in facts
)


def change_of(event_id: int, conversation_id: int | None, inbox_id: int | None, name: str, data: Any) -> Change | None:
    """What a fact has to tell screens; None for nothing."""
    if name in FOR_AGENTS:
        return Change(event_id, 0, None, name, tuple(data["to"]))
    return Change(event_id, conversation_id, inbox_id, name) if conversation_id else None


def announced(event_id: int) -> Change:
    """Who may see what has changed: every open screen looks again, and every stream asks again who may listen."""
    return Change(event_id, 0, None, "agent.changed")


Listener = Callable[[Change], None]

_listeners: list[Listener] = []
_told = Memory()
_cut_off = threading.Event()
told_lately: Recent[Change] = Recent()


def from_text(text: str) -> Change:
    """Raises ValueError or TypeError on anything but our own words."""
    said = Change(**json.loads(text))
    return replace(said, agent_ids=tuple(said.agent_ids))  # JSON knows lists only


def listen(listener: Listener) -> Callable[[], None]:
    """Hear every change that reaches this process, from any thread. Returns how to stop."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def count_listeners() -> int:
    """How many streams of this process are open."""
    return len(_listeners)


def tell(change: Change) -> None:
    """Tell the listeners of this process, once: a change may reach it by more than one way."""
    if change.event_id and not _told.is_new(change.event_id):
        return
    numbered = replace(change, number=told_lately.keep(change))
    for listener in list(_listeners):
        listener(numbered)


def tell_all(changes: list[Change]) -> None:
    for change in changes:
        tell(change)


def cut_off() -> None:
    """The carrier is away: what other processes tell, of rights that went, too, does not come here."""
    _cut_off.set()


def joined() -> None:
    """The carrier brings again what others tell. What they told before may have been missed."""
    _cut_off.clear()
    tell(LOOK_AGAIN)


def is_cut_off() -> bool:
    """Whether a stream must not rely on hearing that a right went."""
    return _cut_off.is_set()


def tell_text(text: str) -> None:
    """A word of another process: screens hear. What is not ours is ignored."""
    try:
        change = from_text(text)
    except (ValueError, TypeError):
        log.warning("An unknown word came through the live hub and was ignored.")
        return
    tell(change)
