"""Who may see what has changed: every open screen looks again, and every stream asks again who may listen."""

from keepword.events import hub
from keepword.events.live import Change
from keepword.events.models import Event
from keepword.events.news import News


def announce(fact: Event) -> None:
    """Once this transaction is committed."""
    change = Change(fact.pk, 0, None, "agent.changed")
    hub.announce_on_commit(News(event_ids=(fact.pk,), changes=[change], work={}))
