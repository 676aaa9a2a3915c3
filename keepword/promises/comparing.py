"""Which channels are worth having? The figures that answer it, by channel, from waits and answers."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import Count, Q

from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import RESOLVED
from keepword.conversations.models.message import REPLY
from keepword.events.models import Event
from keepword.promises.models import Wait

MOST_WAITS = 5_000  # of the newest, for the middle one
MOST_SOLVED = 5_000


@dataclass(frozen=True, slots=True)
class Solved:
    """Of the newest that are solved: how many, the middle and the ninth of ten calendar seconds from the beginning to
    the last resolution, and the share that was opened again before, 0 to 1."""

    n: int
    usual_seconds: int
    long_seconds: int
    opened_again: float


@dataclass(frozen=True, slots=True)
class Compared:
    """One channel in a period. contacts: waits that began; answers: replies by people; usual_seconds: the middle
    business wait, None while nobody was answered; known: the share of its customers whose name, language and zone we
    know, 0 to 1; solved: None while nothing was."""

    channel: str
    contacts: int
    answers: int
    usual_seconds: int | None
    known: float
    solved: Solved | None = None

    @property
    def answers_per_contact(self) -> float:
        return self.answers / self.contacts if self.contacts else 0.0


def compare(inbox_ids: list[int], *, since: datetime, until: datetime) -> list[Compared]:
    """The channels that brought contacts into these inboxes, the most contacts first. Six queries."""
    contacts = _contacts(inbox_ids, since=since, until=until)
    answers = _answers(inbox_ids, since=since, until=until)
    usual = _usual(inbox_ids, since=since, until=until)
    known = _known(inbox_ids, since=since, until=until)
    done = solved(inbox_ids, since=since, until=until)
    found = [
        Compared(
            channel,
            count,
            answers.get(channel, 0),
            usual.get(channel),
            known.get(channel, 0.0),
            done.get(channel),
        )
        for channel, count in contacts.items()
    ]
    return sorted(found, key=lambda one: (-one.contacts, one.channel))


def _contacts(inbox_ids: list[int], *, since: datetime, until: datetime) -> dict[str, int]:
    waits = Wait.objects.counted().filter(inbox_id__in=inbox_ids, started_at__gte=since, started_at__lt=until)
    return dict(waits.values_list("channel").annotate(Count("id")).order_by())


def _answers(inbox_ids: list[int], *, since: datetime, until: datetime) -> dict[str, int]:
    """Each reply by a person, of the conversations that were alive in the period."""
    said = Message.objects.filter(kind=REPLY, is_automatic=False, at__gte=since, at__lt=until)
    said = said.filter(conversation__inbox_id__in=inbox_ids, conversation__last_activity_at__gte=since)
    return dict(said.values_list("conversation__channel").annotate(Count("id")).order_by())


def _usual(inbox_ids: list[int], *, since: datetime, until: datetime) -> dict[str, int]:
    waits = Wait.objects.filter(inbox_id__in=inbox_ids, started_at__gte=since, started_at__lt=until, ended_by="reply")
    seconds: dict[str, list[int]] = defaultdict(list)
    for channel, length in waits.order_by("-started_at").values_list("channel", "business_seconds")[:MOST_WAITS]:
        seconds[channel].append(length or 0)
    return {channel: round(median(lengths)) for channel, lengths in seconds.items()}


def _known(inbox_ids: list[int], *, since: datetime, until: datetime) -> dict[str, float]:
    told = ~Q(contact__name="") & ~Q(contact__language="") & ~Q(contact__time_zone="")
    began = Conversation.objects.filter(inbox_id__in=inbox_ids, last_activity_at__gte=since, created_at__lt=until)
    counts = began.values_list("channel").annotate(
        whole=Count("contact", distinct=True), told=Count("contact", distinct=True, filter=told)
    )
    return {channel: told / whole for channel, whole, told in counts.order_by()}


def solved(inbox_ids: list[int], *, since: datetime, until: datetime) -> dict[str, Solved]:
    """What is solved now and was in the period. Merged ones count where they went on, spam nowhere."""
    done = Conversation.objects.filter(inbox_id__in=inbox_ids, status=RESOLVED, resolved_at__gte=since)
    newest = done.filter(resolved_at__lt=until).order_by("-last_activity_at", "-id")
    rows = list(newest.values_list("id", "channel", "created_at", "resolved_at")[:MOST_SOLVED])
    resolved = Event.objects.filter(name="conversation.resolved", conversation_id__in=[row[0] for row in rows])
    times = resolved.order_by().values_list("conversation_id").annotate(times=Count("id"))
    again = {number for number, count in times if count > 1}
    took: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for number, channel, began_at, solved_at in rows:
        seconds = (solved_at - began_at).total_seconds() if solved_at else 0.0
        took[channel].append((seconds, number in again))
    return {channel: _of(those) for channel, those in took.items()}


def _of(those: list[tuple[float, bool]]) -> Solved:
    lengths = sorted(seconds for seconds, _again in those)
    ninth = lengths[min(len(lengths) - 1, len(lengths) * 9 // 10)]
    return Solved(len(those), round(median(lengths)), round(ninth), sum(again for _, again in those) / len(those))
