"""What would a channel take? Hours of people a week, and how many of them, for a time to answer in. Pure."""

from dataclasses import dataclass
from math import ceil

from keepword.insight.staffing.queueing import servers_needed

MINUTES_PER_ANSWER = 6.0  # reading, finding out and writing, where nothing was measured yet
OCCUPANCY = 0.75  # of paid time goes into answers; the rest is breaks, talk and learning, or people leave
WEEK_HOURS = 40.0  # that one person is there, where nobody has said
ANSWERED = 0.9  # of those who write, within the time: as our published waits hold (docs/waits.md)
TAKEN = 0.8  # of live contacts, within the time: what call centres plan for
MOST_CONTACTS = 100_000  # a week


@dataclass(frozen=True, slots=True)
class Live:
    """Somebody waits while we answer. minutes: of one contact. together: how many one person has at a time.
    wait_seconds: until it is taken."""

    minutes: float
    together: int
    wait_seconds: int


# Our own assumptions, shown where they are used, until there are contacts to measure.
LIVE = {"phone": Live(6.0, 1, 60), "chat": Live(10.0, 2, 60)}
WRITTEN_WAIT_SECONDS = 8 * 3600  # of opening time, where no other time is aimed for


@dataclass(frozen=True, slots=True)
class Load:
    """What comes. contacts: a week. answers_per_contact: replies that one needs, nobody less than one. minutes: of
    work for one answer (of a live contact: for all of it). open_hours: a week. wait_seconds: of opening time, in which
    an answer should be there."""

    contacts: float
    minutes: float
    open_hours: float
    wait_seconds: int
    answers_per_contact: float = 1.0


@dataclass(frozen=True, slots=True)
class Need:
    """What it takes. hours: a week that people must be there for it, pauses included. people: how many, in halves,
    rounded up. at_once: how many must be there at the same moment so that nine of ten (live: eight of ten) are
    answered in time; 0 where nobody comes. can_be_met: False where the channel is never open, so that no number of
    people is enough."""

    hours: float
    people: float
    at_once: int
    can_be_met: bool = True


NOTHING = Need(0.0, 0.0, 0)


def written(load: Load) -> Need:
    """For letters, which can wait: contacts times answers times minutes, divided by how busy people can be. That is
    how work that may wait is planned (B. Cleveland, Call Center Management on Fast Forward).

    One person gives at most the hours that the channel is open, and 40. The time to answer in is asked of Erlang C
    over the opening hours: it asks for more people at once, not for more hours, since who waits for the next letter
    has other work. Arrivals are taken as even over the opening hours. Raises ValueError for a negative number."""
    _check(load)
    if load.contacts == 0:
        return NOTHING
    hours = load.contacts * max(load.answers_per_contact, 1.0) * load.minutes / 60
    if load.open_hours == 0:
        return Need(hours / OCCUPANCY, 0.0, 0, can_be_met=False)
    at_once = servers_needed(
        hours / load.open_hours, handling=load.minutes / 60, wait=load.wait_seconds / 3600, share=ANSWERED
    )
    paid = hours / OCCUPANCY
    people = _halves(paid / min(WEEK_HOURS, load.open_hours))
    return Need(paid, max(people, float(at_once)) if at_once > 1 else people, at_once)


def live(load: Load, *, together: int) -> Need:
    """For calls and chats, where somebody waits: people must be there all the time that it is open, enough of them by
    Erlang C. A person is as many servers as the contacts they have `together`. Without contacts still one: it may ring
    at any moment. Raises ValueError for a negative number, and for nobody together."""
    _check(load)
    if together < 1:
        raise ValueError("somebody has at least one")
    if load.open_hours == 0:
        return Need(0.0, 0.0, 0, can_be_met=load.contacts == 0)
    erlangs = load.contacts * load.minutes / 60 / load.open_hours
    servers = servers_needed(erlangs, handling=load.minutes / 60, wait=load.wait_seconds / 3600, share=TAKEN)
    at_once = max(1, ceil(servers / together))
    hours = max(at_once * load.open_hours, erlangs * load.open_hours / together / OCCUPANCY)
    return Need(hours, max(_halves(hours / min(WEEK_HOURS, load.open_hours)), float(at_once)), at_once)


def _check(load: Load) -> None:
    if min(load.contacts, load.answers_per_contact, load.minutes, load.open_hours, load.wait_seconds) < 0:
        raise ValueError("work is not negative")
    if load.contacts > MOST_CONTACTS:
        raise ValueError(f"more than {MOST_CONTACTS} contacts a week")


def _halves(people: float) -> float:
    return ceil(people * 2 - 1e-9) / 2
