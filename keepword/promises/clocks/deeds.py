"""What people did in a conversation, as far as clocks care: the log and the messages read into one short list.

Pure; `stories.py` reads it from the database. The order is that of the log, which is the order of storing.
"""

from dataclasses import dataclass
from datetime import datetime

ARRIVED = "arrived"  # a customer's message, never a robot's
ANSWERED = "answered"  # a public reply by a person that did not fail
SETTLED = "settled"  # declared done without an answer; `how` says by what
TAKEN_BACK = "taken_back"  # not done after all
PRIORITISED = "prioritised"
MARKED_SPAM = "marked_spam"


@dataclass(frozen=True, slots=True)
class Deed:
    """`agent_id` of an answer, `how` of a settlement, `priority` and what it was before of a change of it."""

    what: str
    at: datetime
    agent_id: int | None = None
    how: str = ""
    priority: int = 0
    priority_before: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """One conversation. `priority` is that of now, `is_spam` its state of now."""

    conversation_id: int
    inbox_id: int
    team_id: int | None
    channel: str
    language: str
    priority: int
    is_spam: bool
    deeds: tuple[Deed, ...] = ()
