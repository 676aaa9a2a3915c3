"""When an answer leaves, and what happens to the conversation then: read from the buttons of the composer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from keepword.conversations.drafting.departing import RESOLVE, SNOOZE, WAIT
from keepword.conversations.drafting.planning import NotToCome
from keepword.conversations.models import Conversation
from keepword.conversations.models.chat import CHAT
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.promises.ledger.offering import zone_of

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
    then_until = moment_in(until) if then == SNOOZE else None
    later = data.get("later", "")
    if later == CHOSEN:
        zone = zone_of(conversation) if data.get("later-zone") == "theirs" else by.time_zone
        at: datetime | None = moment_in(data.get("later-at", ""), zone=zone)
    else:
        at = moment_in(later) if later else None
    # Who chats is waiting at the other end: nothing to be taken back lies there for seconds.
    pause = timedelta(seconds=0 if conversation.channel == CHAT else by.undo_seconds)
    return Decision(then, then_until, at, pause)


def moment_in(text: str, *, zone: str = "") -> datetime:
    """`zone` is for a time without one, the reader's when it is "". Raises NotToCome for what is no moment, too: the
    answer to both is to choose another one."""
    try:
        moment = parse_datetime(text)
    except ValueError as error:
        raise NotToCome from error
    if moment is None:
        raise NotToCome
    if timezone.is_naive(moment):
        moment = moment.replace(tzinfo=ZoneInfo(zone)) if zone else timezone.make_aware(moment)
    if moment <= clock.now():
        raise NotToCome
    return moment
