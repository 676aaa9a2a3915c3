"""Count what happened between two moments, of every inbox: who shows it shows of it what its reader may see."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Q

from keepword.conversations.models import Conversation, Inbox, Message
from keepword.conversations.models.conversation import SOLVED
from keepword.conversations.models.message import REPLY
from keepword.events.models import Event
from keepword.insight.channel_days.tallying import Key, Tallies, Tally
from keepword.insight.staffing.handling import Answered, gaps
from keepword.promises.models import Wait
from keepword.promises.models.wait import REPLY as ANSWERED
from keepword.promises.models.wait import WaitQuerySet

SOON = timedelta(minutes=1)  # between a fact and what its row says of it
WAIT = ("inbox_id", "channel", "started_at", "ended_at", "ended_by", "agent_id", "business_seconds")


def count(*, since: datetime, until: datetime) -> Tallies:
    """From `since`, before `until`. Six queries."""
    tallies: Tallies = defaultdict(Tally)
    began = _began(since=since, until=until)
    _waits(tallies, began)
    _people(tallies, began)
    _answers(tallies, since=since, until=until)
    _solved(tallies, since=since, until=until)
    return dict(tallies)


def _began(*, since: datetime, until: datetime) -> WaitQuerySet:
    """By inbox, because the index is: all of them, whoever asks."""
    inboxes = list(Inbox.objects.values_list("id", flat=True))  # house: counted for all, shown to whom it may be
    return Wait.objects.counted().filter(inbox_id__in=inboxes, started_at__gte=since, started_at__lt=until)


def _waits(tallies: Tallies, began: WaitQuerySet) -> None:
    answers: list[Answered] = []
    rows = began.values_list(*WAIT)
    for inbox, channel, started_at, ended_at, ended_by, agent, seconds in rows.iterator(chunk_size=5_000):
        tally = tallies[inbox, channel]
        tally.contacts += 1
        if ended_by == ANSWERED:
            tally.waits.take(seconds or 0)
            if agent and ended_at:
                answers.append(Answered((inbox, channel), agent, started_at, ended_at))
    for key, seconds in gaps(answers):
        tallies[key].efforts.take(seconds)


def _people(tallies: Tallies, began: WaitQuerySet) -> None:
    who = "conversation__contact"
    told = ~Q(conversation__contact__name="") & ~Q(conversation__contact__language="")
    told &= ~Q(conversation__contact__time_zone="")
    rows = began.values_list("inbox_id", "channel").order_by()
    counted = rows.annotate(people=Count(who, distinct=True), known=Count(who, distinct=True, filter=told))
    for inbox, channel, people, known in counted:
        tallies[inbox, channel].people += people
        tallies[inbox, channel].known += known


def _answers(tallies: Tallies, *, since: datetime, until: datetime) -> None:
    """Each reply by a person."""
    said = Message.objects.filter(kind=REPLY, is_automatic=False, at__gte=since, at__lt=until).order_by()
    counted = said.values_list("conversation__inbox_id", "conversation__channel").annotate(Count("id"))
    for inbox, channel, answers in counted:
        tallies[inbox, channel].answers += answers


def _solved(tallies: Tallies, *, since: datetime, until: datetime) -> None:
    """What is solved now, when it was. Merged ones count where they went on, spam nowhere."""
    facts = Event.objects.filter(name="conversation.resolved", at__gte=since - SOON, at__lt=until + SOON)
    found = Conversation.objects.filter(
        id__in=facts.order_by().values("conversation_id"),
        status__in=SOLVED,  # what was deleted since happened all the same
        resolved_at__gte=since,
        resolved_at__lt=until,
    )
    rows = list(found.order_by().values_list("id", "inbox_id", "channel", "created_at", "resolved_at"))
    again = _again(row[0] for row in rows)
    for number, inbox, channel, began_at, solved_at in rows:
        key: Key = (inbox, channel)
        tallies[key].solved.take(round((solved_at - began_at).total_seconds()) if solved_at else 0)
        tallies[key].again += number in again


def _again(numbers: Iterable[int]) -> set[int]:
    """Those of them that were resolved more than once."""
    resolved = Event.objects.filter(name="conversation.resolved", conversation_id__in=list(numbers)).order_by()
    more = resolved.values_list("conversation_id").annotate(times=Count("id")).filter(times__gt=1)
    return {number for number, _times in more if number}
