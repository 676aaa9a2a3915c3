"""Who may see what has changed: every open screen looks again, and every stream asks again who may listen."""

from keepword.events import hub, live
from keepword.events.models import Event
from keepword.events.news import News


def announce(fact: Event) -> None:
    """Once this transaction is committed. Raises ValueError for what is not in `live.ANNOUNCED`: another process on
    the same file would not hear of it."""
    if fact.name not in live.ANNOUNCED:
        raise ValueError(fact.name)
    hub.announce_on_commit(News(event_ids=(fact.pk,), changes=[live.announced(fact.pk)], work={}))
