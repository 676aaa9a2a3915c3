"""What a rule would delete if it worked today: how many, and a few of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.models import Conversation
from keepword.people.models import Agent
from keepword.privacy.models import AUDIT, FILES, MAILS, PEOPLE, RESOLVED, SPAM, RetentionRule
from keepword.privacy.retention.due import due

MOST = 10_000  # counted exactly up to here: the page must not read a whole installation
EXAMPLES = 5
Moment = Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class Example:
    """One that the reader may see. `conversation` is its number, None for what is none; `dated` when it was last
    touched."""

    words: str
    dated: object
    conversation: int | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    count: str
    is_none: bool
    examples: list[Example]


def foresee(rule: RetentionRule, *, reader: Agent, moment: Moment) -> Foreseen:
    rows = due(rule)
    counted = rows.order_by("pk")[: MOST + 1].count()
    count = f"{MOST:,}+" if counted > MOST else f"{counted:,}"
    found = EXAMPLES_OF[rule.what](rows.order_by("pk"), reader, moment) if counted else []
    return Foreseen(count, not counted, found)


def _conversations(rows: Any, reader: Agent, moment: Moment) -> list[Example]:
    return [_example(one, moment(one.last_activity_at)) for one in rows.visible_to(reader)[:EXAMPLES]]


def _files(rows: Any, reader: Agent, moment: Moment) -> list[Example]:
    found = rows.visible_to(reader).select_related("conversation")[:EXAMPLES]
    return [_example(one.conversation, moment(one.at)) for one in found]


def _example(conversation: Conversation, dated: object) -> Example:
    return Example(conversation.subject or _("No subject"), dated, conversation.pk)


def _people(rows: Any, reader: Agent, moment: Moment) -> list[Example]:
    known = contacts_visible_to(reader).filter(pk__in=rows.values("pk")[:MOST]).order_by("pk")[:EXAMPLES]
    return [Example(one.name or _("Somebody without a name"), moment(one.created_at)) for one in known]


def _mails(rows: Any, reader: Agent, moment: Moment) -> list[Example]:
    """By where they arrived: what they say is for those who read the conversation."""
    found = rows.select_related("inbox").only("inbox__name", "received_at")[:EXAMPLES]
    return [Example(one.inbox.name, moment(one.received_at)) for one in found]


def _entries(rows: Any, reader: Agent, moment: Moment) -> list[Example]:
    return [Example(one.name, moment(one.at)) for one in rows[:EXAMPLES]]


EXAMPLES_OF: dict[str, Callable[[Any, Agent, Moment], list[Example]]] = {
    RESOLVED: _conversations,
    SPAM: _conversations,
    FILES: _files,
    PEOPLE: _people,
    MAILS: _mails,
    AUDIT: _entries,
}
