"""The rows behind what is good to know of a person: their conversations that remember something, their answers, and
the promises to them that were broken. Their SQL is made once where the reader may see everything, because a page of
each conversation may ask.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import REMEMBERED, SPAM
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent
from keepword.promises.models import Promise
from keepword.promises.models.promise import BROKEN
from keepword.surveys.models import ANSWERED, Survey

AT_ONCE = 300  # of the newest of each


class Home(NamedTuple):
    """Where the words of a conversation stand: it, or the one that it was merged into. `subject` may be ""."""

    id: int
    subject: str
    language: str
    created_at: datetime
    resolved_at: datetime | None


class Remembered(NamedTuple):
    """What one conversation remembers, see `Conversation`. `home` leads to where it goes on."""

    id: int
    created_at: datetime
    last_activity_at: datetime
    rating: int | None
    complaint: str
    complained_at: datetime | None
    reopened: int
    has_broken_promise: bool
    home: Home


class Answer(NamedTuple):
    """An answer to the question how it was. `merged_into`: None while the conversation stands by itself."""

    conversation: int
    merged_into: int | None
    at: datetime
    id: int
    score: int
    words: str
    language: str


class Broken(NamedTuple):
    """A promise that was broken, and where it stands."""

    due_at: datetime
    home: Home


def remembered(contact: int, *, by: Agent, week: datetime) -> list[Remembered]:
    """Their conversations that `by` may see and that remember something or began since `week`, but no spam: the newest
    first. One query."""
    if visible_inbox_ids(by) is None:
        found = CONVERSATIONS(contact=contact, week=week)
    else:
        found = list(_conversations(Conversation.objects.visible_to(by), contact=contact, week=week))
    return [Remembered._make((*row[:8], _home(row[8:]))) for row in found]


def answers(contact: int, *, by: Agent, since: datetime) -> list[Answer]:
    """All since then about what is theirs, and about what was merged into it; in no order. Two queries."""
    if visible_inbox_ids(by) is None:
        found = [*ANSWERS(contact=contact, since=since), *ANSWERS_OF_MERGED(contact=contact, since=since)]
    else:
        seen = Survey.objects.visible_to(by)
        found = [row for path in (OWN, MERGED) for row in _answers(seen, path=path, contact=contact, since=since)]
    return [Answer(*row) for row in found]


def broken(contact: int, *, by: Agent, since: datetime, until: datetime) -> list[Broken]:
    """What was due between the two, the last one first. One query."""
    if visible_inbox_ids(by) is None:
        found = PROMISES(contact=contact, since=since, until=until)
    else:
        found = list(_promises(Promise.objects.visible_to(by), contact=contact, since=since, until=until))
    return [Broken(row[0], _home(row[1:])) for row in found]


def _home(columns: tuple[Any, ...]) -> Home:
    """Of ten columns: its own five, and those of the one that it was merged into, None where there is none."""
    own, merged = columns[:5], columns[5:]
    return Home(*merged) if merged[0] else Home(*own)


def _columns(path: str) -> list[str]:
    return [f"{way}{name}" for way in (path, f"{path}merged_into__") for name in Home._fields]


def _conversations(seen: QuerySet[Conversation], *, contact: int, week: datetime) -> QuerySet[Conversation, Any]:
    theirs = seen.filter(REMEMBERED | Q(created_at__gte=week), contact_id=contact).exclude(status=SPAM)
    return theirs.order_by("-id").values_list(*Remembered._fields[:8], *_columns(""))[:AT_ONCE]


def _answers(seen: QuerySet[Survey], *, path: str, contact: int, since: datetime) -> QuerySet[Survey, Any]:
    """`path` leads to the conversation that is theirs. Each is asked alone, so that each begins at the person."""
    theirs = {f"{path}__contact_id": contact, f"{path}__rating__isnull": False}
    columns = ("conversation_id", "conversation__merged_into_id", "answered_at", "id", "score", "words", "language")
    return seen.filter(state=ANSWERED, answered_at__gte=since, **theirs).values_list(*columns)


def _promises(seen: QuerySet[Promise], *, contact: int, since: datetime, until: datetime) -> QuerySet[Promise, Any]:
    theirs = seen.filter(contact_id=contact, state=BROKEN, due_at__gte=since, due_at__lte=until)
    return theirs.order_by("-due_at", "-id").values_list("due_at", *_columns("conversation__"))[:AT_ONCE]


OWN, MERGED = "conversation", "conversation__merged_into"
# house: the three below are asked only when visible_to would change nothing
ALL, ALL_ANSWERS, ALL_PROMISES = Conversation.objects.all(), Survey.objects.all(), Promise.objects.all()
CONVERSATIONS = Prepared(lambda contact, week: _conversations(ALL, contact=contact, week=week))
ANSWERS = Prepared(lambda contact, since: _answers(ALL_ANSWERS, path=OWN, contact=contact, since=since))
ANSWERS_OF_MERGED = Prepared(lambda contact, since: _answers(ALL_ANSWERS, path=MERGED, contact=contact, since=since))
PROMISES = Prepared(lambda contact, since, until: _promises(ALL_PROMISES, contact=contact, since=since, until=until))
