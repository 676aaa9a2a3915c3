"""Chats that ring and run, and what an agent does with one: take it, hand it over, end it."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import Problem, wrong
from keepword.api.rest.describing import LARGEST, MEANT, SOMETHING, TEXT, Given, Id, Words, documented, only_known
from keepword.api.rest.reading import found
from keepword.conversations.chatting.handing_on import NotRunning, NotThere, hand_to_agent, hand_to_team
from keepword.conversations.chatting.taking import NotToTake, take
from keepword.conversations.models import Chat, Conversation
from keepword.conversations.models.chat import LIVE, OVER, RINGING, RUNNING, UNANSWERED
from keepword.conversations.replying import NothingToSay
from keepword.conversations.resolving import resolve
from keepword.conversations.teamwork.mentioning import NotForThem
from keepword.people.models import Agent, Team
from keepword.people.permissions import ASSIGN, CHANGE, REPLY

router = Router(tags=["Chats"])
conversation_router = Router(tags=["Chats"])
MOST = 200
STATES = (RINGING, RUNNING, UNANSWERED, OVER)
LiveState = Annotated[str, Field(pattern=f"^({'|'.join(LIVE)})$", json_schema_extra={"enum": [*LIVE]})]


class ChatItem(Shape):
    conversation: int
    state: str = Field(json_schema_extra={"enum": [*STATES]}, description='"ringing" until somebody takes it.')
    assignee: int | None
    rings_for: int | None = Field(description="The agent for whom it rings; null for a team, for all, or for nobody.")
    rings_team: int | None
    rings_until: datetime | None
    given_by: int | None = Field(description="Who offers it to a colleague: it is theirs until it is taken.")
    began_at: datetime
    taken_at: datetime | None
    left_at: datetime | None = Field(description="When the visitor went from their page; null while they are there.")
    waiting_since: datetime | None
    due_at: datetime | None = Field(description="When an answer is due, by your targets.")


class ChatList(Shape):
    items: list[ChatItem]
    next: None = Field(description=f"Always null: the {MOST} that run for the longest.")


class ChatFilters(Shape):
    state: LiveState | None = None


class NewHandOverOfChat(Given):
    agent: Id | None = Field(default=None, description="A colleague who is there. Either this or `team`.")
    team: Id | None = Field(default=None, description="It rings for all of them who take chats.")
    why: Annotated[
        Words,
        Field(max_length=TEXT, pattern=SOMETHING, json_schema_extra=MEANT, description="A note: they read it first."),
    ]


@router.get("", response=documented(200, ChatList, 400, 422), summary="List live chats")
def list_chats(request: HttpRequest, filters: Query[ChatFilters]) -> HttpResponse:
    """Those that ring and those that run, as far as you see them; the longest running first."""
    only_known(request, ChatFilters)
    rows = Chat.objects.visible_to(agent_of(request)).live().select_related("conversation")
    if filters.state:
        rows = rows.filter(state=filters.state)
    return answer({"items": [_item(one) for one in rows.order_by("began_at", "conversation")[:MOST]], "next": None})


@conversation_router.get("/{int:conversation_id}/chat", response=documented(200, ChatItem, 404), summary="Read a chat")
def read_chat(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """404 for a conversation that is no chat."""
    return _answered(request, conversation_id)


@conversation_router.put(
    "/{int:conversation_id}/chat/taking", response=documented(200, ChatItem, 403, 404, 409), summary="Take a chat"
)
def put_chat_taking(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Once for whoever is first. Twice is once; 409 `taken` when a colleague has it, `over` when it is over."""
    agent = agent_of(request, may=REPLY)
    conversation = _of_chat(request, conversation_id)
    try:
        take(conversation, by=agent)
    except NotToTake as late:
        name, detail = ("taken", "A colleague has it.") if late.by else ("over", "This chat is over.")
        raise Problem(409, name=name, detail=detail) from late
    return _answered(request, conversation_id)


@conversation_router.put(
    "/{int:conversation_id}/chat/hand-over",
    response=documented(200, ChatItem, 400, 403, 404, 409, 413, 415, 422),
    summary="Offer a chat to a colleague",
)
def put_chat_hand_over(request: HttpRequest, conversation_id: int, new: NewHandOverOfChat) -> HttpResponse:
    """It stays yours until one of them takes it, and is yours again when none does. 409 `not-there` when none of them
    takes chats now, `not-yours` when you do not hold it."""
    agent = agent_of(request, may=ASSIGN)
    conversation = _of_chat(request, conversation_id)
    try:
        _hand(conversation, new=new, by=agent)
    except NotThere as error:
        raise Problem(409, name="not-there", detail="None of them takes chats at this moment.") from error
    except NotRunning as error:
        raise Problem(409, name="not-yours", detail="Only whoever has a chat can give it on.") from error
    except NothingToSay as error:
        raise wrong("/why", "Say in a word why.") from error
    except NotForThem as error:
        raise wrong("/why", "Somebody whom it calls may not see this conversation.") from error
    return _answered(request, conversation_id)


@conversation_router.put(
    "/{int:conversation_id}/chat/end", response=documented(200, ChatItem, 403, 404), summary="End a chat"
)
def put_chat_end(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """It is resolved, as by the key e. When the visitor writes again, it rings again. Twice is once."""
    agent = agent_of(request, may=CHANGE)
    resolve(_of_chat(request, conversation_id), by=agent.as_actor)
    return _answered(request, conversation_id)


def _hand(conversation: Conversation, *, new: NewHandOverOfChat, by: Agent) -> None:
    if (new.agent is None) == (new.team is None):
        raise wrong("/agent", "Name either an agent or a team.")
    if new.team is not None:
        team = Team.objects.filter(pk=min(new.team, LARGEST)).first()
        if team is None:
            raise NotThere
        hand_to_team(conversation, to=team, why=new.why, by=by)
        return
    agent = Agent.objects.active().filter(pk=min(new.agent or 0, LARGEST)).first()
    if agent is None:
        raise NotThere
    hand_to_agent(conversation, to=agent, why=new.why, by=by)


def _of_chat(request: HttpRequest, number: int) -> Conversation:
    conversation = found(number, agent=agent_of(request))
    if not Chat.objects.visible_to(agent_of(request)).filter(conversation=conversation.pk).exists():
        raise Http404
    return conversation


def _answered(request: HttpRequest, number: int) -> HttpResponse:
    conversation = _of_chat(request, number)
    rows = Chat.objects.visible_to(agent_of(request)).select_related("conversation")
    return answer(_item(rows.get(conversation=conversation.pk)))


def _item(chat: Chat) -> dict[str, Any]:
    plain = ("state", "rings_until", "began_at", "taken_at", "left_at")
    return {
        "conversation": chat.conversation_id,
        "assignee": chat.conversation.assignee_id,
        "rings_for": chat.rings_for_id,
        "rings_team": chat.rings_team_id,
        "given_by": chat.given_by_id,
        "waiting_since": chat.conversation.waiting_since,
        "due_at": chat.conversation.due_at,
        **{name: getattr(chat, name) for name in plain},
    }
