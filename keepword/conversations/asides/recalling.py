"""A letter to outside is taken back while it is still here: its words are a draft again, as they were typed."""

from typing import Any

from django.db import transaction

from keepword.conversations.asides.leaving import is_pausing
from keepword.conversations.asides.marking import mark
from keepword.conversations.changing import lock, tell
from keepword.conversations.drafting.enclosing import as_draft_files
from keepword.conversations.drafting.marking import mark as mark_drafts
from keepword.conversations.drafting.planning import TooLate
from keepword.conversations.filing import KeptFile
from keepword.conversations.finding.reindexing import forget_terms
from keepword.conversations.models import Draft, Message
from keepword.conversations.models.draft import DISCARDED, TO_OUTSIDE, WRITING
from keepword.kit import clock
from keepword.people.models import Agent


def keep_source(message: Message, *, text: str, files: list[KeptFile], outside: dict[str, Any]) -> None:
    """Inside the transaction that wrote the message: the words as they were typed, put away as long as discarded
    drafts are. `outside` is what a form needs besides."""
    if not is_pausing(message) or message.agent_id is None:
        return
    draft = Draft.objects.create(
        conversation_id=message.conversation_id,
        agent_id=message.agent_id,
        kind=TO_OUTSIDE,
        state=DISCARDED,
        text=text,
        outside=outside | {"message": message.pk},
        changed_at=clock.now(),
    )
    as_draft_files(files, draft=draft)


def taken_back_by(agent: Agent, *, conversation_id: int) -> Draft | None:
    """What the agent took back here and has not sent since."""
    mine = Draft.objects.filter(conversation_id=conversation_id, agent=agent, kind=TO_OUTSIDE, state=WRITING)
    return mine.prefetch_related("files").first()


def draft_for(conversation_id: int, *, agent: Agent, aside: int | None) -> Draft | None:
    """The same, if it is for that side conversation; None for a new one."""
    found = taken_back_by(agent, conversation_id=conversation_id)
    return found if found is not None and found.outside.get("aside") == aside else None


@transaction.atomic
def recall(message: Message, *, by: Agent) -> Draft | None:
    """The draft of its writer, None when nothing was kept of it. A side conversation that only began with it is gone.
    Raises TooLate."""
    conversation = lock(message.conversation)
    # house: whoever acts was asked before
    now = Message.everywhere.select_related("aside").filter(pk=message.pk).first()
    if now is None or not is_pausing(now) or now.aside is None:
        raise TooLate
    draft = Draft.objects.filter(  # house: as above
        conversation=conversation, kind=TO_OUTSIDE, state=DISCARDED, outside__message=now.pk
    ).first()
    aside, writer = now.aside, now.agent_id
    forget_terms([now.pk])
    now.delete()
    rest = Message.everywhere.filter(aside=aside)  # house: as above
    number: int | None = aside.pk
    if not rest.exists():
        aside.delete()
        number = None
    if draft is not None and writer is not None:
        _write_on(draft, writer=writer, aside=number)
    mark(conversation)
    mark_drafts(conversation)
    tell(conversation, "aside.recalled", by=by.as_actor, aside=number)
    return draft


def _write_on(draft: Draft, *, writer: int, aside: int | None) -> None:
    """One at a time: what was taken back before goes, for a day."""
    older = Draft.objects.filter(  # house: one's own
        conversation_id=draft.conversation_id, agent_id=writer, kind=TO_OUTSIDE, state=WRITING
    )
    older.update(state=DISCARDED, changed_at=clock.now())
    draft.outside = {name: value for name, value in draft.outside.items() if name != "message"} | {"aside": aside}
    draft.state, draft.changed_at = WRITING, clock.now()
    draft.version += 1
    draft.save()
