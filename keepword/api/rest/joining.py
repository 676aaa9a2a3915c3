"""Merge, split, link, and gather the cases of a problem."""

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.problems import wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import Given, Id, Words, documented
from keepword.api.rest.reading import ConversationInFull, address_of, found, full
from keepword.conversations.joining.gathering import CannotGather, gather, release
from keepword.conversations.joining.merging import CannotMerge, merge
from keepword.conversations.joining.relating import NotToItself, part, relate
from keepword.conversations.joining.relocating import IsThere, relocate
from keepword.conversations.joining.splitting import CannotSplit, split
from keepword.conversations.joining.unmerging import CannotUnmerge, unmerge
from keepword.conversations.models import Conversation, Inbox, Merge
from keepword.people.models import Agent
from keepword.people.permissions import MERGE

router = Router(tags=["Conversations"])
ERRORS = (400, 404, 413, 415, 422)


class NewMerge(Given):
    conversation: Id = Field(description="The one that goes on in this one.")


class NewPart(Given):
    message: Id = Field(description="The customer's message with which the part begins.")
    subject: Annotated[Words, Field(max_length=300, description='"" keeps the old one.')] = ""


class OtherInbox(Given):
    inbox: Id = Field(description="Where it goes on.")


class Problem(Given):
    parent: Id | None = Field(description="The problem that it is a case of; null takes it out.")


@router.post(
    "/{int:conversation_id}/merges",
    response=documented(200, ConversationInFull, *ERRORS),
    summary="Merge another conversation into this one",
)
def create_merge(request: HttpRequest, conversation_id: int, new: NewMerge) -> HttpResponse:
    """What was said in the other one stands here from now on, and its id, reference, links and reply addresses lead
    here. One that was merged here already changes nothing."""
    agent = agent_of(request, may=MERGE)
    kept, other = found(conversation_id, agent=agent), _other(new.conversation, agent=agent, pointer="/conversation")
    if other.merged_into_id != kept.pk:
        try:
            merge(other, into=kept, by=agent)
        except CannotMerge as error:
            raise wrong("/conversation", WHY[error.why]) from error
    return answer(full(kept.pk, agent=agent))


@router.delete(
    "/{int:conversation_id}/merges/{int:other_id}",
    response=documented(200, ConversationInFull, 404, 422),
    summary="Undo a merge",
)
def delete_merge(request: HttpRequest, conversation_id: int, other_id: int) -> HttpResponse:
    """The other one is a conversation of its own again, with what came to it since. Answers `conversation_id` as it
    is then."""
    agent = agent_of(request, may=MERGE)
    kept = found(conversation_id, agent=agent)
    if not Conversation.objects.visible_to(agent).filter(pk=other_id).exists():
        raise Http404
    made = Merge.objects.visible_to(agent).standing().filter(kept=kept, other=other_id).first()
    if made is not None:
        try:
            unmerge(made, by=agent)
        except CannotUnmerge as error:
            raise wrong("", PARTED_NO_MORE[error.why]) from error
    return answer(full(kept.pk, agent=agent))


@router.post(
    "/{int:conversation_id}/parts",
    response=documented(201, ConversationInFull, 409, *ERRORS),
    summary="Split a part off",
)
def create_part(request: HttpRequest, conversation_id: int, new: NewPart) -> HttpResponse:
    """The message and all after it become a new conversation, which is the answer."""
    agent = agent_of(request, may=MERGE)
    conversation = found(conversation_id, agent=agent)
    made, is_repeated = once(request, said=[request.body], make=lambda: _part(conversation, new=new, by=agent))
    return created(full(made, agent=agent), address=address_of(made), is_repeated=is_repeated)


def _part(conversation: Conversation, *, new: NewPart, by: Agent) -> int:
    """Raises Problem."""
    message = conversation.messages.filter(pk=new.message).first()
    if message is None:
        raise wrong("/message", "There is no such message in this conversation.")
    try:
        return split(message, by=by, subject=new.subject).pk
    except CannotSplit as error:
        raise wrong("/message", "Choose a message of a customer that is not the first one.") from error


@router.put(
    "/{int:conversation_id}/inbox",
    response=documented(200, ConversationInFull, *ERRORS),
    summary="Move it to another inbox",
)
def put_inbox(request: HttpRequest, conversation_id: int, new: OtherInbox) -> HttpResponse:
    """It goes on there as a new conversation, which is the answer: the old id, reference and reply addresses lead to
    it. What lies there already changes nothing. Undone as a merge, of the old one into the new one."""
    agent = agent_of(request, may=MERGE)
    conversation = found(conversation_id, agent=agent)
    inbox = Inbox.objects.visible_to(agent).filter(pk=new.inbox).first()
    if inbox is None:
        raise wrong("/inbox", "There is no such inbox, or none that you may see.")
    try:
        conversation = relocate(conversation, to=inbox, by=agent)
    except IsThere:
        pass
    except CannotMerge as error:
        raise wrong("", WHY[error.why]) from error
    return answer(full(conversation.pk, agent=agent))


@router.put(
    "/{int:conversation_id}/links/{int:other_id}",
    response=documented(200, ConversationInFull, 404, 422),
    summary="Link two conversations",
)
def put_link(request: HttpRequest, conversation_id: int, other_id: int) -> HttpResponse:
    """Each shows the other from now on."""
    agent = agent_of(request, may=MERGE)
    try:
        relate(found(conversation_id, agent=agent), to=found(other_id, agent=agent), by=agent.as_actor)
    except NotToItself as error:
        raise wrong("", WHY["itself"]) from error
    return answer(full(conversation_id, agent=agent))


@router.delete(
    "/{int:conversation_id}/links/{int:other_id}",
    response=documented(200, ConversationInFull, 404),
    summary="Take a link away",
)
def delete_link(request: HttpRequest, conversation_id: int, other_id: int) -> HttpResponse:
    """What was not linked stays as it is."""
    agent = agent_of(request, may=MERGE)
    part(found(conversation_id, agent=agent), from_=found(other_id, agent=agent), by=agent.as_actor)
    return answer(full(conversation_id, agent=agent))


@router.put(
    "/{int:conversation_id}/parent",
    response=documented(200, ConversationInFull, *ERRORS),
    summary="Make it a case of a problem",
)
def put_parent(request: HttpRequest, conversation_id: int, new: Problem) -> HttpResponse:
    """One problem, many conversations about it. A case has no cases of its own."""
    agent = agent_of(request, may=MERGE)
    case = found(conversation_id, agent=agent)
    if new.parent is None:
        release(case, by=agent.as_actor)
    else:
        try:
            gather(case, under=_other(new.parent, agent=agent, pointer="/parent"), by=agent.as_actor)
        except CannotGather as error:
            raise wrong("/parent", WHY[error.why]) from error
    return answer(full(conversation_id, agent=agent))


PARTED_NO_MORE = {
    "merged": "It was merged itself since then. Undo that first.",
    "emptied": "The words of both were deleted since then. Nothing would come back.",
}
WHY = {
    "itself": "It is the same conversation.",
    "merged": "One of them was merged already.",
    "spam": "One of them is spam.",
    "binned": "One of them is in the bin.",
    "case": "That one is a case of a problem itself.",
    "problem": "This one has cases of its own.",
}


def _other(number: int, *, agent: Agent, pointer: str) -> Conversation:
    one = Conversation.objects.visible_to(agent).filter(pk=number).first()
    if one is None:
        raise wrong(pointer, "There is no such conversation, or none that you may see.")
    return one
