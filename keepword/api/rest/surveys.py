"""What customers said of our help."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.rest.describing import LARGEST, Cursor, Id, Limit, MomentInAddress, documented, only_known
from keepword.api.rest.reading import found as conversation_found
from keepword.kit import pages
from keepword.people.models import Agent
from keepword.surveys.models import Survey

router = Router(tags=["Surveys"])
conversation_router = Router(tags=["Surveys"])
NEWEST = pages.Order("answered_at", is_descending=True)
Score = Annotated[int, Field(ge=1, le=5)]


class SurveyAnswer(Shape):
    id: int
    conversation: int
    inbox: int
    channel: str
    agent: int | None = Field(description="Who held the conversation when it was resolved, else who resolved it.")
    team: int | None
    language: str = Field(description="In which they were asked, BCP 47.")
    score: Score = Field(description="1 very bad, 2 bad, 3 so-so, 4 good, 5 very good.")
    words: str
    resolved_at: datetime
    asked_at: datetime
    answered_at: datetime


class SurveyAnswers(Shape):
    items: list[SurveyAnswer]


class SurveyAnswerPage(Shape):
    items: list[SurveyAnswer]
    next: str | None = Field(description="The `cursor` of the page after; null at the end.")


class SurveyFilters(Shape):
    conversation: Id | None = None
    inbox: Id | None = None
    agent: Id | None = None
    channel: Annotated[str, Field(max_length=20, pattern="^[a-z_]+$")] | None = None
    score_at_most: Score | None = None
    score_at_least: Score | None = None
    answered_before: MomentInAddress | None = None
    answered_after: MomentInAddress | None = None
    limit: Limit = 50
    cursor: Cursor | None = None


@router.get("", response=documented(200, SurveyAnswerPage, 400, 422), summary="List answers to surveys")
def list_survey_answers(request: HttpRequest, filters: Query[SurveyFilters]) -> HttpResponse:
    """About conversations that you may see, the newest first. Whoever did not answer is not in it."""
    only_known(request, SurveyFilters)
    rows = pages.after(_narrowed(filters, agent=agent_of(request)), order=NEWEST, cursor=filters.cursor)
    page = pages.page(list(rows[: filters.limit + 1]), size=filters.limit, at=NEWEST.column)
    return answer({"items": [_item(one) for one in page.items], "next": page.next})


@router.get("/{int:survey_id}", response=documented(200, SurveyAnswer, 404), summary="Read an answer to a survey")
def read_survey_answer(request: HttpRequest, survey_id: int) -> HttpResponse:
    rows = Survey.objects.visible_to(agent_of(request)).answered()
    one = rows.filter(pk=min(survey_id, LARGEST)).first()
    if one is None:
        raise Http404
    return answer(_item(one))


@conversation_router.get(
    "/{int:conversation_id}/survey-answers",
    response=documented(200, SurveyAnswers, 404),
    summary="Read the answers about a conversation",
)
def list_answers_of_conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """The newest first; also about those that were merged into it."""
    agent = agent_of(request)
    conversation = conversation_found(conversation_id, agent=agent)
    rows = Survey.objects.visible_to(agent).answered().about(conversation).order_by("-answered_at", "-id")
    return answer({"items": [_item(one) for one in rows[:100]]})


def _narrowed(filters: SurveyFilters, *, agent: Agent) -> Any:
    given = {
        "conversation": filters.conversation,
        "inbox": filters.inbox,
        "agent": filters.agent,
        "channel": filters.channel,
        "score__lte": filters.score_at_most,
        "score__gte": filters.score_at_least,
        "answered_at__lt": filters.answered_before,
        "answered_at__gte": filters.answered_after,
    }
    known = {name: value for name, value in given.items() if value is not None}
    return Survey.objects.visible_to(agent).answered().filter(**known)


def _item(one: Survey) -> dict[str, Any]:
    names = ("id", "channel", "language", "score", "words", "resolved_at", "asked_at", "answered_at")
    return {
        **{name: getattr(one, name) for name in names},
        "conversation": one.conversation_id,
        "inbox": one.inbox_id,
        "agent": one.agent_id,
        "team": one.team_id,
    }
