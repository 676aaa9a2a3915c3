"""A chat rings: for whoever suits it best, then for the next, then for all; and then the visitor is told honestly.

Whoever changes a chat holds its conversation. Two chats that choose at one moment choose one after the other.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.chatting.availability import is_there, takers
from keepword.conversations.models import Chat, ChatRules, Conversation
from keepword.conversations.models.chat import CHAT, LIVE, OVER, RINGING, RUNNING, UNANSWERED
from keepword.conversations.models.conversation import OPEN, SNOOZED, SPAM, WAITING
from keepword.conversations.routing.choosing import Candidate, choose
from keepword.conversations.routing.routing import routing_of
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.models import Agent

ALONE = 2  # agents for whom it rings one after the other: then no visitor waits for a third, it rings for all
AT_ONCE = 100


def ring(event: Event) -> None:
    """Reaction to `message.received`: see `ring_all`."""
    ring_all([event])


def ring_all(events: Sequence[Event]) -> None:
    """What visitors say rings where nobody holds their chat. Costs nothing for what is no chat."""
    for event in events:
        if event.data.get("channel") == CHAT and event.conversation_id:
            rows = Conversation.objects  # house: for the system, in any inbox
            begin(rows.select_related("assignee").get(pk=event.conversation_id), cause=event)


@transaction.atomic
def begin(conversation: Conversation, *, cause: Event | None = None) -> None:
    """Nothing where it rings or runs already. Whoever held it before has it again, when they are there."""
    lock(conversation)
    now = clock.now()
    chat, _is_new = Chat.objects.get_or_create(conversation=conversation, defaults=_fresh(now))
    if conversation.status == SPAM or (chat.state in LIVE and not _is_new):
        return
    if conversation.assignee and is_there(conversation.assignee, now=now):
        chat.change(**_fresh(now) | {"state": RUNNING, "taken_at": now})
        tell(conversation, "chat.taken", by=SYSTEM, cause=cause, agent=conversation.assignee_id)
        return
    chat.change(**_fresh(now))
    ring_next(chat, conversation=conversation, cause=cause)


def _fresh(now: datetime) -> dict[str, object]:
    nobody = {"rings_for": None, "rings_team": None, "given_by": None, "left_at": None}
    return {"state": RINGING, "began_at": now, "rings_until": now, "tried": [], **nobody}


def ring_on() -> None:
    """Those that nobody took in time ring for the next. At regular times."""
    due = Chat.objects.filter(state=RINGING, rings_until__lte=clock.now()).order_by("began_at")
    for number in list(due.values_list("conversation_id", flat=True)[:AT_ONCE]):
        _go_on(number)


@transaction.atomic
def _go_on(number: int) -> None:
    conversation = lock(Conversation.objects.get(pk=number))  # house: for the system, in any inbox
    chat, now = Chat.objects.get(conversation=number), clock.now()
    if chat.state != RINGING or chat.rings_until is None or chat.rings_until > now:
        return
    if conversation.status not in (OPEN, WAITING, SNOOZED):
        chat.change(state=OVER)
    elif chat.given_by_id is not None:
        _come_back(chat, conversation=conversation)
    elif chat.tried and chat.rings_for_id is None:
        _nobody(chat, conversation=conversation, cause=None)
    else:
        ring_next(chat, conversation=conversation)


def _come_back(chat: Chat, *, conversation: Conversation) -> None:
    """The colleague did not take it: it is with whoever gave it, or rings for everybody where they went meanwhile."""
    giver = chat.given_by
    asked = {"agent": chat.rings_for_id, "team": chat.rings_team_id}
    was = chat.rings_for_id
    if giver and conversation.assignee_id == giver.pk and is_there(giver, now=clock.now()):
        chat.change(state=RUNNING, rings_for=None, rings_team=None, rings_until=None, given_by=None)
        tell(conversation, "chat.came_back", by=SYSTEM, to=[giver.pk], asked=asked)
        return
    chat.change(given_by=None, rings_for=None, rings_team=None, tried=[was] if was else [])
    ring_next(chat, conversation=conversation)


def ring_next(chat: Chat, *, conversation: Conversation, cause: Event | None = None) -> None:
    """For the best who has room and was not asked yet; once for all of them; then it is unanswered. The caller holds
    the conversation."""
    house, now = _held_rules(), clock.now()
    those = takers(conversation.inbox_id, now=now, team=chat.rings_team_id)
    until = now + timedelta(seconds=house.ring_seconds)
    chosen = _next(chat, conversation=conversation, those=those)
    if chosen is not None:
        chat.change(rings_for_id=chosen, rings_until=until, tried=[*chat.tried, chosen], state=RINGING)
        Agent.objects.filter(pk=chosen).update(chat_rang_at=now)
        tell(conversation, "chat.rang", by=SYSTEM, cause=cause, to=[chosen])
    elif those:
        everybody = [one.agent_id for one in those]
        chat.change(rings_for_id=None, rings_until=until, tried=everybody, state=RINGING)
        tell(conversation, "chat.rang", by=SYSTEM, cause=cause, to=everybody)
    else:
        _nobody(chat, conversation=conversation, cause=cause)


def _held_rules() -> ChatRules:
    ChatRules.objects.get_or_create(id=1)
    return ChatRules.objects.select_for_update().get(id=1)


def _next(chat: Chat, *, conversation: Conversation, those: Sequence[Candidate]) -> int | None:
    """Who suits best of those who were not asked; None when enough were."""
    if len(chat.tried) >= ALONE:
        return None
    routing = routing_of(conversation)
    free = [one for one in those if one.agent_id not in chat.tried]
    language = conversation.language if routing is None or routing.minds_language else ""
    chosen = choose(free, by_load=True, language=language, skill=routing.skill if routing else "")
    return chosen.agent_id if chosen else None


def _nobody(chat: Chat, *, conversation: Conversation, cause: Event | None) -> None:
    chat.change(state=UNANSWERED, rings_for_id=None, rings_team_id=None, rings_until=None)
    tell(conversation, "chat.unanswered", by=SYSTEM, cause=cause)
