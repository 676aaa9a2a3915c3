"""Letters go when their time has come, one for everything that is due for an agent. What was read meanwhile, and what
they may not see any more, does not go."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction

from keepword.channels.email.composing import NoAddress
from keepword.channels.email.relays.outcomes import NotNow, Refused
from keepword.channels.email.sending import hand_over
from keepword.conversations.models import Inbox
from keepword.events import log
from keepword.events.models import Event
from keepword.events.reacting import Finish, TryLater
from keepword.kit import clock
from keepword.notices.counting import hold
from keepword.notices.kinds import ALARMS
from keepword.notices.letters import compose
from keepword.notices.models import Notice
from keepword.notices.resting import let_letters_rest
from keepword.people.models import Agent

QUEUED = "notice.queued"
STALE = timedelta(hours=12)  # nobody needs a letter about yesterday's alarm
AT_MOST, WITHIN = 20, timedelta(hours=1)  # letters to one agent: beyond that they come together, an hour later
AGENTS_AT_ONCE = 200
LINES = 100  # of one letter; the list says more


def queue_due() -> int:
    """Run by the schedule; twice at once does no harm. Without a relay they wait, and are dropped when they are old.
    Returns how many letters are on their way."""
    if not settings.RELAY.backend:
        return 0
    due = Notice.objects.filter(mail_at__lte=clock.now())  # house: sent to whom they belong
    agents = due.order_by("agent_id").values_list("agent_id", flat=True).distinct()[:AGENTS_AT_ONCE]
    return sum(_queue(agent) for agent in list(agents))


@transaction.atomic
def _queue(agent_id: int) -> bool:
    held, now = hold([agent_id]), clock.now()
    due = Notice.objects.filter(agent_id=agent_id, mail_at__lte=now)  # house: sent to whom they belong
    if held and not due.filter(kind__in=ALARMS).exists() and _had_enough(agent_id):
        due.update(mail_at=now + WITHIN)
        return False
    fresh = due.unread().filter(mail_at__gt=now - STALE).order_by("at", "id")
    if held:
        let_letters_rest(fresh, of=held[agent_id], now=now)
    found = list(fresh.values_list("id", "conversation_id", "conversation__inbox_id")[:LINES]) if held else []
    due.update(mail_at=None)
    if found:
        where = found[0][1:] if len(found) == 1 else (None, None)
        log.record(
            QUEUED, conversation_id=where[0], inbox_id=where[1], to=agent_id, notices=[number for number, *_ in found]
        )
    return bool(found)


def _had_enough(agent_id: int) -> bool:
    sent = Event.objects.filter(name=QUEUED, at__gt=clock.now() - WITHIN).values_list("data", flat=True)
    return sum(data["to"] == agent_id for data in sent) >= AT_MOST


def mail(event: Event) -> Finish | None:
    """Reaction to `notice.queued`. An address that is one of our inboxes is passed over: that letter would come back
    as a customer's."""
    agent = Agent.objects.active().filter(pk=event.data["to"]).first()
    if agent is None or Inbox.objects.filter(address__iexact=agent.email).exists():  # house: compared, not shown
        return None
    notices = _still_news(event, agent=agent)
    if not notices or clock.now() - event.at > STALE:
        return None
    try:
        hand_over(compose(event, notices=notices, agent=agent), to=[agent.email])
    except (Refused, NoAddress) as refused:
        return partial(_failed, event, reason=getattr(refused, "reason", "noaddress"))
    except NotNow as later:
        raise TryLater(str(later)) from later
    return None


def _still_news(event: Event, *, agent: Agent) -> list[Notice]:
    """As it is at the moment of sending."""
    rows = Notice.objects.visible_to(agent).unread().filter(pk__in=event.data.get("notices", ()))
    return list(rows.select_related("conversation__inbox__brand", "event__cause").order_by("at", "id"))


@transaction.atomic
def _failed(event: Event, *, reason: str) -> None:
    log.record(
        "notice.failed",
        conversation_id=event.conversation_id,
        inbox_id=event.inbox_id,
        cause=event,
        to=event.data["to"],
        reason=reason,
    )
