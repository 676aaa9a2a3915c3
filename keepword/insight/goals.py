"""Where we are with a goal that a figure measures: of the last four weeks, of what the reader may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from keepword.insight.by_channel import satisfaction
from keepword.people.models import Agent
from keepword.principles.models import CSAT, FIRST_ANSWERS, PROMISES_KEPT
from keepword.promises.attaining import AIMED, sums_of
from keepword.promises.ledger.tallying import tally_spans
from keepword.promises.models import Promise
from keepword.surveys.models import Survey

WINDOW = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Standing:
    """So many of so many; nothing is known while `n` is 0."""

    hits: int
    n: int

    @property
    def share(self) -> float | None:
        return self.hits / self.n if self.n else None


def standing(figure: str, *, agent: Agent, at: datetime) -> Standing:
    """Raises KeyError for no figure."""
    return FIGURES[figure](agent, at - WINDOW, at)


def _first_answers(agent: Agent, since: datetime, at: datetime) -> Standing:
    """By our own targets."""
    sums = [sums for (basis, _channel), sums in sums_of(agent, since=since, at=at).items() if basis == AIMED]
    return Standing(sum(kept for kept, _n in sums), sum(n for _kept, n in sums))


def _promises_kept(agent: Agent, since: datetime, at: datetime) -> Standing:
    (found,) = tally_spans(Promise.objects.visible_to(agent), spans=[(since, at)], at=at)
    return Standing(found.kept, found.settled)


def _csat(agent: Agent, since: datetime, at: datetime) -> Standing:
    found = satisfaction(Survey.objects.visible_to(agent), since=since, until=at).values()
    return Standing(sum(one.satisfied for one in found), sum(one.n for one in found))


FIGURES: dict[str, Callable[[Agent, datetime, datetime], Standing]] = {
    FIRST_ANSWERS: _first_answers,
    PROMISES_KEPT: _promises_kept,
    CSAT: _csat,
}
