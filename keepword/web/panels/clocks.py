"""Beside a conversation: what is due when, and how it went."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from keepword.conversations.models import Conversation
from keepword.hours.saying import say_instant
from keepword.kit.prepared import PreparedModels
from keepword.promises.models import Clock
from keepword.promises.models.clock import MET, MET_LATE, NEVER_MET, PAUSED, VOID
from keepword.promises.models.policy import FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, UPDATE
from keepword.web import times

SHOWN = 6


@dataclass(frozen=True, slots=True)
class ClockLine:
    """`meaning` is the colour of the mark, which its words say as well; `theirs` is the instant in the customer's
    zone, "" where it is unknown."""

    label: str
    words: SafeString | str
    icon: str
    meaning: str
    theirs: str = ""


def clocks_of(conversation: Conversation, *, reader: times.Reader) -> list[ClockLine]:
    """What runs, then what ended, newest first. One query."""
    rows = sorted(NEWEST.rows(conversation=conversation.pk), key=lambda one: not one.is_running)
    return list(lines(rows[:SHOWN], conversation=conversation, reader=reader))


def _newest(conversation: int) -> QuerySet[Clock]:
    found = Clock.objects.filter(conversation_id=conversation)  # house: of one who may see the conversation
    return found.exclude(outcome=VOID).order_by("-started_at", "-id")[: 2 * SHOWN]


NEWEST = PreparedModels(_newest)


def lines(clocks: Iterable[Clock], *, conversation: Conversation, reader: times.Reader) -> Iterable[ClockLine]:
    for clock in clocks:
        words, icon, meaning = _said(clock, reader=reader)
        yield ClockLine(label(clock.kind), words, icon, meaning, _theirs(clock, conversation, reader))


def label(kind: str) -> str:
    return {
        FIRST_RESPONSE: _("First reply"),
        NEXT_RESPONSE: _("Next reply"),
        RESOLUTION: _("Solution"),
        UPDATE: _("Update"),
    }[kind]


def _said(clock: Clock, *, reader: times.Reader) -> tuple[SafeString | str, str, str]:
    if clock.outcome == PAUSED:
        return _("paused: we wait for the customer"), "hourglass", "calm"
    if clock.outcome == MET:
        return _("in time"), "circle-check", "done"
    if clock.outcome == VOID:
        return _("not needed any more"), "x", ""
    if clock.due_at is None:
        return _("no end in our hours"), "clock", ""
    if clock.outcome == MET_LATE:
        return format_html(_("late, was due {}"), reader.moment(clock.due_at)), "triangle-alert", "attention"
    if clock.outcome == NEVER_MET:
        return format_html(_("missed, was due {}"), reader.moment(clock.due_at)), "triangle-alert", "trouble"
    if clock.is_overdue(at=reader.now):
        return format_html(_("overdue since {}"), reader.moment(clock.due_at)), "triangle-alert", "trouble"
    return format_html(_("due {}"), reader.moment(clock.due_at)), "clock", ""


def _theirs(clock: Clock, conversation: Conversation, reader: times.Reader) -> str:
    zone = conversation.contact.time_zone
    if not zone or clock.due_at is None:
        return ""
    said = say_instant(clock.due_at, now=reader.now, language=reader.language, zone=zone)
    return _("For the customer: %(when)s") % {"when": said}
