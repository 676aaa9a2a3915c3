"""For whom a conversation waited, and how long: its stretches, and over them what was asked of others. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from keepword.promises.clocks import deeds
from keepword.promises.clocks.deeds import Story
from keepword.promises.clocks.stretches import AGENT, CUSTOMER, DONE, Stretch, stretches_of
from keepword.promises.models.time_spent import ANOTHER_TEAM, APPROVAL, SUPPLIER

# Whoever stands first here holds up the others: without a yes nobody goes on, and a supplier is further than a team.
ORDER = [APPROVAL, SUPPLIER, ANOTHER_TEAM]


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody else was asked: `whom` of `ORDER`. `until` None while they have not answered."""

    whom: str
    since: datetime
    until: datetime | None = None

    def lasts(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


def parts_of(story: Story, *, askings: Sequence[Asking]) -> list[Stretch]:
    """Its stretches, where one in which others were asked is theirs, whoever's turn it was: who waits for a supplier
    waits for them, also after a word to the customer; and what they answered is ours to pass on. What is done waits
    for nobody. Neighbours alike are one."""
    answers = [deed.at for deed in story.deeds if deed.what == deeds.ANSWERED]
    found: list[Stretch] = []
    for stretch in stretches_of(story):
        for piece in _pieces(stretch, askings=askings, answers=answers):
            last = found[-1] if found else None
            if last and last.turn == piece.turn and last.ended_at == piece.started_at:
                found[-1] = Stretch(last.turn, last.started_at, piece.ended_at)
            else:
                found.append(piece)
    return found


def _pieces(stretch: Stretch, *, askings: Sequence[Asking], answers: Sequence[datetime]) -> list[Stretch]:
    if stretch.turn == DONE or not askings:
        return [stretch]
    marks = {at for one in askings for at in (one.since, one.until) if at} | set(answers)
    starts = [stretch.started_at, *sorted(at for at in marks if _is_inside(at, stretch=stretch))]
    ends: list[datetime | None] = [*starts[1:], stretch.ended_at]
    return [
        Stretch(_whose(stretch, at=at, askings=askings, answers=answers), at, end)
        for at, end in zip(starts, ends, strict=True)
    ]


def _is_inside(at: datetime, *, stretch: Stretch) -> bool:
    return stretch.started_at < at and (stretch.ended_at is None or at < stretch.ended_at)


def _whose(stretch: Stretch, *, at: datetime, askings: Sequence[Asking], answers: Sequence[datetime]) -> str:
    asked = {one.whom for one in askings if one.lasts(at)}
    heard = max((one.until for one in askings if one.until and stretch.started_at < one.until <= at), default=None)
    is_to_tell = heard is not None and not any(heard <= one <= at for one in answers)
    own = AGENT if stretch.turn == CUSTOMER and is_to_tell else stretch.turn
    return next((whom for whom in ORDER if whom in asked), own)
