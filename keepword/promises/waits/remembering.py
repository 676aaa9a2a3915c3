"""What is remembered of waits: how long each took, and how the queue stood when it began."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from keepword.promises.waits.queueing import Tally
from keepword.promises.waits.rulers import Ruler

MOST = 4000  # waits of a channel that are remembered
NEWEST = 200  # of which the newest are all looked at,
SAMPLE = 400  # and of the others so many, spread evenly: days matter more than waits of one day


@dataclass(slots=True, eq=False)
class Past:
    """One wait. `began` and `ended` are business seconds (readings of one ruler); `ended` is None while it is open.
    `turn` is what the queue promised when it began, `hour` its hour in the zone of the opening hours."""

    began: float
    turn: float | None
    channel: str
    priority: int
    language: str
    hour: int
    weekday: int
    inbox: int = 0
    ended: float | None = None
    has_reply: bool = False


@dataclass(frozen=True, slots=True)
class Arrives:
    """A wait that begins. `key` is what `Ends` will name it by; `at` in seconds since 1970."""

    at: float
    key: int
    channel: str
    priority: int
    language: str
    hour: int
    weekday: int
    inbox: int = 0


@dataclass(frozen=True, slots=True)
class Ends:
    at: float
    key: int
    has_reply: bool


@dataclass
class Memory:
    """Told everything in the order in which it happened."""

    business: Ruler
    staff: Ruler
    pasts: dict[str, list[Past]] = field(default_factory=dict)
    open: dict[int, Past] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tally = Tally(self.business, self.staff)

    def tell(self, fact: Arrives | Ends) -> None:
        if isinstance(fact, Arrives):
            self._arrived(fact)
        else:
            self._ended(fact)

    def tell_all(self, facts: Iterable[Arrives | Ends]) -> None:
        for fact in facts:
            self.tell(fact)

    def sample(self, channel: str) -> list[Past]:
        """The waits of a channel to look at: the newest, and some of those before, evenly spread."""
        whole = self.pasts.get(channel, [])
        older = whole[:-NEWEST]
        step = max(1, len(older) // SAMPLE)
        return older[::step] + whole[-NEWEST:]

    def _arrived(self, fact: Arrives) -> None:
        turn = self.tally.turn(at=fact.at, line=(fact.inbox, fact.channel), priority=fact.priority)
        began = self.business.read(fact.at)
        past = Past(began, turn, fact.channel, fact.priority, fact.language, fact.hour, fact.weekday, fact.inbox)
        self.open[fact.key] = past
        line = self.pasts.setdefault(fact.channel, [])
        line.append(past)
        if len(line) > 2 * MOST:
            del line[:MOST]
        self.tally.arrived(at=fact.at, line=(fact.inbox, fact.channel), priority=fact.priority)

    def _ended(self, fact: Ends) -> None:
        past = self.open.pop(fact.key, None)
        if past is None:
            return
        past.ended, past.has_reply = self.business.read(fact.at), fact.has_reply
        self.tally.ended(at=fact.at, line=(past.inbox, past.channel), priority=past.priority, has_reply=fact.has_reply)
