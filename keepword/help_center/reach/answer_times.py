"""When a channel answers: what its catalogue entry publishes, else the estimate of the moment."""

from dataclasses import dataclass
from datetime import datetime

from keepword.brands.models import BrandChannel
from keepword.brands.saying_channels import say_answer_time
from keepword.conversations.catalogue import inbox_of
from keepword.hours.in_force import InForce
from keepword.hours.saying import say_instant
from keepword.promises.expecting import CHANNELS, PUBLISHED, Expectation, expected, meant, published_due
from keepword.promises.receipts.deciding import says_a_time


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """`words` is the time in general ("" for an estimate, and where it cannot be held now), `by` the instant for who
    writes now, as one says it after "by", "" when it is not known. `basis` says where it comes from ("published",
    "estimated" or "goal"): never is an estimate shown as if somebody had promised it."""

    words: str
    by: str
    basis: str


def answer_time_of(
    channel: BrandChannel, *, in_force: InForce, now: datetime, zone: str, language: str
) -> AnswerTime | None:
    """None when nothing can be said: no time is better than an invented one. A published time that hours and load
    cannot hold now is not shown: what is, is the earliest that they can."""
    found = _expected(channel, in_force=in_force, now=now, language=language)
    if found is None:
        return None
    now_meant = meant(found, inbox=inbox_of(channel), hours=in_force.hours, at=now)
    if now_meant is None:
        return None
    words = ""
    if now_meant == found:
        words = say_answer_time(channel.answer_seconds, is_calendar_time=channel.is_calendar_time)
    where = zone or in_force.hours.zone
    by = say_instant(now_meant.due_at, now=now, language=language, zone=where, reader_zone=zone)
    return AnswerTime(words, by=by, basis=found.basis)


def _expected(channel: BrandChannel, *, in_force: InForce, now: datetime, language: str) -> Expectation | None:
    inbox = inbox_of(channel)
    if inbox is not None:
        if not says_a_time(inbox, entry=channel):
            return None
        return expected(
            inbox,
            entry=channel,
            hours=in_force.hours,
            at=now,
            channel=CHANNELS.get(channel.kind, channel.kind),
            language=language,
        )
    due_at = published_due(channel, hours=in_force.hours, at=now)
    return None if due_at is None else Expectation(due_at, PUBLISHED)
