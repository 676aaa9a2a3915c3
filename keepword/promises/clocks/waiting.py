"""Keep the waits: one row from a customer's word to the next by a person, written with the facts themselves.

What happens every day (a message, an answer, a resolution) moves one row. What changes the past (an answer that
failed, a resolution taken back, spam) reads the conversation again as a whole, and so does `rebuild`: both ways end in
the same rows, and a test holds them to it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import SPAM, is_spam
from keepword.events.models import Event
from keepword.hours.spans import seconds_between
from keepword.kit.inserting import insert_all
from keepword.kit.prepared import Prepared, PreparedModels
from keepword.kit.updating import update
from keepword.promises.clocks.calendars import Calendars, seconds
from keepword.promises.clocks.deeds import Story
from keepword.promises.clocks.stories import SETTLES, settles, stories_of
from keepword.promises.clocks.terms import facts_at, facts_over_time
from keepword.promises.clocks.turns import ENDED_BY, Span, waits_of
from keepword.promises.models.wait import REPLY, Wait

CHANGE_THE_PAST = {
    "message.failed",
    "message.moved",
    "message.left",
    "conversation.marked_spam",
    "conversation.unmarked_spam",
    "conversation.merged",
    "conversation.took_in",
    "conversation.unmerged",
    "conversation.gave_back",
}


def follow(event: Event) -> None:
    follow_all([event])


def follow_all(events: Sequence[Event]) -> None:
    """Facts of one transaction, in their order. A hundred new messages cost what one costs."""
    again = {event.conversation_id for event in events if event.conversation_id and _changes_the_past(event)}
    simple = [event for event in events if event.conversation_id not in again]
    _arrive([event for event in simple if event.name == "message.received"])
    for event in simple:
        if event.name == "message.queued" and not event.data.get("automatic"):
            _answer(event)
        elif event.name in SETTLES and settles(event.name, event.data):
            _end(event, by=ENDED_BY[SETTLES[event.name]])
    if again:
        read_again(again)


def _changes_the_past(event: Event) -> bool:
    data = event.data
    return bool(
        event.name in CHANGE_THE_PAST or data.get("takes_back") or data.get("again") or data.get("was") == SPAM
    )


def _arrive(events: list[Event]) -> None:
    """Start a wait where none runs. What comes into spam starts none."""
    told = [event.message_id for event in events if event.message_id and not event.data.get("is_automatic")]
    if not told:
        return
    rows = ARRIVED(message=told[0]) if len(told) == 1 else list(_arrived().filter(id__in=told))
    ids = {conversation_id for conversation_id, *_ in rows}
    known = KNOWN(conversation=min(ids)) if len(ids) == 1 else list(_known().filter(conversation_id__in=ids))
    begun: dict[int, bool] = {}
    for conversation_id, ended_at in known:
        begun[conversation_id] = begun.get(conversation_id, False) or ended_at is None
    new = []
    for conversation_id, at, inbox_id, channel, priority, language in rows:
        if not begun.get(conversation_id):
            new.append(
                Wait(
                    conversation_id=conversation_id,
                    inbox_id=inbox_id,
                    channel=channel,
                    priority=priority,
                    language=language,
                    is_first=conversation_id not in begun,
                    started_at=at,
                )
            )
            begun[conversation_id] = True
    insert_all(new)


def _arrived() -> QuerySet[Message, Any]:
    fields = ("at", "inbox_id", "conversation__channel", "conversation__priority", "conversation__language")
    arrived = Message.objects.exclude(is_spam("conversation__")).order_by("id")  # house: for the clocks, as below
    return arrived.values_list("conversation_id", *fields)


def _known() -> QuerySet[Wait, Any]:
    """Of a conversation that waits, or waited before: is this word its first?"""
    return Wait.objects.filter(Q(is_first=True) | Q(ended_at=None)).values_list("conversation_id", "ended_at")


def _one_arrived(message: int) -> QuerySet[Message, Any]:
    return _arrived().filter(id=message)


def _one_known(conversation: int) -> QuerySet[Wait, Any]:
    return _known().filter(conversation_id=conversation)


ARRIVED, KNOWN = Prepared(_one_arrived), Prepared(_one_known)


def _answer(event: Event) -> None:
    for at, agent_id in ANSWER(message=event.message_id or 0):
        _end(event, by=REPLY, at=at, agent_id=agent_id)


def _end(event: Event, *, by: str, at: Any = None, agent_id: int | None = None) -> None:
    for wait in RUNNING.rows(conversation=event.conversation_id or 0):
        span = Span(wait.started_at, wait.priority, max(at or event.at, wait.started_at), by, agent_id)
        [(team_id,)] = TEAM(conversation=wait.conversation_id)
        _set(wait, span=span, team_id=team_id, calendars=Calendars())
        update(Wait, pk=wait.pk, **{name: getattr(wait, name) for name in ENDING})


def _said(message: int) -> QuerySet[Message, Any]:
    people = Message.objects.filter(id=message, is_automatic=False)  # house: for the clocks, whatever inbox it is in
    return people.values_list("at", "agent_id")


def _team(conversation: int) -> QuerySet[Conversation, Any]:
    return Conversation.objects.filter(pk=conversation).values_list("team_id")  # house: as above


def _running(conversation: int) -> QuerySet[Wait]:
    return Wait.objects.running().filter(conversation_id=conversation)


ANSWER, TEAM, RUNNING = Prepared(_said), Prepared(_team), PreparedModels(_running)
ENDING = ["ended_at", "ended_by", "agent_id", "calendar_seconds", "business_seconds", "hours_version_id"]


def read_again(conversation_ids: Iterable[int]) -> int:
    """Make the rows of these conversations what their messages and facts say. Returns how many rows that changed."""
    ids = list(conversation_ids)
    rows: dict[int, list[Wait]] = {number: [] for number in ids}
    for wait in Wait.objects.filter(conversation_id__in=ids).order_by("started_at", "id"):
        rows[wait.conversation_id].append(wait)
    new: list[Wait] = []
    changed = 0
    calendars = Calendars()
    for story in stories_of(ids):
        made, moved = _match(story, rows=rows[story.conversation_id], calendars=calendars)
        new += made
        changed += moved
    Wait.objects.bulk_create(new)
    return changed + len(new)


def _match(story: Story, *, rows: list[Wait], calendars: Calendars) -> tuple[list[Wait], int]:
    """Rows to create, and how many were changed. Those that run are written last: only one may."""
    spans = waits_of(story)
    new = [_row(story, span=span, is_first=not place, calendars=calendars) for place, span in enumerate(spans)]
    surplus = rows[len(new) :]
    for wait in surplus:
        wait.delete()
    moved = [(old, made) for old, made in zip(rows, new, strict=False) if _facts(old) != _facts(made)]
    for old, made in sorted(moved, key=lambda pair: pair[1].is_running):
        made.pk = old.pk
        made.save(force_update=True)
    return new[len(rows) :], len(surplus) + len(moved)


def _row(story: Story, *, span: Span, is_first: bool, calendars: Calendars) -> Wait:
    wait = Wait(
        conversation_id=story.conversation_id,
        inbox_id=story.inbox_id,
        channel=story.channel,
        priority=span.priority,
        language=story.language,
        is_first=is_first,
        started_at=span.started_at,
    )
    team_id = facts_at(facts_over_time(story), span.ended_at).team_id if span.ended_at else None
    _set(wait, span=span, team_id=team_id, calendars=calendars)
    return wait


def _set(wait: Wait, *, span: Span, team_id: int | None, calendars: Calendars) -> None:
    wait.ended_at, wait.ended_by, wait.agent_id = span.ended_at, span.ended_by, span.agent_id
    if span.ended_at is None:
        wait.calendar_seconds = wait.business_seconds = wait.hours_version_id = None
    else:
        wait.calendar_seconds = seconds(span.started_at, span.ended_at)
        hours = calendars.of(team_id=team_id, inbox_id=wait.inbox_id, ended_at=span.ended_at)
        wait.business_seconds = seconds_between(hours.hours, span.started_at, span.ended_at)
        wait.hours_version_id = hours.version_id


def _facts(wait: Wait) -> tuple[Any, ...]:
    return wait.priority, wait.is_first, wait.started_at, wait.ended_at, wait.ended_by, wait.agent_id
