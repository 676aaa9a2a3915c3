"""What a conversation that is a live chat shows more: who has it, for whom it rings, what the next agent must know."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from keepword.channels.chat.models import Visit
from keepword.channels.chat.posting import reads_here
from keepword.conversations.chatting.availability import takers
from keepword.conversations.chatting.transcripts import can_be_mailed
from keepword.conversations.models import Chat, Conversation, Message
from keepword.conversations.models.chat import CHAT, OVER, RINGING, RUNNING, UNANSWERED
from keepword.conversations.models.message import INBOUND
from keepword.events.presence import visitor_at
from keepword.kit import clock, tokens
from keepword.kit.zones import is_zone, zone_of
from keepword.people.models import Agent, Team
from keepword.people.permissions import ASSIGN, REPLY
from keepword.web.conversations.contact import language_name

PAGE, MAIL, WAITS, NOWHERE = "page", "mail", "waits", "nowhere"


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` is what the form sends."""

    value: str
    words: str
    is_team: bool


@dataclass(frozen=True, slots=True)
class Face:
    """`rings_for` is the colleague or team to whom it is offered by its holder, "" when it is not. `can_take` and
    `can_give`: this agent, now. `note` is the last word with which it was given on, by `noted_by`. `their_clock` is
    the hour where they are, "" when that is not known. `way` is how an answer reaches them, to `mailed_to` when it is
    MAIL. `is_wanted`: they get the whole of it by mail; `is_mailed`: they have it."""

    state: str
    is_mine: bool
    can_take: bool
    can_give: bool
    rings_for: str
    note: str
    noted_by: str
    language: str
    their_clock: str
    visitor: str
    waiting_since: datetime | None
    page: str
    page_words: str
    choices: list[Choice]
    mark: str
    can_mail: bool
    is_wanted: bool
    is_mailed: bool
    way: str
    mailed_to: str

    @property
    def is_live(self) -> bool:
        return self.state in (RINGING, RUNNING)


def of(conversation: Conversation, *, agent: Agent) -> Face | None:
    """None for what is no chat: that costs nothing."""
    if conversation.channel != CHAT:
        return None
    chat = _known(conversation) or Chat(conversation=conversation, state=OVER)
    visit = Visit.objects.filter(conversation=conversation.pk).order_by("-id").first()
    page = visit.page if visit else ""
    is_mine = conversation.assignee_id == agent.pk
    can_give = is_mine and chat.state == RUNNING and agent.may(ASSIGN)
    return Face(
        state=chat.state,
        is_mine=is_mine,
        can_take=chat.state in (RINGING, UNANSWERED) and not is_mine and agent.may(REPLY),
        can_give=can_give,
        rings_for=_rings_for(chat),
        note=chat.note.text if chat.note else "",
        noted_by=chat.note.sender_name if chat.note else "",
        language=language_name(conversation.language) if conversation.language else "",
        their_clock=_clock_there(conversation.contact.time_zone),
        visitor=visitor_at(conversation.pk),
        waiting_since=conversation.waiting_since,
        page=page,
        page_words=urlsplit(page).path.rstrip("/") or urlsplit(page).netloc if page else "",
        choices=_choices(conversation, agent=agent) if can_give else [],
        mark=tokens.unguessable(),
        can_mail=not chat.is_wanted_by_mail and agent.may(REPLY) and can_be_mailed(conversation),
        is_wanted=chat.is_wanted_by_mail,
        is_mailed=chat.mailed_at is not None,
        way=_way_to(visit, conversation=conversation),
        mailed_to=visit.email if visit else "",
    )


def read(conversation: Conversation, *, by: Agent) -> None:
    """Its agent has it before their eyes: nothing in it is unread."""
    if conversation.channel != CHAT or conversation.assignee_id != by.pk:
        return
    newest = Message.objects.visible_to(by).filter(conversation=conversation.pk, kind=INBOUND).order_by("-id")
    last = newest.values_list("id", flat=True).first() or 0
    Chat.objects.visible_to(by).filter(conversation=conversation.pk, read_to__lt=last).update(read_to=last)


def _way_to(visit: Visit | None, *, conversation: Conversation) -> str:
    """As `posting.post` decides when an answer leaves."""
    if visit is None or reads_here(visit, conversation=conversation):
        return PAGE
    if visit.email:
        return MAIL
    return WAITS if visit.ended_at is None else NOWHERE


def _known(conversation: Conversation) -> Chat | None:
    rows = Chat.objects.select_related("note", "rings_for", "rings_team")  # house: the conversation was asked for
    return rows.filter(conversation=conversation.pk).first()


def _rings_for(chat: Chat) -> str:
    if chat.state != RINGING or chat.given_by_id is None:
        return ""
    return str(chat.rings_for or chat.rings_team or "")


def _choices(conversation: Conversation, *, agent: Agent) -> list[Choice]:
    """Who takes chats now and may see this one: colleagues, then teams that have such a one."""
    ids = [one.agent_id for one in takers(conversation.inbox_id, now=clock.now(), but=[agent.pk])]
    if not ids:
        return []
    people = Agent.objects.filter(pk__in=ids).order_by("name", "id").values_list("id", "name")
    teams = Team.objects.filter(agents__in=ids).distinct().order_by("name").values_list("id", "name")
    return [
        *(Choice(f"agent-{number}", name, is_team=False) for number, name in people),
        *(Choice(f"team-{number}", name, is_team=True) for number, name in teams),
    ]


def _clock_there(zone: str) -> str:
    return f"{clock.now().astimezone(zone_of(zone)):%H:%M}" if is_zone(zone) else ""
