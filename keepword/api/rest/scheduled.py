"""Answers that leave later."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import Problem, wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import MEANT, SOMETHING, TEXT, Given, Moment, Words, documented
from keepword.api.rest.reading import address_of, found
from keepword.conversations.addressing import MOST, BadAddress, TooMany
from keepword.conversations.drafting.keeping import Written
from keepword.conversations.drafting.planning import NotToCome, Plan, TooLate, recall, schedule_apart
from keepword.conversations.macros.marks import Unfilled
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import ON_ITS_WAY
from keepword.conversations.replying import NobodyToAnswer
from keepword.conversations.seeing import newest_word
from keepword.people.models import Agent
from keepword.people.permissions import REPLY

router = Router(tags=["Messages"])
Copies = Annotated[list[Words], Field(max_length=MOST, examples=[["boss@customer.example"]])]


class NewScheduledReply(Given):
    text: Annotated[
        Words,
        Field(
            max_length=TEXT,
            pattern=SOMETHING,
            description="Markdown, or plain text.",
            json_schema_extra=MEANT,
        ),
    ]
    send_at: Annotated[Moment, Field(description="When it leaves; still to come.")]
    cc: Copies = []
    bcc: Copies = []


class ScheduledItem(Shape):
    id: int
    conversation: int
    state: str = Field(
        description="leaving, scheduled, or held when the customer wrote before.", examples=["scheduled"]
    )
    agent: int
    text: str
    send_at: datetime | None = Field(description="Null while it is held.")


class ScheduledList(Shape):
    items: list[ScheduledItem]
    next: None = Field(description="Always null: there are few.")


@router.get(
    "/{int:conversation_id}/scheduled-replies",
    response=documented(200, ScheduledList, 404),
    summary="List answers that have not left",
)
def list_scheduled_replies(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Those of all agents."""
    agent = agent_of(request)
    conversation = found(conversation_id, agent=agent)
    return answer({"items": [_item(draft) for draft in _of(conversation, agent=agent)], "next": None})


@router.post(
    "/{int:conversation_id}/scheduled-replies",
    response=documented(201, ScheduledItem, 400, 403, 404, 409, 413, 415, 422),
    summary="Reply later",
)
def create_scheduled_reply(request: HttpRequest, conversation_id: int, new: NewScheduledReply) -> HttpResponse:
    """It leaves at that time, unless the customer writes before: then it is held, and its agent is told."""
    agent = agent_of(request, may=REPLY)
    conversation = found(conversation_id, agent=agent)
    made, is_repeated = once(request, said=[request.body], make=lambda: _make(conversation, new=new, by=agent))
    draft = Draft.objects.visible_to(agent).filter(pk=made).first()
    if draft is None:
        raise Http404
    address = f"{address_of(conversation_id)}/scheduled-replies"
    return created(_item(draft), address=address, is_repeated=is_repeated)


@router.delete(
    "/{int:conversation_id}/scheduled-replies/{int:reply_id}",
    response=documented(200, ScheduledList, 403, 404, 409),
    summary="Stop an answer that has not left",
)
def delete_scheduled_reply(request: HttpRequest, conversation_id: int, reply_id: int) -> HttpResponse:
    """It is a draft of its agent again."""
    agent = agent_of(request, may=REPLY)
    conversation = found(conversation_id, agent=agent)
    draft = _of(conversation, agent=agent).filter(pk=reply_id).first()
    if draft is None:
        raise Http404
    try:
        recall(draft, by=agent)
    except TooLate as error:
        raise Problem(409, name="left", detail="It has left already.") from error
    return answer({"items": [_item(one) for one in _of(conversation, agent=agent)], "next": None})


def _of(conversation: Conversation, *, agent: Agent) -> Any:
    rows = Draft.objects.visible_to(agent).filter(conversation=conversation, state__in=ON_ITS_WAY)
    return rows.select_related("conversation", "agent").order_by("send_at", "id")


def _make(conversation: Conversation, *, new: NewScheduledReply, by: Agent) -> int:
    """Beside whatever the agent is writing at the desk."""
    written = Written(new.text, recipients={"cc": new.cc, "bcc": new.bcc})
    plan = Plan(new.send_at, seen=newest_word(conversation.pk))
    try:
        return schedule_apart(conversation, written=written, by=by, plan=plan).pk
    except NotToCome as error:
        raise wrong("/send_at", "A time that is still to come.") from error
    except Unfilled as error:
        raise wrong("/text", f"Fill in or remove: {error}") from error
    except BadAddress as error:
        raise wrong("/cc" if error.written in new.cc else "/bcc", "No mail address.") from error
    except TooMany as error:
        raise wrong("/cc", f"At most {MOST}.") from error
    except NobodyToAnswer as error:
        detail = "Nobody takes part whom an answer may go to."
        raise Problem(409, name="nobody-to-answer", detail=detail) from error


def _item(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.pk,
        "conversation": draft.conversation_id,
        "state": draft.state,
        "agent": draft.agent_id,
        "text": draft.text,
        "send_at": draft.send_at,
    }
