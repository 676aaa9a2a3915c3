"""Where the time went: with us, with the customer, put aside, or done. Pure."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from keepword.promises.clocks import deeds
from keepword.promises.clocks.deeds import Deed, Story

AGENT, CUSTOMER, SNOOZED, DONE = "agent", "customer", "snoozed", "done"

# What a deed makes of the state that it finds; whatever is not here changes nothing.
_MOVES: dict[str, dict[str, str]] = {
    deeds.ARRIVED: {CUSTOMER: AGENT, SNOOZED: AGENT, DONE: AGENT},
    deeds.TOOK_IN: {CUSTOMER: AGENT, SNOOZED: AGENT, DONE: AGENT},
    deeds.ANSWERED: {AGENT: CUSTOMER, SNOOZED: CUSTOMER},
    deeds.FAILED: {CUSTOMER: AGENT, SNOOZED: AGENT, DONE: AGENT},
    deeds.RESOLVED: {AGENT: DONE, CUSTOMER: DONE, SNOOZED: DONE},
    deeds.AWAITED: {AGENT: CUSTOMER, SNOOZED: CUSTOMER, DONE: CUSTOMER},
    deeds.REOPENED: {CUSTOMER: AGENT, SNOOZED: AGENT, DONE: AGENT},
    deeds.SNOOZED: {AGENT: SNOOZED, CUSTOMER: SNOOZED, DONE: SNOOZED},
    deeds.WOKEN: {SNOOZED: AGENT},
    deeds.UNMARKED_SPAM: {CUSTOMER: AGENT, SNOOZED: AGENT, DONE: AGENT},
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """`ended_at` None for the last, which lasts."""

    turn: str
    started_at: datetime
    ended_at: datetime | None = None


def stretches_of(story: Story) -> list[Stretch]:
    """From the first message on, without gaps. Nothing before anybody wrote; spam and what was merged end."""
    moves: list[tuple[str, datetime]] = []
    for deed in story.deeds:
        turn = _turn(deed, of=moves[-1][0] if moves else "")
        if turn:
            # The log's order counts: a mail that was stored late turns no clock back.
            moves.append((turn, max(deed.at, moves[-1][1]) if moves else deed.at))
    ends: list[datetime | None] = [at for _, at in moves[1:]]
    last = story.when(deeds.MARKED_SPAM) if story.is_spam else story.when(deeds.MERGED)
    return [Stretch(turn, at, end) for (turn, at), end in zip(moves, [*ends, last], strict=False)]


def _turn(deed: Deed, *, of: str) -> str:
    if deed.still_waits:
        return ""
    if not of:
        return {deeds.ARRIVED: AGENT, deeds.ANSWERED: CUSTOMER}.get(deed.what, "")
    return _MOVES.get(deed.what, {}).get(of, "")


def seconds_by_turn(stretches: list[Stretch], *, now: datetime) -> Counter[str]:
    """Calendar seconds of each turn; what is done takes no time."""
    took: Counter[str] = Counter()
    for one in stretches:
        if one.turn != DONE:
            took[one.turn] += max(0, int(((one.ended_at or now) - one.started_at).total_seconds()))
    return took
