"""Side conversations: what is asked beside a conversation, of somebody outside or of a team."""

from collections import defaultdict
from datetime import datetime
from functools import partial
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from pydantic import Field

from keepword.api.answering import answer, created
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import wrong
from keepword.api.repeating import once
from keepword.api.rest.describing import LARGEST, SOMETHING, TEXT, Given, Named, Words, documented
from keepword.api.rest.messages import MessageItem, beside, one
from keepword.api.rest.reading import address_of, found
from keepword.conversations.addressing import MOST, BadAddress
from keepword.conversations.asides.beginning import Wanted, begin
from keepword.conversations.asides.passing_on import NOTHING, PassedOn, passed_on
from keepword.conversations.asides.people import NobodyToAsk, NotOutside
from keepword.conversations.asides.saying import say
from keepword.conversations.macros.marks import Unfilled
from keepword.conversations.models import Aside, Conversation
from keepword.conversations.replying import NothingToSay
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.events.auditing import saw
from keepword.kit.once_sent import once_sent
from keepword.people.models import Agent, Team
from keepword.people.permissions import NOTE, REPLY

router = Router(tags=["Side conversations"])
Number = Annotated[int, Field(ge=1, le=LARGEST)]
Spoken = Annotated[Words, Field(max_length=TEXT, pattern=SOMETHING, examples=["When do the trays come?"])]


class NewAside(Given):
    text: Annotated[Spoken, Field(description="Markdown, or plain text.")]
    subject: Annotated[Words, Field(max_length=300, examples=["Walnut trays"])] = ""
    to: Annotated[
        list[Words],
        Field(
            max_length=MOST,
            description="Mail addresses of those outside; empty when a team is asked.",
            examples=[["sales@mill.example"]],
        ),
    ] = []
    team: Annotated[Number | None, Field(description="The id of the team that is asked instead.")] = None
    forward: Annotated[
        list[Number] | None,
        Field(max_length=200, description="Ids of messages that are passed on; [] for the whole conversation."),
    ] = None
    with_files: Annotated[bool, Field(description="Whether the files of what is passed on go along.")] = True


class NewWord(Given):
    text: Annotated[Spoken, Field(description="Markdown, or plain text.")]


class AsideItem(Shape):
    id: int
    conversation: int
    kind: str = Field(description="mail, forward or team.", examples=["mail"])
    state: str = Field(description="asked (they come next), answered (you do) or done.", examples=["asked"])
    subject: str
    addresses: list[str] = Field(description="Who is asked by mail, and may answer.")
    team: Named | None
    agent: int | None = Field(description="Who began it.")
    began_at: datetime
    last_activity_at: datetime
    messages: list[MessageItem] = Field(description="Oldest first.")


class AsideList(Shape):
    items: list[AsideItem]
    next: None = Field(description="Always null: there are few.")


@router.get(
    "/{int:conversation_id}/asides", response=documented(200, AsideList, 404), summary="List side conversations"
)
def list_asides(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """With everything that was said in them. Never show them to customers."""
    agent = agent_of(request)
    conversation = found(conversation_id, agent=agent)
    shown = answer({"items": _items(conversation, agent=agent), "next": None})
    return once_sent(shown, partial(saw, agent=agent.pk, conversation=conversation.pk, inbox=conversation.inbox_id))


@router.post(
    "/{int:conversation_id}/asides",
    response=documented(201, AsideItem, 400, 403, 404, 409, 413, 415, 422),
    summary="Ask somebody beside the conversation",
)
def create_aside(request: HttpRequest, conversation_id: int, new: NewAside) -> HttpResponse:
    """Write to somebody outside, or ask a team; `forward` passes on what was said. What they answer comes into the
    side conversation, and never to the customer."""
    agent = agent_of(request, may=REPLY if new.team is None else NOTE)
    conversation = found(conversation_id, agent=agent)
    made, is_repeated = once(request, said=[request.body], make=lambda: _begin(conversation, new=new, by=agent))
    item = next((one for one in _items(conversation, agent=agent) if one["id"] == made), None)
    if item is None:
        raise Http404
    return created(item, address=f"{address_of(conversation.pk)}/asides", is_repeated=is_repeated)


@router.post(
    "/{int:conversation_id}/asides/{int:aside_id}/messages",
    response=documented(201, MessageItem, 400, 403, 404, 409, 413, 415, 422),
    summary="Say something in a side conversation",
)
def create_aside_message(request: HttpRequest, conversation_id: int, aside_id: int, new: NewWord) -> HttpResponse:
    """To whoever takes part in it: a letter to those outside, or a word to the team."""
    agent = agent_of(request)
    conversation = found(conversation_id, agent=agent)
    rows = Aside.objects.visible_to(agent).filter(conversation=conversation, pk=min(aside_id, LARGEST))
    aside = rows.select_related("conversation__inbox", "inbox", "team").first()
    if aside is None:
        raise Http404
    agent_of(request, may=NOTE if aside.is_internal else REPLY)
    made, is_repeated = once(request, said=[request.body], make=lambda: _say(aside, text=new.text, by=agent))
    return created(one(made, agent=agent), address=f"{address_of(conversation.pk)}/asides", is_repeated=is_repeated)


def _begin(conversation: Conversation, *, new: NewAside, by: Agent) -> int:
    team = Team.objects.filter(pk=new.team).first() if new.team is not None else None
    if new.team is not None and (team is None or new.to):
        raise wrong("/team", "No such team, or addresses besides.")
    try:
        words = _passed_on(conversation, new=new, by=by)
        wanted = Wanted(new.subject, text=new.text, addresses=new.to, team=team, passed_on=words)
        return begin(conversation, wanted=wanted, by=by).aside_id or 0
    except NobodyToAsk as error:
        raise wrong("/to", "Nobody is asked.") from error
    except NotOutside as error:
        raise wrong("/to", f"{error.address} is the customer's address or one of ours.") from error
    except BadAddress as error:
        raise wrong("/to", "No mail address.") from error
    except NotForThem as error:
        raise wrong("/team", "Nobody of this team may see the conversation.") from error
    except (NothingToSay, Unfilled) as error:
        raise wrong("/text", "There is nothing in it, or something is still to be filled in.") from error


def _passed_on(conversation: Conversation, *, new: NewAside, by: Agent) -> PassedOn:
    if new.forward is None:
        return NOTHING
    return passed_on(
        conversation,
        ids=new.forward,
        with_files=new.with_files,
        language=get_language() or "en",
        zone=by.time_zone,
    )


def _say(aside: Aside, *, text: str, by: Agent) -> int:
    try:
        return say(aside, text=text, by=by).pk
    except (NothingToSay, Unfilled) as error:
        raise wrong("/text", "There is nothing in it, or something is still to be filled in.") from error
    except NotForThem as error:
        raise wrong("/text", "Nobody of this team may see the conversation any more.") from error


def _items(conversation: Conversation, *, agent: Agent) -> list[dict[str, Any]]:
    """Three queries."""
    said: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for number, message in beside(conversation.pk, agent=agent):
        said[number].append(message)
    rows = Aside.objects.visible_to(agent).filter(conversation=conversation).select_related("team").order_by("id")
    return [
        {
            "id": row.pk,
            "conversation": row.conversation_id,
            "kind": "team" if row.is_internal else "forward" if row.is_forward else "mail",
            "state": row.state,
            "subject": row.subject,
            "addresses": row.addresses,
            "team": {"id": row.team.pk, "name": row.team.name} if row.team else None,
            "agent": row.agent_id,
            "began_at": row.began_at,
            "last_activity_at": row.last_activity_at,
            "messages": said[row.pk],
        }
        for row in rows
    ]
