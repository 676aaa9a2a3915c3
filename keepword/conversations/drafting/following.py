"""A conversation goes on in another: so does what somebody was writing there."""

from keepword.conversations.changing import lock
from keepword.conversations.drafting.keeping import take_in
from keepword.conversations.drafting.marking import mark
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import WRITING
from keepword.events.models import Event


def follow_merge(event: Event) -> None:
    """Reaction to `conversation.merged`."""
    drafts = Draft.objects.filter(conversation_id=event.conversation_id or 0)  # house: of whoever wrote them
    found = list(drafts.order_by("id"))
    if not found:
        return
    into = lock(Conversation.objects.get(pk=event.data["into"]))  # house: as above
    for draft in found:
        _move(draft, into=into)
    mark(into)
    mark(lock(Conversation.objects.get(pk=event.conversation_id or 0)))  # house: as above


def _move(draft: Draft, *, into: Conversation) -> None:
    """What the same agent wrote in both becomes one: no word is lost."""
    theirs = Draft.objects.filter(conversation=into, agent=draft.agent_id, kind=draft.kind, place=draft.place)
    there = theirs.filter(state=WRITING).first()
    if draft.state == WRITING and there is not None:
        take_in(draft, into=there)
        there.version += 1
        there.save()
    else:
        draft.conversation = into
        draft.save()
