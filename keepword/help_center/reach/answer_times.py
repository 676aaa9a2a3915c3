"""When a channel answers: what its catalogue entry publishes, else the estimate of the moment."""

from dataclasses import dataclass
from datetime import datetime

from keepword.brands.models import BrandChannel
from keepword.brands.saying_channels import say_answer_time

PUBLISHED, ESTIMATED, GOAL = "published", "estimated", "goal"


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """`words` is the time in general ("" for an estimate), `by` the instant for who writes now, as one says it after
    "by", "" when it is not known. `basis` says where it comes from: never is an estimate shown as a promise."""

    words: str
    by: str
    basis: str


def answer_time_of(channel: BrandChannel, *, now: datetime, zone: str, language: str) -> AnswerTime | None:
    """None when nothing can be said: no time is better than an invented one."""
    words = say_answer_time(channel.answer_seconds, is_calendar_time=channel.is_calendar_time)
    return AnswerTime(words, by="", basis=PUBLISHED) if words else None
