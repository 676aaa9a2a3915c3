"""Is the service equal on every channel? Solutions first, then how quick, how well liked, how often as aimed for."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import Count, Q, QuerySet

from keepword.conversations.models import Conversation, Inbox
from keepword.conversations.models.conversation import SOLVED
from keepword.events.models import Event
from keepword.people.models import Agent
from keepword.promises.attaining import AIMED, TOLD, sums_of
from keepword.promises.comparing import Solved, solved
from keepword.promises.models import Wait
from keepword.promises.parity import Gap, gaps
from keepword.surveys.models import Survey
from keepword.surveys.scores import SATISFIED, Csat, csat_of

MOST_WAITS = 5_000  # of the newest, for the middle one
NOBODY = csat_of(0, n=0, asked=0)


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """Of the newest first answers: how many, and the middle one in business seconds."""

    n: int
    usual_seconds: int


@dataclass(frozen=True, slots=True)
class Service:
    """One channel in a period. solved, first: None while nothing was. told, aimed: (kept, due) of the times that
    customers were told and of our own targets; `attained` is both together, None while nothing was due. The gaps are
    None where there is nothing to compare."""

    channel: str
    solved: Solved | None
    csat: Csat
    first: FirstAnswers | None
    told: tuple[int, int]
    aimed: tuple[int, int]
    attained: Gap | None
    liked: Gap | None


def services(agent: Agent, *, since: datetime, until: datetime) -> list[Service]:
    """Of what the agent may see, the channel with the most solved first. Seven queries, however many there are."""
    ids = list(Inbox.objects.visible_to(agent).values_list("id", flat=True))
    done = solved(ids, since=since, until=until)
    first = _first_answers(ids, since=since, until=until)
    answers = satisfaction(Survey.objects.visible_to(agent), since=since, until=until)
    sums = sums_of(agent, since=since, at=until)
    attained, liked = gaps(by_channel(sums)), gaps(_liked(answers))
    channels = {*done, *first, *answers, *attained}
    found = [
        Service(
            channel,
            done.get(channel),
            answers.get(channel, NOBODY),
            first.get(channel),
            sums.get((TOLD, channel), (0, 0)),
            sums.get((AIMED, channel), (0, 0)),
            attained.get(channel),
            liked.get(channel),
        )
        for channel in channels
    ]
    return sorted(found, key=lambda one: (-(one.solved.n if one.solved else 0), one.channel))


def by_channel(sums: Mapping[tuple[str, str], tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """What was told and what was aimed for, together."""
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for (_basis, channel), (kept, n) in sums.items():
        found[channel] = (found[channel][0] + kept, found[channel][1] + n)
    return dict(found)


def satisfaction(surveys: QuerySet[Survey], *, since: datetime, until: datetime) -> dict[str, Csat]:
    """By channel, of the questions that went out in the period."""
    asked = surveys.filter(asked_at__gte=since, asked_at__lt=until).order_by()
    counts = asked.values_list("channel").annotate(
        asked_n=Count("id"), n=Count("score"), happy=Count("id", filter=Q(score__in=SATISFIED))
    )
    return {channel: csat_of(happy, n=n, asked=whole) for channel, whole, n, happy in counts}


def _liked(answers: Mapping[str, Csat]) -> dict[str, tuple[int, int]]:
    return {channel: (one.satisfied, one.n) for channel, one in answers.items()}


def _first_answers(ids: list[int], *, since: datetime, until: datetime) -> dict[str, FirstAnswers]:
    lengths: dict[str, list[int]] = defaultdict(list)
    rows = first_answers(since=since, until=until).filter(inbox_id__in=ids).order_by("-started_at")
    for channel, seconds in rows.values_list("channel", "business_seconds")[:MOST_WAITS]:
        lengths[channel].append(seconds or 0)
    return {channel: FirstAnswers(len(found), round(median(found))) for channel, found in lengths.items()}


def first_answers(*, since: datetime, until: datetime) -> QuerySet[Wait]:
    """The waits of first messages that a person answered. The caller says whose."""
    return Wait.objects.filter(is_first=True, ended_by="reply", started_at__gte=since, started_at__lt=until)


def solved_ones(agent: Agent, *, since: datetime, until: datetime) -> QuerySet[Conversation]:
    """What the times to the solution count; what was deleted since happened all the same."""
    mine = Conversation.objects.visible_to(agent).filter(status__in=SOLVED)
    return mine.filter(resolved_at__gte=since, resolved_at__lt=until)


def opened_again(conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    """Those of them that were resolved more than once."""
    times = Event.objects.filter(name="conversation.resolved", conversation_id__in=conversations.values("id"))
    again = times.order_by().values("conversation_id").annotate(times=Count("id")).filter(times__gt=1)
    return conversations.filter(pk__in=again.values("conversation_id"))
