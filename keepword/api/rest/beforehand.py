"""What is good to know of a customer before one answers, and whether they complain."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import Given, documented
from keepword.api.rest.reading import found
from keepword.conversations.complaints.marking import mark_complaint, mark_no_complaint
from keepword.insight import beforehand
from keepword.kit import clock
from keepword.people.models import Agent
from keepword.people.permissions import CHANGE

router = Router(tags=["Conversations"])


class KnownFact(Shape):
    what: str = Field(description="answer, complaints, opened_again, broken_promises or conversations_in_a_week.")
    times: int = Field(description="How often: in 12 months, promises in 90 days. 1 for an answer: the last one.")
    conversation: int = Field(description="Where the last one was.")
    at: datetime = Field(description="When the last one was.")
    score: int | None = Field(description="1 very bad to 5 very good; null for what is no answer.")
    words: str = Field(description="What they said in the answer, or the subject of the conversation.")
    solved_seconds: int | None = Field(description="From its beginning to its resolution; null while it is open.")


class KnownFacts(Shape):
    is_complaint: bool = Field(description="Whether somebody marked this conversation as a complaint.")
    items: list[KnownFact]


class Complains(Given):
    is_complaint: bool


@router.get(
    "/{int:conversation_id}/known-before",
    response=documented(200, KnownFacts, 404),
    summary="Read what is good to know before answering",
)
def read_known_before(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Facts about this customer from the conversations that you may see: their last answer to a survey, complaints,
    what was opened again, broken promises, and three or more conversations in a week. Empty where there is nothing."""
    return _told(conversation_id, agent=agent_of(request))


@router.put(
    "/{int:conversation_id}/complaint",
    response=documented(200, KnownFacts, 403, 400, 404, 413, 415, 422),
    summary="Say whether a conversation is a complaint",
)
def put_complaint(request: HttpRequest, conversation_id: int, new: Complains) -> HttpResponse:
    """The same again changes nothing."""
    agent = agent_of(request, may=CHANGE)
    verb = mark_complaint if new.is_complaint else mark_no_complaint
    verb(found(conversation_id, agent=agent), by=agent.as_actor)
    return _told(conversation_id, agent=agent)


def _told(conversation_id: int, *, agent: Agent) -> HttpResponse:
    conversation = found(conversation_id, agent=agent)
    known = beforehand.beforehand(conversation.contact_id, by=agent, at=clock.now())
    counted = {
        "complaints": known.complaints,
        "opened_again": known.opened_again,
        "broken_promises": known.broken,
        "conversations_in_a_week": known.lately,
    }
    items = [_counted(what, one) for what, one in counted.items() if one]
    said = [_answered(known.answer)] if known.answer else []
    return answer({"is_complaint": conversation.complained_at is not None, "items": [*said, *items]})


def _answered(said: beforehand.Said) -> dict[str, Any]:
    return {
        "what": "answer",
        "times": 1,
        "conversation": said.conversation,
        "at": said.at,
        "score": said.score,
        "words": said.words,
        "solved_seconds": None,
    }


def _counted(what: str, one: beforehand.Counted) -> dict[str, Any]:
    return {
        "what": what,
        "times": one.times,
        "conversation": one.conversation,
        "at": one.at,
        "score": None,
        "words": one.subject,
        "solved_seconds": one.solved_seconds,
    }
