"""Policies: made, changed, put in order, retired. Every change is a new version, so that clocks keep the old."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.db.models import Max

from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.kit.prepared import Prepared
from keepword.promises.clocks.steps import checked, warnings_of
from keepword.promises.clocks.terms import Conditions, Terms
from keepword.promises.models import SlaPolicy, SlaTarget


class NoTarget(ValueError):
    """A policy that aims at nothing."""


class NotInForce(ValueError):
    """Somebody changed or retired it meanwhile."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A policy as somebody wrote it. `targets`: seconds by (priority, kind)."""

    name: str
    targets: dict[tuple[int, str], int]
    is_business: bool = True
    pauses_for_customer: bool = True
    conditions: dict[str, list[Any]] = field(default_factory=dict)
    warn_at: list[int] = field(default_factory=lambda: [50, 80])
    escalations: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def define(draft: Draft, *, by: Actor) -> SlaPolicy:
    """A new policy, tried after all others. Raises NoTarget and steps.BadStep."""
    last = SlaPolicy.objects.in_force().aggregate(last=Max("place"))["last"] or 0
    policy = _make(draft, place=last + 1, replaces=None)
    log.record("policy.defined", actor=by, policy=policy.pk)
    return policy


@transaction.atomic
def change(policy: SlaPolicy, *, to: Draft, by: Actor) -> SlaPolicy:
    """Running clocks of the old version end, and new ones start in their stead. Nothing when nothing changes.
    Raises NoTarget, NotInForce and steps.BadStep."""
    if draft_of(policy) == _settled(to):
        return policy
    return _replace(policy, with_=to, at=policy.place, by=by)


@transaction.atomic
def retire(policy: SlaPolicy, *, by: Actor) -> None:
    """Its running clocks end."""
    if SlaPolicy.objects.filter(pk=policy.pk, retired_at__isnull=True).update(retired_at=clock.now()):
        log.record("policy.retired", actor=by, policy=policy.pk)


@transaction.atomic
def move_up(policy: SlaPolicy, *, by: Actor) -> None:
    """Tried one place earlier. Nothing for the first, and for one that is not in force."""
    ids = list(SlaPolicy.objects.in_force().values_list("id", flat=True))
    place = ids.index(policy.pk) if policy.pk in ids else 0
    if place:
        ids[place - 1 : place + 1] = [ids[place], ids[place - 1]]
        arrange(ids, by=by)


@transaction.atomic
def put_before_general(policy: SlaPolicy, *, by: Actor) -> None:
    """One that is for some conversations only stands before the first that is for all: behind it, it would never
    count. Nothing for one that is for all itself."""
    rows = list(SlaPolicy.objects.in_force())
    ids = [one.pk for one in rows]
    general = next((one.pk for one in rows if not one.conditions), None)
    if general is None or not policy.conditions or ids.index(general) > ids.index(policy.pk):
        return
    ids.remove(policy.pk)
    ids.insert(ids.index(general), policy.pk)
    arrange(ids, by=by)


@transaction.atomic
def arrange(ids: list[int], *, by: Actor) -> None:
    """All in force, in the order in which they are to be tried. Those that get another place become new versions: an
    order is part of what was in force. Raises NotInForce."""
    known = {one.pk: one for one in SlaPolicy.objects.in_force()}
    places = sorted(one.place for one in known.values())
    if len(set(places)) < len(places):  # made at one moment
        places = list(range(1, len(places) + 1))
    for place, number in zip(places, ids, strict=True):
        if known[number].place != place:
            _replace(known[number], with_=draft_of(known[number]), at=place, by=by)


def _replace(policy: SlaPolicy, *, with_: Draft, at: int, by: Actor) -> SlaPolicy:
    """Two at one moment make one new version: the other one is told that what they changed is gone."""
    made = _make(with_, place=at, replaces=policy)
    if not SlaPolicy.objects.in_force().filter(pk=policy.pk).update(retired_at=made.made_at):
        raise NotInForce
    log.record("policy.changed", actor=by, policy=made.pk, was=policy.pk)
    return made


def _make(draft: Draft, *, place: int, replaces: SlaPolicy | None) -> SlaPolicy:
    if not draft.targets:
        raise NoTarget
    draft = _settled(draft)
    policy = SlaPolicy.objects.create(
        name=draft.name,
        place=place,
        is_business=draft.is_business,
        pauses_for_customer=draft.pauses_for_customer,
        conditions=draft.conditions,
        warn_at=draft.warn_at,
        escalations=draft.escalations,
        made_at=clock.now(),
        replaces=replaces,
    )
    SlaTarget.objects.bulk_create(
        SlaTarget(policy=policy, priority=priority, kind=kind, seconds=seconds)
        for (priority, kind), seconds in draft.targets.items()
    )
    return policy


def _settled(draft: Draft) -> Draft:
    """As it is kept."""
    steps = checked(draft.escalations)
    warn_at = warnings_of(draft.warn_at, steps=steps)
    return replace(draft, name=draft.name.strip()[:120], warn_at=warn_at, escalations=steps)


def draft_of(policy: SlaPolicy) -> Draft:
    """What it says, to be changed."""
    return Draft(
        name=policy.name,
        targets={(one.priority, one.kind): one.seconds for one in policy.targets.order_by("id")},
        is_business=policy.is_business,
        pauses_for_customer=policy.pauses_for_customer,
        conditions=policy.conditions,
        warn_at=policy.warn_at,
        escalations=policy.escalations,
    )


def naming_tag(name: str) -> SlaPolicy | None:
    """The first in force that asks for this tag: it knows a tag by its word, and would not find it under another."""
    return next((one for one in SlaPolicy.objects.in_force() if name in (one.conditions.get("tags") or ())), None)


def terms_ever() -> list[Terms]:
    """Every version that ever was, as plain values. One query once this process has read them."""
    return [_terms(number, made_at, retired_at) for number, made_at, retired_at in VERSIONS()]


VERSIONS = Prepared(lambda: SlaPolicy.objects.order_by("id").values_list("id", "made_at", "retired_at"))


@lru_cache(maxsize=2048)
def _terms(number: int, made_at: datetime, retired_at: datetime | None) -> Terms:
    """A version never changes but for its end."""
    policy = SlaPolicy.objects.get(pk=number)
    return Terms(
        policy_id=policy.pk,
        place=policy.place,
        made_at=made_at,
        retired_at=retired_at,
        conditions=_conditions(policy.conditions),
        seconds={(one.priority, one.kind): one.seconds for one in policy.targets.all()},
        is_business=policy.is_business,
        pauses_for_customer=policy.pauses_for_customer,
        warn_at=tuple(policy.warn_at),
    )


def _conditions(said: dict[str, Iterable[Any]]) -> Conditions:
    return Conditions(**{one.name: frozenset(said.get(one.name, ())) for one in fields(Conditions)})


def forget() -> None:
    """Read them anew: for whoever puts other rows under the same numbers (tests, a restored backup)."""
    _terms.cache_clear()
