"""Who else was asked, and when: tasks that wait for somebody, and side conversations. Three queries for as many
conversations as one likes, and none where there never was either."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from keepword.conversations.models import Aside, Conversation, InternalTask, Message
from keepword.conversations.models.aside import ASKED
from keepword.conversations.models.internal_task import NOBODY
from keepword.conversations.models.message import FAILED, INTERNAL, INWARD, OUTWARD
from keepword.events.models import Event
from keepword.promises.models.time_spent import ANOTHER_TEAM, SUPPLIER
from keepword.promises.time_spent.parting import Asking

FINISHED = "aside.finished"


class _Word(NamedTuple):
    """What changes whose word is next in a side conversation."""

    at: datetime
    is_asked: bool


def askings_of(conversation_ids: Iterable[int]) -> dict[int, list[Asking]]:
    """For the clocks, not for a person: by conversation, in whatever inbox it is."""
    # house: as above
    some = Conversation.objects.filter(Q(has_tasks=True) | ~Q(aside_state=""), id__in=list(conversation_ids))
    flags = list(some.values_list("id", "has_tasks", "aside_state"))
    found: dict[int, list[Asking]] = defaultdict(list)
    for number, asking in _in_tasks([number for number, has_tasks, _ in flags if has_tasks]):
        found[number].append(asking)
    for number, asking in _in_asides([number for number, _, state in flags if state]):
        found[number].append(asking)
    return found


def _in_tasks(ids: list[int]) -> list[tuple[int, Asking]]:
    """What was asked is put right by changing it, and what was not done after all was never done."""
    if not ids:
        return []
    # house: as above
    rows = InternalTask.objects.filter(conversation_id__in=ids).exclude(awaits=NOBODY)
    told = rows.values_list("conversation_id", "awaits", "given_at", "done_at")
    return [(number or 0, Asking(awaits, since, until)) for number, awaits, since, until in told]


def _in_asides(ids: list[int]) -> list[tuple[int, Asking]]:
    if not ids:
        return []
    words = _words(ids)
    found: list[tuple[int, Asking]] = []
    for aside in Aside.objects.filter(conversation_id__in=ids):  # house: as above
        whom = ANOTHER_TEAM if aside.is_internal else SUPPLIER
        # What was answered or done elsewhere, before a merge, waits for nobody now.
        last = None if aside.state == ASKED else aside.last_activity_at
        found += [(aside.conversation_id, Asking(whom, *span)) for span in _spans(words.get(aside.pk, []), last=last)]
    return found


def _words(ids: list[int]) -> dict[int, list[_Word]]:
    """By side conversation, oldest first."""
    words: dict[int, list[_Word]] = defaultdict(list)
    # house: as above
    said = Message.everywhere.filter(conversation_id__in=ids, aside__isnull=False, is_automatic=False)
    said = said.exclude(kind=OUTWARD, delivery_state__in=["", FAILED])
    for aside, kind, at, by, begun_by in said.values_list("aside_id", "kind", "at", "agent_id", "aside__agent_id"):
        is_answer = kind == INWARD or (kind == INTERNAL and by != begun_by)
        words[aside or 0].append(_Word(at, is_asked=not is_answer))
    for data, at in Event.objects.filter(conversation_id__in=ids, name=FINISHED).values_list("data", "at"):
        words[data["aside"]].append(_Word(at, is_asked=False))
    return {aside: sorted(them) for aside, them in words.items()}


def _spans(words: list[_Word], *, last: datetime | None) -> list[tuple[datetime, datetime | None]]:
    """From a question to the next answer; several questions in a row are one."""
    spans: list[tuple[datetime, datetime | None]] = []
    since: datetime | None = None
    for word in words:
        if word.is_asked:
            since = since or word.at
        elif since is not None:
            spans.append((since, word.at))
            since = None
    if since is not None:
        spans.append((since, max(last, since) if last else None))
    return spans
