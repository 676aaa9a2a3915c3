"""Is every channel answered as well as we said there? Where a brand publishes an answer time, what counts is the time
that its customers were told; elsewhere it is our own target for the first answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from keepword.brands.models import BrandChannel
from keepword.conversations.models.conversation import is_spam
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.models import Agent
from keepword.promises.expecting import CHANNELS
from keepword.promises.ledger.tallying import counted
from keepword.promises.models import Promise
from keepword.promises.models.clock import MET, Clock
from keepword.promises.models.policy import FIRST_RESPONSE
from keepword.promises.models.promise import ACKNOWLEDGEMENT, KEPT, PUBLISHED, REPLY, broken
from keepword.promises.parity import Attainment, parity

TOLD, AIMED = "told", "aimed"


@dataclass(frozen=True, slots=True)
class Compared:
    """`basis`: "told" (the times that customers were told where an answer time is published) or "aimed" (targets)."""

    channel: str
    basis: str
    attainment: Attainment


def compared(agent: Agent, *, since: datetime, at: datetime) -> list[Compared]:
    """Of what the agent may see and was due from `since` until `at`, the worst first. A query for each basis; who has
    not answered yet has not kept it."""
    sums = sums_of(agent, since=since, at=at)
    found = parity({" ".join(key): [True] * kept + [False] * (n - kept) for key, (kept, n) in sums.items()})
    return [Compared(one.channel.partition(" ")[2], one.channel.partition(" ")[0], one) for one in found]


def sums_of(agent: Agent | None, *, since: datetime, at: datetime) -> dict[tuple[str, str], tuple[int, int]]:
    """By basis and channel: how many were kept, of how many. `agent` None: of the whole house, for ourselves."""
    published = _published()
    told = _sums(told_times(agent, published=published, since=since, at=at), channel="channel", kept=Q(state=KEPT))
    aimed = _sums(
        first_answers(agent, published=published, since=since, at=at),
        channel="conversation__channel",
        kept=Q(outcome=MET),
    )
    sums = {(TOLD, channel): sums for channel, sums in told.items()}
    return sums | {(AIMED, channel): sums for channel, sums in aimed.items()}


def told(agent: Agent, *, channel: str, since: datetime, at: datetime) -> QuerySet[Promise]:
    """What the share of the times told in a channel counts."""
    return told_times(agent, published=_published(), since=since, at=at).filter(channel=channel)


def aimed(agent: Agent, *, channel: str, since: datetime, at: datetime) -> QuerySet[Clock]:
    """What the share of the targets of a channel counts."""
    found = first_answers(agent, published=_published(), since=since, at=at)
    return found.filter(conversation__channel=channel)


def told_times(agent: Agent | None, *, published: Iterable[Q], since: datetime, at: datetime) -> QuerySet[Promise]:
    seen = Promise.objects.visible_to(agent) if agent else Promise.objects.all()
    promises = counted(seen).filter(what=REPLY, kind__in=[ACKNOWLEDGEMENT, PUBLISHED])
    settled = Q(state=KEPT) | broken(at=at)
    where = _any(published)
    if where is None:
        return promises.none()
    return promises.filter(settled, where, due_at__gte=since, due_at__lt=at)


def first_answers(agent: Agent | None, *, published: Iterable[Q], since: datetime, at: datetime) -> QuerySet[Clock]:
    clocks = Clock.objects.counted().filter(kind=FIRST_RESPONSE, due_at__gte=since, due_at__lt=at)
    ids = visible_inbox_ids(agent) if agent else None
    if ids is not None:
        clocks = clocks.filter(conversation__inbox_id__in=ids)
    where = _any(published)
    return (clocks if where is None else clocks.exclude(where)).exclude(is_spam("conversation__"))


def _published() -> list[Q]:
    """Conversations that came where the catalogue publishes an answer time."""
    entries = BrandChannel.objects.listed().filter(answer_seconds__isnull=False).order_by()
    where = []
    for brand, kind, address in entries.values_list("brand_id", "kind", "address"):
        here = Q(conversation__inbox__brand_id=brand, conversation__channel=CHANNELS.get(kind, kind))
        where.append(here & Q(conversation__inbox__address__iexact=address) if kind in CHANNELS else here)
    return where


def _any(conditions: Iterable[Q]) -> Q | None:
    whole: Q | None = None
    for one in conditions:
        whole = one if whole is None else whole | one
    return whole


def _sums(found: QuerySet[Any], *, channel: str, kept: Q) -> dict[str, tuple[int, int]]:
    rows = found.order_by().values_list(channel).annotate(n=Count("id"), kept=Count("id", filter=kept))
    return {name: (kept_ones, n) for name, n, kept_ones in rows}
