"""Keep what an agent is writing, so that no refusal, no lost connection and no other device takes it away."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from keepword.conversations.changing import lock
from keepword.conversations.drafting.enclosing import move_files
from keepword.conversations.drafting.marking import mark
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import DISCARDED, THREAD, TO_CUSTOMER, WRITING
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.models import Agent


class ChangedElsewhere(ValueError):
    """Another device saved other words since. `draft` is what is kept there."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.pk)
        self.draft = draft


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form. `macros`, `recipients` and `outside` as the draft has them; None for an `outside` that
    stays as it is."""

    text: str
    macros: list[dict[str, Any]] = field(default_factory=list)
    recipients: dict[str, list[str]] = field(default_factory=dict)
    outside: dict[str, Any] | None = None


def draft_of(conversation: Conversation, *, agent: Agent, kind: str, place: str = THREAD) -> Draft | None:
    mine = Draft.objects.filter(conversation=conversation, agent=agent, kind=kind, place=place, state=WRITING)
    return mine.first()


@transaction.atomic
def save(
    conversation: Conversation,
    *,
    agent: Agent,
    kind: str,
    written: Written,
    version: int | None = None,
    place: str = THREAD,
) -> Draft | None:
    """`version` is the one that these words go on from, None to write over whatever is there. What is empty is not
    kept: None. Raises ChangedElsewhere."""
    lock(conversation)
    draft = draft_of(conversation, agent=agent, kind=kind, place=place)
    if draft is None:
        draft = Draft(conversation=conversation, agent=agent, kind=kind, place=place)
    elif version is not None and version < draft.version and _differs(draft, written=written):
        raise ChangedElsewhere(draft)
    if _is_nothing(written) and not (draft.pk and draft.files.exists()):
        if draft.pk:
            remove(draft)
        return None
    if draft.pk is None or _differs(draft, written=written):
        _write(draft, written=written)
    mark(conversation)
    return draft


def write_below(conversation: Conversation, *, agent: Agent, words: str) -> None:
    """To the customer, below what the agent is writing: no word is lost, and none stands there twice."""
    begun = draft_of(conversation, agent=agent, kind=TO_CUSTOMER)
    if begun is None:
        save(conversation, agent=agent, kind=TO_CUSTOMER, written=Written(words))
    elif words not in begun.text:
        text = "\n\n".join(part for part in (begun.text.rstrip(), words) if part)
        written = Written(text, macros=begun.macros, recipients=begun.recipients)
        save(conversation, agent=agent, kind=TO_CUSTOMER, written=written)


@transaction.atomic
def empty_draft(conversation: Conversation, *, agent: Agent, kind: str) -> Draft:
    """For files that come before words."""
    lock(conversation)
    draft = draft_of(conversation, agent=agent, kind=kind)
    if draft is None:
        draft = Draft.objects.create(conversation=conversation, agent=agent, kind=kind, changed_at=clock.now())
        mark(conversation)
    return draft


def _differs(draft: Draft, *, written: Written) -> bool:
    there = (draft.text, draft.macros, draft.recipients, draft.outside)
    outside = draft.outside if written.outside is None else written.outside
    return there != (storable(written.text), written.macros, written.recipients, outside)


def _is_nothing(written: Written) -> bool:
    return not (written.text.strip() or written.macros or any(written.recipients.values()) or written.outside)


def _write(draft: Draft, *, written: Written) -> None:
    draft.text, draft.macros, draft.recipients = storable(written.text), written.macros, written.recipients
    if written.outside is not None:
        draft.outside = written.outside
    draft.version += 1
    draft.changed_at = clock.now()
    draft.save()


@transaction.atomic
def remove(draft: Draft) -> None:
    """It left, or there is nothing in it: the row goes, and its files are let go."""
    lock(draft.conversation)
    draft.files.update(draft=None)
    draft.delete()
    mark(draft.conversation)


@transaction.atomic
def discard(draft: Draft) -> None:
    """Out of the way; it can be brought back for a day."""
    lock(draft.conversation)
    Draft.objects.filter(pk=draft.pk).update(state=DISCARDED, send_at=None, mark=None, changed_at=clock.now())
    mark(draft.conversation)


@transaction.atomic
def bring_back(draft: Draft) -> Draft:
    """To be written on. What was begun meanwhile stays, below it: no word is lost."""
    lock(draft.conversation)
    begun = draft_of(draft.conversation, agent=draft.agent, kind=draft.kind, place=draft.place)
    if begun is not None and begun.pk != draft.pk:
        take_in(begun, into=draft)
    draft.state, draft.send_at, draft.mark, draft.held_for = WRITING, None, None, ""
    draft.version += 1
    draft.changed_at = clock.now()
    draft.save()
    mark(draft.conversation)
    return draft


def take_in(begun: Draft, *, into: Draft) -> None:
    """Its words below those of the other, and its files; then it is gone. Whoever calls saves `into`."""
    into.text = "\n\n".join(text for text in (into.text.rstrip(), begun.text) if text)
    into.macros = [*into.macros, *begun.macros]
    into.recipients = into.recipients or begun.recipients
    into.version = max(into.version, begun.version)
    move_files(begun, to=into)
    begun.delete()
