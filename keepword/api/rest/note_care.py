"""A note is put right, or taken back."""

from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router
from keepword.api.problems import Problem, wrong
from keepword.api.rest.describing import LARGEST, TEXT, Given, Words, documented
from keepword.api.rest.messages import MessageItem, one
from keepword.api.rest.reading import found
from keepword.conversations.models import Message
from keepword.conversations.notes.correcting import ChangedMeanwhile, correct
from keepword.conversations.notes.taking_back import TooLate, bring_back, bringer_of, take_back
from keepword.conversations.notes.whose import WORDLESS, Gone, Held, notes_visible_to
from keepword.conversations.replying import NothingToSay
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.people.models import Agent
from keepword.people.permissions import DELETE, NOTE

router = Router(tags=["Messages"])
ADDRESS = "/{int:conversation_id}/notes/{int:note_id}"
MOST_FILES = 100
MAY_BE_EMPTY = "Empty where a file, or a call that nobody answered, says enough."


class CorrectedNote(Given):
    text: Annotated[Words, Field(max_length=TEXT, description=MAY_BE_EMPTY)]
    without: Annotated[list[Words], Field(max_length=MOST_FILES)] = Field(
        default=[], description="The `url` of each file that is taken out."
    )
    instead_of: Annotated[Words | None, Field(max_length=TEXT)] = Field(
        default=None,
        description="The `text` that you read. When it says something else by now, nothing is done and the answer is "
        "409 `changed-meanwhile`; without it, whatever stands there is replaced.",
    )


@router.patch(
    ADDRESS, response=documented(200, MessageItem, 400, 403, 404, 409, 413, 415, 422), summary="Correct a note"
)
def patch_note(request: HttpRequest, conversation_id: int, note_id: int, new: CorrectedNote) -> HttpResponse:
    """Your own: also the words of a call that you logged, and what you said to colleagues in a side conversation. The
    earlier words are kept nowhere; the message carries `corrected` among its `warnings`. "@name" calls whoever was not
    called before. The same words again change nothing."""
    agent = agent_of(request, may=NOTE)
    note = _found(conversation_id, note_id=note_id, agent=agent)
    if note.agent_id != agent.pk:
        raise Problem(403, name="not-yours", detail="Only who wrote a note can put it right.")
    without = [address.rpartition("/")[2] for address in new.without]
    try:
        correct(note, text=new.text, by=agent, instead_of=new.instead_of, without=without)
    except NothingToSay as error:
        raise wrong("/text", "There is nothing in it. Take the note back instead.") from error
    except NotForThem as error:
        who = ", ".join(error.names)
        raise wrong("/text", f"It calls somebody who may not see the conversation: {who}.") from error
    except ChangedMeanwhile as error:
        raise Problem(409, name="changed-meanwhile", detail="It has other words by now. Read it again.") from error
    except Gone as error:
        raise _gone() from error
    except Held as error:
        raise _held() from error
    return answer(one(note.pk, agent=agent))


@router.delete(ADDRESS, response=documented(200, MessageItem, 403, 404, 409), summary="Take a note back")
def delete_note(request: HttpRequest, conversation_id: int, note_id: int) -> HttpResponse:
    """Your own; that of others takes the permission to delete as well. Its words and files are nowhere from now on:
    the message stays, empty, with `taken-back` among its `warnings`. For a minute you can undo it. Twice is
    once."""
    agent = agent_of(request, may=NOTE)
    note = _found(conversation_id, note_id=note_id, agent=agent)
    if note.agent_id != agent.pk:
        agent_of(request, may=DELETE)
    try:
        take_back(note, by=agent)
    except Gone as error:
        raise _gone() from error
    except Held as error:
        raise _held() from error
    return answer(one(note.pk, agent=agent))


@router.put(
    f"{ADDRESS}/restoration", response=documented(200, MessageItem, 403, 404, 409), summary="Bring a note back"
)
def put_note_restoration(request: HttpRequest, conversation_id: int, note_id: int) -> HttpResponse:
    """As it was, for a minute after you took it back. What was not taken back stays as it is."""
    agent = agent_of(request, may=NOTE)
    note = _found(conversation_id, note_id=note_id, agent=agent)
    try:
        if WORDLESS & set(note.warnings):
            if bringer_of(note) != agent.pk:
                raise TooLate
            bring_back(note, by=agent)
    except TooLate as error:
        raise Problem(409, name="too-late", detail="Its words are gone, or a colleague took it back.") from error
    except Held as error:
        raise _held() from error
    return answer(one(note.pk, agent=agent))


def _found(conversation_id: int, *, note_id: int, agent: Agent) -> Message:
    """Raises Http404."""
    conversation = found(conversation_id, agent=agent)
    note = notes_visible_to(agent).filter(conversation=conversation, pk=min(note_id, LARGEST)).first()
    if note is None:
        raise Http404
    return note


def _gone() -> Problem:
    return Problem(409, name="gone", detail="It was taken back, or its words were deleted.")


def _held() -> Problem:
    return Problem(409, name="held", detail="Everything in the conversation is to be kept: somebody holds it.")
