"""What we aim at, and for whom: policies as plain values, and which of them fits. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from keepword.promises.clocks import deeds
from keepword.promises.clocks.deeds import Story


@dataclass(frozen=True, slots=True)
class Conditions:
    """Each that is not empty must hold; one value of each is enough."""

    inboxes: frozenset[int] = frozenset()
    brands: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    channels: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    priorities: frozenset[int] = frozenset()
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Terms:
    """One version of a policy, in force from `made_at` until `retired_at` (None: still).

    `seconds`: by (priority, kind) of clock; what is missing has no target.
    """

    policy_id: int
    place: int
    made_at: datetime
    retired_at: datetime | None = None
    conditions: Conditions = field(default_factory=Conditions)
    seconds: dict[tuple[int, str], int] = field(default_factory=dict)
    is_business: bool = True
    pauses_for_customer: bool = True
    warn_at: tuple[int, ...] = ()

    def counts_at(self, at: datetime) -> bool:
        return self.made_at <= at and (self.retired_at is None or at < self.retired_at)


@dataclass(frozen=True, slots=True)
class Facts:
    """What policies ask of a conversation, at one moment."""

    priority: int
    tags: frozenset[str]
    team_id: int | None


def facts_over_time(story: Story) -> list[tuple[datetime | None, Facts]]:
    """The facts as they changed, oldest first; None stands for the beginning. Read backwards from what is now."""
    now = Facts(story.priority, story.tags, story.team_id)
    told: list[tuple[datetime | None, Facts]] = []
    for deed in reversed(story.deeds):
        before = _before(now, deed=deed)
        if before is not None:
            told.append((deed.at, now))
            now = before
    return [(None, now), *reversed(told)]


def _before(facts: Facts, *, deed: deeds.Deed) -> Facts | None:
    if deed.what == deeds.PRIORITISED:
        return Facts(deed.was or facts.priority, facts.tags, facts.team_id)
    if deed.what == deeds.TEAM_ASSIGNED:
        return Facts(facts.priority, facts.tags, deed.was)
    if deed.what == deeds.TAGGED:
        return Facts(facts.priority, facts.tags - {str(deed.value)}, facts.team_id)
    if deed.what == deeds.UNTAGGED:
        return Facts(facts.priority, facts.tags | {str(deed.value)}, facts.team_id)
    return None


def facts_at(over_time: Sequence[tuple[datetime | None, Facts]], at: datetime) -> Facts:
    return [facts for since, facts in over_time if since is None or since <= at][-1]


def choose(policies: Iterable[Terms], *, story: Story, facts: Facts, at: datetime) -> Terms | None:
    """The first in order that was in force then and fits. None when none does."""
    fitting = [one for one in policies if one.counts_at(at) and _fits(one.conditions, story=story, facts=facts)]
    return min(fitting, key=lambda one: (one.place, one.policy_id), default=None)


def _fits(wanted: Conditions, *, story: Story, facts: Facts) -> bool:
    return (
        _has(wanted.inboxes, story.inbox_id)
        and _has(wanted.brands, story.brand_id)
        and _has(wanted.channels, story.channel)
        and _has(wanted.teams, facts.team_id)
        and _has(wanted.priorities, facts.priority)
        and (not wanted.tags or bool(wanted.tags & facts.tags))
        and (not wanted.domains or bool(wanted.domains & story.domains))
        and (not wanted.languages or _speaks(story.language, wanted=wanted.languages))
    )


def _has(wanted: frozenset[int] | frozenset[str], value: object) -> bool:
    return not wanted or value in wanted


def _speaks(language: str, *, wanted: frozenset[str]) -> bool:
    """ "zh" means every Chinese, "zh-Hant" only that."""
    said = language.lower()
    return any(said == one.lower() or said.startswith(one.lower() + "-") for one in wanted)
