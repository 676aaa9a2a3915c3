"""Call colleagues and teams by name in a note: they find it among their mentions, and follow the conversation."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from keepword.conversations.changing import tell
from keepword.conversations.models import Conversation, Mention, Message
from keepword.conversations.teamwork.calling import called_in, folded
from keepword.conversations.teamwork.following import add_followers
from keepword.conversations.teamwork.seers import who_may_see
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.people.models import Agent, Team

SIGNS = "@＠"


class NotForThem(ValueError):
    """The note calls somebody who may not see the conversation, by these names: they would never learn of it."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.names = names


@dataclass(frozen=True, slots=True)
class Called:
    """`through` says for each agent by which team they were called, None by their own name."""

    through: dict[int, int | None] = field(default_factory=dict)
    agents: list[int] = field(default_factory=list)
    teams: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Somebody:
    """An agent or a team, `members` being those of it who may see the conversation."""

    name: str
    agent: int | None = None
    team: int | None = None
    members: tuple[int, ...] = ()


def who_is_called(conversation: Conversation, *, text: str, before: str = "") -> Called:
    """No query for a text without the sign, four for others. `before` are words that these are put in the place of:
    who stood there already, and may not see it any more, is no reason to refuse them. Raises NotForThem."""
    if not any(sign in text for sign in SIGNS):
        return Called()
    names = _names(conversation)
    meant = [one for named in called_in(text, names=names) for one in named]
    stood = {one.name for named in called_in(before, names=names) for one in named}
    deaf = [one.name for one in meant if not one.members and one.name not in stood]
    if deaf:
        raise NotForThem(deaf)
    through: dict[int, int | None] = {}
    for one in meant:
        for member in one.members:
            # Who is called by name as well as with a team was called by name.
            through[member] = None if one.agent else through.get(member, one.team)
    return Called(through, [one.agent for one in meant if one.agent], [one.team for one in meant if one.team])


def mention(message: Message, *, called: Called, conversation: Conversation, by: Actor) -> None:
    """Inside the transaction of the note. Who calls themselves is not told."""
    told = {agent: team for agent, team in called.through.items() if ("agent", agent) != (by.kind, by.id)}
    if not told:
        return
    now = clock.now()
    rows = [Mention(message=message, agent_id=agent, team_id=team, at=now) for agent, team in told.items()]
    Mention.objects.bulk_create(rows, ignore_conflicts=True)  # house: written, not read
    add_followers(conversation, agents=sorted(told))
    by_name = [agent for agent in called.agents if agent in told]
    tell(conversation, "mention.made", by=by, message=message.pk, to=by_name, teams=called.teams, told=sorted(told))


def call_anew(message: Message, *, called: Called, conversation: Conversation, by: Actor) -> None:
    """The note has other words: who stands in them for the first time is told, and who stands in them no more loses
    what they have not read."""
    rows = Mention.objects.filter(message=message)  # house: of a note that is written
    known = dict(rows.values_list("agent_id", "read_at"))
    uncall(message, agents=known.keys() - called.through.keys(), conversation=conversation, by=by)
    fresh = {agent: team for agent, team in called.through.items() if agent not in known}
    teams = [team for team in called.teams if team in fresh.values()]
    mention(
        message,
        called=Called(fresh, [agent for agent in called.agents if agent in fresh], teams),
        conversation=conversation,
        by=by,
    )


def uncall(message: Message, *, agents: Iterable[int], conversation: Conversation, by: Actor) -> None:
    """These were called, and are not: what they have not read of it goes. What they read stays where they find it."""
    unread = Mention.objects.unread().filter(message=message, agent_id__in=list(agents))  # house: deleted, not shown
    them = sorted(unread.values_list("agent_id", flat=True))
    if them:
        unread.delete()
        tell(conversation, "mention.taken_back", by=by, message=message.pk, to=them)


def _names(conversation: Conversation) -> dict[str, tuple[_Somebody, ...]]:
    """By every folded name that may stand behind the sign: a whole name, a mail address, and the first word of a name
    where it means one person only."""
    seers = set(who_may_see(conversation).values_list("id", flat=True))
    agents = Agent.objects.active().order_by("id").values_list("id", "name", "email")
    names: dict[str, tuple[_Somebody, ...]] = {}
    first_words: dict[str, list[_Somebody]] = {}
    for number, name, email in agents:
        somebody = _Somebody(name, agent=number, members=(number,) if number in seers else ())
        for key in (folded(name), folded(email)):
            names[key] = (*names.get(key, ()), somebody)
        first_words.setdefault(folded(name).partition(" ")[0], []).append(somebody)
    for team in _teams(seers):
        names[folded(team.name)] = (*names.get(folded(team.name), ()), team)
    alone = {word: tuple(them) for word, them in first_words.items() if len(them) == 1}
    return alone | names


def _teams(seers: Iterable[int]) -> list[_Somebody]:
    members: dict[int, list[int]] = {}
    for team, agent in Agent.teams.through.objects.values_list("team_id", "agent_id").order_by("agent_id"):
        members.setdefault(team, []).append(agent)
    allowed = set(seers)
    return [
        _Somebody(name, team=number, members=tuple(one for one in members.get(number, ()) if one in allowed))
        for number, name in Team.objects.order_by("id").values_list("id", "name")
    ]
