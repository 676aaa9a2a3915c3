"""Who should hear of a fact, and as what. Whether they may, and want to, is asked afterwards."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from keepword.care.models import Gift
from keepword.conversations.drafting.departing import AWAY, BARRED
from keepword.conversations.models import Aside
from keepword.conversations.models.chat import CHAT
from keepword.conversations.models.conversation import SPAM
from keepword.events.models import Event
from keepword.notices import kinds
from keepword.notices.world import Word, World
from keepword.people.models import Agent
from keepword.surveys.models import Survey
from keepword.surveys.scores import POOR

RINGS = timedelta(minutes=2)  # a chat that nobody took is with somebody else by then


def words_of(events: Sequence[Event], *, world: World | None = None) -> list[Word]:
    """For each fact everybody who should hear, without the one who did it. Nobody hears of one fact twice. `world` is
    that of these facts, where the caller asks it for more."""
    world = world or World(events)
    found: dict[tuple[int, int], Word] = {}
    for event in events:
        for word in HEARD_BY[event.name](event, world):
            if ("agent", word.agent_id) != (event.actor_kind, event.actor_id):
                found.setdefault((event.pk, word.agent_id), word)
    return list(found.values())


Heard = Callable[[Event, World], Iterator[Word]]


def _assigned(event: Event, world: World) -> Iterator[Word]:
    if event.data.get("to"):
        yield Word(kinds.ASSIGNED, event.data["to"], event)


def _created(event: Event, world: World) -> Iterator[Word]:
    """One's team: that of the conversation, else those of the inbox, else everybody who works in it. Nobody waits in
    one that a colleague began."""
    made = world.conversation_of(event)
    if made is None or made.status == SPAM or event.data.get("split_from") or event.data.get("by_us"):
        return
    for agent in sorted(world.seers.team_or_all(made.inbox_id, team_id=made.team_id)):
        yield Word(kinds.TEAM, agent, event)


def _team_assigned(event: Event, world: World) -> Iterator[Word]:
    for agent in sorted(world.seers.members(event.data.get("to"))):
        yield Word(kinds.TEAM, agent, event)


def _received(event: Event, world: World) -> Iterator[Word]:
    """With the first message nothing was answered yet."""
    answered = world.conversation_of(event)
    if answered is None or answered.status == SPAM or event.data.get("is_automatic"):
        return
    followers = [one for one in world.followers.get(answered.pk, ()) if one != answered.assignee_id]
    if not (answered.assignee_id or followers) or (answered.pk, event.at) in world.begun:
        return
    # Whoever holds a live chat has it before their eyes: a bell for each of its lines would ring all day.
    for agent in world.holder_of(event) if event.data.get("channel") != CHAT else ():
        yield Word(kinds.ANSWERED, agent, event)
    for agent in followers:
        yield Word(kinds.FOLLOWED, agent, event)


def _answered_poorly(event: Event, world: World) -> Iterator[Word]:
    """Whoever holds it, else whoever helped them, else the team; not again when it was poor before."""
    answered, was = world.conversation_of(event), event.data.get("was")
    if answered is None or event.data["score"] not in POOR or was in POOR:
        return
    helper = Survey.objects.filter(pk=event.data["survey"]).values_list("agent_id", flat=True)  # house: as above
    team = world.seers.team_or_all(answered.inbox_id, team_id=answered.team_id)
    for agent in world.holder_of(event) or [one for one in helper if one] or sorted(team):
        yield Word(kinds.POOR_ANSWER, agent, event)


def _mentioned(event: Event, world: World) -> Iterator[Word]:
    """What somebody outside answered is a mention of whoever asked, and told as an answer. `told`: of a note that was
    put right only those who stand in it for the first time; older facts do not say it, and mean all."""
    for agent in world.called.get(event.data["message"], ()) if event.actor_kind == "agent" else ():
        if agent in event.data.get("told", [agent]):
            yield Word(kinds.MENTIONED, agent, event)


def _given(event: Event, world: World) -> Iterator[Word]:
    for agent in event.data["to"]:
        yield Word(kinds.ESCALATED, agent, event)


def _clock(event: Event, world: World) -> Iterator[Word]:
    for agent in world.holder_of(event):
        if agent not in world.escalated.get(event.pk, ()):
            yield Word(kinds.TARGET, agent, event)


def _promise_near(event: Event, world: World) -> Iterator[Word]:
    """First whoever owes it; the team when that is nobody, or somebody who is not there before it is due."""
    owed = world.owing.get(event.data["promise"])
    if owed is None or not owed.is_open:
        return
    if event.data.get("to") == "team":
        hear = owed.team
    else:
        hear = owed.owners if owed.is_somebody_there else [*owed.owners, *owed.team]
    for agent in hear:
        yield Word(kinds.PROMISE_NEAR, agent, event, needed_by=owed.due_at)


def _promise_broken(event: Event, world: World) -> Iterator[Word]:
    """That of an emergency calls more people, by a fact of its own."""
    owed = world.owing.get(event.data["promise"])
    if owed is not None and owed.is_owed and not owed.is_emergency:
        for agent in owed.owners or owed.team:
            yield Word(kinds.PROMISE_BROKEN, agent, event)


def _rang(event: Event, world: World) -> Iterator[Word]:
    """Whoever hears of it later hears of nothing that they could still take."""
    for agent in event.data["to"]:
        yield Word(kinds.CHAT, agent, event, needed_by=event.at + RINGS)


def _woken(event: Event, world: World) -> Iterator[Word]:
    """Whoever holds it, else whoever put it aside."""
    holders = world.holder_of(event)
    if not holders:
        put_aside = Event.objects.filter(
            conversation_id=event.conversation_id, name="conversation.snoozed", actor_kind="agent"
        ).order_by("-id")
        holders = [one for one in put_aside.values_list("actor_id", flat=True)[:1] if one]
    for agent in holders:
        yield Word(kinds.WOKEN, agent, event)


def _failed(event: Event, world: World) -> Iterator[Word]:
    writer = world.writers.get(event.message_id or 0)
    for agent in [writer] if writer else world.holder_of(event):
        yield Word(kinds.FAILED, agent, event)


def _outside(event: Event, world: World) -> Iterator[Word]:
    """Whoever asked, else whoever holds the conversation."""
    if event.data.get("is_automatic"):
        return
    asked = Aside.objects.filter(pk=event.data["aside"]).values_list("agent_id", flat=True)  # house: as above
    for agent in [one for one in asked if one] or world.holder_of(event):
        yield Word(kinds.SUPPLIER, agent, event)


def _task(event: Event, world: World) -> Iterator[Word]:
    for agent in event.data["agents"]:
        yield Word(kinds.TASK, agent, event)


def _emergency(event: Event, world: World) -> Iterator[Word]:
    kind = kinds.EMERGENCY if event.name == "emergency.declared" else kinds.EMERGENCY_LATE
    for agent in event.data["to"]:
        yield Word(kind, agent, event)


def _gift_asked(event: Event, world: World) -> Iterator[Word]:
    """Not when it was answered already: whoever says yes at once must not call the others."""
    if Gift.objects.asked().filter(pk=event.data["gift"]).exists():  # house: as above
        for agent in event.data["to"]:
            yield Word(kinds.GIFT_ASKED, agent, event)


def _gift_answered(event: Event, world: World) -> Iterator[Word]:
    for agent in event.data["to"]:
        yield Word(kinds.GIFT_ANSWERED, agent, event)


def _held(event: Event, world: World) -> Iterator[Word]:
    """Its writer; where they can do nothing about it any more, whoever holds the conversation, else its team."""
    answered, writer = world.conversation_of(event), event.data["agent"]
    is_out = event.data.get("why") in (AWAY, BARRED)
    if answered is None or not (is_out or writer not in world.seers.of(answered.inbox_id)):
        yield Word(kinds.HELD, writer, event)
        return
    team = world.seers.team_or_all(answered.inbox_id, team_id=answered.team_id) - {writer}
    for agent in [one for one in world.holder_of(event) if one != writer] or sorted(team):
        yield Word(kinds.HELD, agent, event)


def _drifted(event: Event, world: World) -> Iterator[Word]:
    """Whoever leads: reads reports and arranges how the team works. Agents read reports too, and cannot mend it."""
    agents = Agent.objects.filter(is_active=True).select_related("own_role").order_by("id")
    for agent in agents:
        if all(map(agent.may, kinds.NEEDED[kinds.DRIFT])):
            yield Word(kinds.DRIFT, agent.pk, event)


def _about_to_delete(event: Event, world: World) -> Iterator[Word]:
    """Whoever runs the installation, in time to stop it."""
    for agent in Agent.objects.filter(is_active=True).select_related("own_role").order_by("id"):
        if all(map(agent.may, kinds.NEEDED[kinds.RETENTION])):
            yield Word(kinds.RETENTION, agent.pk, event)


def _review(event: Event, world: World) -> Iterator[Word]:
    yield Word(kinds.REVIEW, event.data["to"], event)


def _file(event: Event, world: World) -> Iterator[Word]:
    yield Word(kinds.FILE, event.data["to"], event)


HEARD_BY: dict[str, Heard] = {
    "conversation.assigned": _assigned,
    "conversation.created": _created,
    "conversation.team_assigned": _team_assigned,
    "conversation.woken": _woken,
    "chat.rang": _rang,
    "chat.handed_on": _rang,
    "message.received": _received,
    "message.failed": _failed,
    "reply.held": _held,
    "aside.answered": _outside,
    "aside.failed": _failed,
    "mention.made": _mentioned,
    **dict.fromkeys(("task.given", "task.due", "task.done", "task.taken_up", "task.handed_on"), _task),
    "notice.given": _given,
    "clock.warned": _clock,
    "clock.breached": _clock,
    "promise.due_soon": _promise_near,
    "promise.at_risk": _promise_near,
    "promise.broken": _promise_broken,
    "emergency.declared": _emergency,
    "emergency.unanswered": _emergency,
    "survey.answered": _answered_poorly,
    "channel.drifted": _drifted,
    "retention.switched_on": _about_to_delete,
    "principle.review_due": _review,
    **dict.fromkeys(("import.tried", "import.ended"), _file),
    **dict.fromkeys(("gift.asked", "gift.waiting"), _gift_asked),
    **dict.fromkeys(("gift.approved", "gift.declined", "gift.taken_back"), _gift_answered),
}
