"""When an answer leaves, and what happens to the conversation then: read from the buttons of the composer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import QueryDict

from keepword.conversations.drafting.departing import RESOLVE, SNOOZE, WAIT
from keepword.conversations.drafting.planning import NotToCome
from keepword.conversations.models import Conversation
from keepword.conversations.models.chat import CHAT
from keepword.kit import clock
from keepword.kit.zones import moment_in, zone_of
from keepword.people.models import Agent
from keepword.promises.ledger.offering import zone_of as their_zone

CHOSEN = "moment"


@dataclass(frozen=True, slots=True)
class Decision:
    """`later` is None for what leaves as soon as it can; `pause` is then how long it can be taken back."""

    then: str
    then_until: datetime | None
    later: datetime | None
    pause: timedelta

    @property
    def send_at(self) -> datetime:
        return self.later or clock.now() + self.pause


def decision_in(data: QueryDict, *, conversation: Conversation, by: Agent) -> Decision:
    """`then` is "resolve", or "snooze:" and a moment. `later` is a moment, or "moment" for what was typed in
    `later-at`, on the wall of whom `later-zone` says. Raises NotToCome."""
    then, _, until = data.get("then", "").partition(":")
    then = then if then in (RESOLVE, SNOOZE) else WAIT
    then_until = to_come(until, zone=by.time_zone) if then == SNOOZE else None
    later = data.get("later", "")
    if later == CHOSEN:
        zone = their_zone(conversation) if data.get("later-zone") == "theirs" else by.time_zone
        at: datetime | None = to_come(data.get("later-at", ""), zone=zone)
    else:
        at = to_come(later, zone=by.time_zone) if later else None
    # Who chats is waiting at the other end: nothing to be taken back lies there for seconds.
    pause = timedelta(seconds=0 if conversation.channel == CHAT else by.undo_seconds)
    return Decision(then, then_until, at, pause)


def to_come(text: str, *, zone: str) -> datetime:
    """`zone` is for a time without one. Raises NotToCome for what is no moment, too: the answer to both is to choose
    another one."""
    now = clock.now()
    moment = moment_in(text, zone=zone_of(zone), now=now)
    if moment is None or moment <= now:
        raise NotToCome
    return moment
