"""Write down what agents should know, and by which ways they hear of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from keepword.conversations.models import Capacity
from keepword.events import log
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.among import Among, listed
from keepword.kit.prepared import PreparedModels
from keepword.kit.updating import update_all
from keepword.notices import kinds
from keepword.notices.choosing import choice_of, rest_of
from keepword.notices.counting import hold, recount
from keepword.notices.deciding import Decision, Now, decide, decide_alarm
from keepword.notices.hearing import words_of
from keepword.notices.models import Choices, Notice
from keepword.notices.watching import has_page_open
from keepword.notices.world import Word, World
from keepword.people.models import Agent

MADE = "notice.made"
TOGETHER = timedelta(minutes=10)  # what happens again within this time disturbs nobody again
GROWS = ("count", "event_id", "at", "needed_by", "in_page", "told_at", "push_at", "mail_at")
Key = tuple[int, int | None, str]  # agent, conversation, kind


def tell(event: Event) -> None:
    """Reaction to what `hearing.HEARD_BY` names."""
    tell_all([event])


def tell_all(events: Sequence[Event]) -> None:
    """Many facts in a few queries. Only who may see the conversation now is told."""
    world = World(events)
    words = [one for one in words_of(events, world=world) if _may_hear(one, world=world)]
    wanting = {one.agent_id for one in words}
    if wanting:
        _tell_each(words, agents=wanting)


def _may_hear(word: Word, *, world: World) -> bool:
    """What is about no conversation is told to whom it was given."""
    inbox = word.event.inbox_id
    return word.kind in kinds.ABOUT_NO_CONVERSATION if inbox is None else word.agent_id in world.seers.of(inbox)


def _tell_each(words: Sequence[Word], *, agents: set[int]) -> None:
    chosen = {one.agent_id: one for one in CHOSEN.rows(agents=listed(agents))}
    blank = Choices()
    wanted = [one for one in words if _wants(chosen.get(one.agent_id, blank), kind=one.kind)]
    if not wanted:
        return
    held = hold({one.agent_id for one in wanted})
    desk = _Desk(held, chosen=chosen, known=_known(wanted))
    for word in wanted:
        if word.agent_id in held:
            desk.tell(word)
    told = desk.write()
    recount(held.values())
    log.record(MADE, to=sorted(told))


def _wants(choices: Choices, *, kind: str) -> bool:
    choice = choice_of(choices, kind=kind)
    return choice.page or choice.push or choice.mail != "none"


def _known(words: Sequence[Word]) -> dict[Key, Notice]:
    """The unread ones that these words would repeat; of several the newest."""
    rows = Notice.objects.unread().filter(  # house: counted up, not shown
        agent_id__in={one.agent_id for one in words}, conversation_id__in={one.event.conversation_id for one in words}
    )
    return {(one.agent_id, one.conversation_id, one.kind): one for one in rows.order_by("at", "id")}


class _Desk:
    """Notices as they are becoming, until they are written."""

    def __init__(self, agents: dict[int, Agent], *, chosen: dict[int, Choices], known: dict[Key, Notice]) -> None:
        self._agents, self._chosen, self._known = agents, chosen, known
        self._now = clock.now()
        self._away = set(Capacity.objects.filter(agent_id__in=agents, is_away=True).values_list("agent_id", flat=True))
        self._changed: dict[Key, Notice] = {}

    def tell(self, word: Word) -> None:
        key = (word.agent_id, word.event.conversation_id, word.kind)
        known = self._known.get(key)
        if known is not None and known.event_id is not None and known.event_id >= word.event.pk:
            return  # a task may come twice
        one = known or Notice(
            agent_id=word.agent_id, conversation_id=word.event.conversation_id, kind=word.kind, count=0
        )
        one.count, one.event, one.at, one.needed_by = one.count + 1, word.event, self._now, word.needed_by
        if known is None or self._now - one.told_at >= TOGETHER:
            self._decide(one)
        self._known[key] = self._changed[key] = one

    def _decide(self, one: Notice) -> None:
        found = self._decision(one)
        one.in_page, one.told_at = found.in_page, self._now
        one.push_at = _sooner(one.push_at, found.push_at)
        one.mail_at = _sooner(one.mail_at, found.mail_at)

    def _decision(self, one: Notice) -> Decision:
        choices = self._chosen.get(one.agent_id) or Choices()
        now = Now(
            self._now,
            is_away=one.agent_id in self._away,
            is_page_open=has_page_open(choices),
            focus_until=choices.focus_until,
            needed_by=one.needed_by,
        )
        agent, choice = self._agents[one.agent_id], choice_of(choices, kind=one.kind)
        if one.kind in kinds.ALARMS:
            return decide_alarm(choice, now=now)
        return decide(choice, rest=rest_of(choices, zone=agent.time_zone), now=now)

    def write(self) -> set[int]:
        """Returns the ids of those who are told something new."""
        changed = list(self._changed.values())
        known = [(one.pk, *(getattr(one, field) for field in GROWS)) for one in changed if one.pk is not None]
        Notice.objects.bulk_create([one for one in changed if one.pk is None])  # house: written, not read
        update_all(Notice, known, fields=GROWS)  # whose agents are held
        return {one.agent_id for one in changed}


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other


CHOSEN = PreparedModels(lambda agents: Choices.objects.filter(Among("agent_id", agents)))
