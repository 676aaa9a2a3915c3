"""What would one more channel cost? A plain forecast, before it is promised to customers."""

from dataclasses import dataclass
from math import ceil

MINUTES_PER_ANSWER = 6.0  # reading, finding out and writing; measured ones take its place once there are any
HOURS_A_WEEK = 30.0  # of answering that one person gives in a working week of 40: the rest is breaks, talk, learning
GOOD_START = 2  # channels: better two answered well than ten badly


@dataclass(frozen=True, slots=True)
class Workload:
    """hours: of answering a week. people: as many as they need, in halves, rounded up."""

    hours: float
    people: float


def workload(contacts: int, *, answers_per_contact: float, minutes_per_answer: float = MINUTES_PER_ANSWER) -> Workload:
    """For so many contacts a week. Nobody answers less than once. Raises ValueError for a negative number."""
    if contacts < 0 or answers_per_contact < 0 or minutes_per_answer < 0:
        raise ValueError("work is not negative")
    hours = contacts * max(answers_per_contact, 1.0) * minutes_per_answer / 60
    return Workload(hours, ceil(hours / HOURS_A_WEEK * 2) / 2)


def gets_out_of_hand(supported: int) -> bool:
    """Whether one more than so many supported channels is more than a team does well from the start."""
    return supported >= GOOD_START
