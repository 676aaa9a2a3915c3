"""A letter to outside is taken back while it is still here: its words are a draft again, as they were typed."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from keepword.conversations.asides.leaving import PAUSING, is_pausing
from keepword.conversations.asides.marking import mark
from keepword.conversations.asides.placing import place_of
from keepword.conversations.changing import lock, tell
from keepword.conversations.drafting.enclosing import as_draft_files
from keepword.conversations.drafting.keeping import take_in
from keepword.conversations.drafting.marking import mark as mark_drafts
from keepword.conversations.drafting.planning import TooLate
from keepword.conversations.filing import KeptFile
from keepword.conversations.finding.reindexing import forget_terms
from keepword.conversations.models import Conversation, Draft, Message
from keepword.conversations.models.draft import BEGINNING, DISCARDED, TO_OUTSIDE, WRITING
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent

LOOKED_FOR = timedelta(days=1)  # no page with its button stays open longer


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
        number = None
        _bring_to_the_beginning(conversation, place=place_of(aside.pk))
        aside.delete()
    if draft is not None and writer is not None:
        _write_on(draft, place=place_of(number))
    mark(conversation)
    mark_drafts(conversation)
    tell(conversation, "aside.recalled", by=by.as_actor, aside=number)
    return draft


def where_it_was(number: int, *, agent: Agent) -> int | None:
    """The conversation beside which the letter of this number was written that was taken back lately; None where
    there was none, or the agent may not see it. For whoever presses twice, or after a colleague did."""
    if Message.everywhere.filter(pk=number).exists():  # house: it is there, so nothing is told of it here
        return None
    facts = Event.objects.filter(name=PAUSING, message_id=number, at__gte=clock.now() - LOOKED_FOR)
    found = facts.values_list("conversation_id", flat=True).first()
    if found is None or not Conversation.objects.visible_to(agent).filter(pk=found).exists():
        return None
    return found


def _bring_to_the_beginning(conversation: Conversation, *, place: str) -> None:
    """What colleagues were writing in a side conversation that is none any more."""
    begun = Draft.objects.filter(conversation=conversation, kind=TO_OUTSIDE, state=WRITING)  # house: whoever's
    for draft in begun.filter(place=place):
        there = begun.filter(place=BEGINNING, agent=draft.agent_id).first()
        if there is not None:
            take_in(there, into=draft)
        draft.place = BEGINNING
        draft.save()


def _write_on(draft: Draft, *, place: str) -> None:
    """What its writer has begun there meanwhile stays, below it: no word is lost."""
    begun = Draft.objects.filter(  # house: one's own
        conversation_id=draft.conversation_id, agent_id=draft.agent_id, kind=TO_OUTSIDE, state=WRITING, place=place
    ).first()
    if begun is not None:
        take_in(begun, into=draft)
    draft.outside = {name: value for name, value in draft.outside.items() if name != "message"}
    draft.place, draft.state, draft.changed_at = place, WRITING, clock.now()
    draft.version += 1
    draft.save()
