"""What people did in a conversation, as far as clocks care: the log and the messages read into one short list.

Pure; `stories.py` reads it from the database. The order is that of the log, which is the order of storing.
"""

from dataclasses import dataclass, field
from datetime import datetime

ARRIVED = "arrived"  # a customer's message, never a robot's
ANSWERED = "answered"  # a public reply by a person that did not fail
FAILED = "failed"  # a reply came back: somebody has to do something
RESOLVED, AWAITED, NO_REPLY_NEEDED = "resolved", "awaited", "no_reply_needed"
REOPENED, SNOOZED, WOKEN = "reopened", "snoozed", "woken"
PRIORITISED, TAGGED, UNTAGGED, TEAM_ASSIGNED = "prioritised", "tagged", "untagged", "team_assigned"
MARKED_SPAM, UNMARKED_SPAM, MERGED = "marked_spam", "unmarked_spam", "merged"
TOOK_IN = "took_in"  # another one was merged into it, in which somebody waited since then


@dataclass(frozen=True, slots=True)
class Deed:
    """`settles`: it declared messages done without an answer. `takes_back`: that, after all, they were not. `value`
    and `was` are the priority, the tag or the team of a change of it.

    `place` is a message's place in the order of storing, None where it is not known. An answer that is sent again is
    one to what came `before` that place only, None for every other answer; `still_waits`: it left something open."""

    what: str
    at: datetime
    agent_id: int | None = None
    settles: bool = False
    takes_back: bool = False
    value: int | str | None = None
    was: int | None = None
    place: int | None = None
    before: int | None = None
    still_waits: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """One conversation: what it is now, and what was done in it. `domains` are those of the contact's addresses."""

    conversation_id: int
    inbox_id: int
    brand_id: int
    team_id: int | None
    channel: str
    language: str
    priority: int
    is_spam: bool = False
    tags: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    deeds: tuple[Deed, ...] = field(default=())

    def when(self, what: str) -> datetime | None:
        """The last time that this was done."""
        return next((deed.at for deed in reversed(self.deeds) if deed.what == what), None)
