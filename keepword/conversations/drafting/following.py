"""A conversation goes on in another, or gets back what was its own: so does what somebody was writing there."""

from collections.abc import Iterable

from django.db.models import QuerySet

from keepword.conversations.changing import lock, tell
from keepword.conversations.drafting.keeping import take_in
from keepword.conversations.drafting.marking import mark
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import WRITING
from keepword.events.actor import SYSTEM
from keepword.events.models import Event

MOVED = "reply.moved"


def follow_merge(event: Event) -> None:
    """Reaction to `conversation.merged`."""
    moved = go_on(event.conversation_id or 0, to=event.data["into"])
    if moved:
        into = Conversation.objects.get(pk=event.data["into"])  # house: as below
        tell(into, MOVED, by=SYSTEM, cause=event, merge=event.data["merge"], drafts=moved)


def come_back(event: Event) -> None:
    """Reaction to `conversation.unmerged`: an answer to one of them must not leave to the other one. What was written
    since stays where it was written, and so do words that became one with others."""
    kept = event.data["kept"]
    facts = Event.objects.filter(conversation_id=kept, name=MOVED, data__merge=event.data["merge"])
    ids = [number for data in facts.values_list("data", flat=True) for number in data["drafts"]]
    if ids:
        _move(_drafts_of(kept).filter(id__in=ids), origin=kept, to=event.conversation_id or 0)


def go_on(conversation_id: int, *, to: int) -> list[int]:
    """All that is being written in one, in the other from now on. Returns the ids of those that are still their
    own."""
    return _move(_drafts_of(conversation_id), origin=conversation_id, to=to)


def _drafts_of(conversation_id: int) -> QuerySet[Draft]:
    return Draft.objects.filter(conversation_id=conversation_id).order_by("id")  # house: of whoever wrote them


def _move(drafts: Iterable[Draft], *, origin: int, to: int) -> list[int]:
    found = list(drafts)
    if not found:
        return []
    place = lock(Conversation.objects.get(pk=to))  # house: as above
    moved = [draft.pk for draft in found if _moves(draft, to=place)]
    mark(place)
    mark(lock(Conversation.objects.get(pk=origin)))  # house: as above
    return moved


def _moves(draft: Draft, *, to: Conversation) -> bool:
    """What the same agent wrote in both becomes one: no word is lost."""
    theirs = Draft.objects.filter(conversation=to, agent=draft.agent_id, kind=draft.kind, place=draft.place)
    there = theirs.filter(state=WRITING).first()
    if draft.state == WRITING and there is not None:
        take_in(draft, into=there)
        there.version += 1
        there.save()
        return False
    draft.conversation = to
    draft.save()
    return True
