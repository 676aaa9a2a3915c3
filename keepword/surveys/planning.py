"""A conversation was resolved: ask about it after a pause, where the brand asks at all."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from keepword.conversations.models import Conversation, Inbox
from keepword.events.models import Event
from keepword.kit.inserting import insert_all
from keepword.surveys.models import DROPPED, PLANNED, Asking, Survey


def plan(event: Event) -> None:
    """On `conversation.resolved`, in its transaction."""
    plan_all([event])


def plan_all(events: Sequence[Event]) -> None:
    """One query where no brand asks. Whether to ask after all is decided when it is due: see `asking.py`."""
    pauses = {one.brand_id: one.pause for one in Asking.objects.filter(is_on=True)}
    if not pauses:
        return
    ids = {event.inbox_id for event in events if event.inbox_id}
    brands = dict(Inbox.objects.filter(pk__in=ids, brand_id__in=pauses).values_list("id", "brand_id"))
    resolved = {event.conversation_id or 0: event for event in events if event.inbox_id in brands}
    if not resolved:
        return
    # For the system: it was told by the fact, in whatever inbox it is.
    rows = Conversation.objects.filter(pk__in=resolved).only(
        "id", "inbox_id", "channel", "assignee_id", "team_id", "resolved_at"
    )
    Survey.objects.filter(conversation_id__in=resolved, state=PLANNED).update(state=DROPPED, reason="again")
    insert_all([_planned(row, event=resolved[row.pk], pauses=pauses, brands=brands) for row in rows])


def _planned(row: Conversation, *, event: Event, pauses: Mapping[int, timedelta], brands: Mapping[int, int]) -> Survey:
    resolver = event.actor_id if event.actor_kind == "agent" else None
    return Survey(
        conversation_id=row.pk,
        inbox_id=row.inbox_id,
        channel=row.channel,
        agent_id=row.assignee_id or resolver,
        team_id=row.team_id,
        cause=event,
        resolved_at=row.resolved_at or event.at,
        due_at=event.at + pauses[brands[row.inbox_id]],
    )
