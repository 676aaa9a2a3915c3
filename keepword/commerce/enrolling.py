"""Somebody joins a loyalty programme, or stands in it otherwise than before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction

from keepword.commerce.counting import count
from keepword.commerce.drafts import AHEAD, BadOrder, demand_address
from keepword.commerce.forgetting import demand_not_erased_member
from keepword.commerce.models import Membership
from keepword.commerce.taking_in import CHANGED, LATE, NEW, SAME, person_of
from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.identifying import fold

LONGEST_PROGRAMME, LONGEST_TIER, MOST_REWARDS, LONGEST_REWARD, MOST_POINTS = 100, 60, 50, 300, 10**12


@dataclass(frozen=True, slots=True)
class MembershipDraft:
    """`told_at` is when the programme last changed it, None for now."""

    programme: str
    address: str
    name: str = ""
    tier: str = ""
    points: int | None = None
    rewards: Sequence[str] = ()
    member_since: date | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """`outcome` as of an order that was taken in."""

    membership: Membership
    outcome: str


def find(programme: str, *, address: str) -> Membership | None:
    """Whoever shows it asks `visible_to` first."""
    return Membership.objects.filter(programme=_line(programme), address=fold(address)).first()


def enrol(draft: MembershipDraft, *, by: Actor) -> Enrolled:
    """Somebody whose address we did not know becomes a contact. All is as the draft says, what it leaves out is gone;
    what is older than what we know changes nothing. Raises BadOrder."""
    demand_sound(draft)
    try:
        with transaction.atomic():
            return _enrol(draft, by=by)
    except IntegrityError:  # two told of the same new membership at one moment
        if find(draft.programme, address=draft.address) is None:
            raise
        with transaction.atomic():
            return _enrol(draft, by=by)


def _enrol(draft: MembershipDraft, *, by: Actor) -> Enrolled:
    rows = Membership.objects.select_for_update().filter(address=fold(draft.address))
    known = rows.filter(programme=_line(draft.programme)).first()
    told_at = min(draft.told_at or clock.now(), clock.now())
    if known is not None and told_at < known.told_at:
        return Enrolled(known, LATE)
    new = _said(draft)
    if known is None:
        demand_new(draft)
        person = person_of(draft.address, name=draft.name)
        made = Membership(contact=person, address=fold(draft.address), told_at=told_at, **new)
        made.save(force_insert=True)
        return _recorded(made, outcome=NEW, by=by)
    changed = [name for name, value in new.items() if getattr(known, name) != value]
    for name in changed:
        setattr(known, name, new[name])
    known.told_at = told_at
    known.save(update_fields=[*changed, "told_at"])
    return _recorded(known, outcome=CHANGED, by=by) if changed else Enrolled(known, SAME)


def demand_new(draft: MembershipDraft) -> None:
    """Of somebody who is in no such programme yet: that they were not erased since they joined it. Raises BadOrder."""
    demand_not_erased_member(draft.address, since=_joined(draft.member_since))


def _joined(day: date | None) -> datetime | None:
    """The end of the day, as nobody says the hour: whoever joins again on the day on which they were erased is
    welcome."""
    return None if day is None else datetime.combine(day, time.max, tzinfo=UTC)


def _recorded(membership: Membership, *, outcome: str, by: Actor) -> Enrolled:
    count(membership.contact_id)
    name = "loyalty.joined" if outcome == NEW else "loyalty.updated"
    log.record(name, actor=by, membership=membership.pk, contact=membership.contact_id)
    return Enrolled(membership, outcome)


def _said(draft: MembershipDraft) -> dict[str, Any]:
    return {
        "programme": _line(draft.programme),
        "tier": _line(draft.tier),
        "points": draft.points,
        "rewards": [_line(one) for one in draft.rewards if _line(one)],
        "member_since": draft.member_since,
    }


def demand_sound(draft: MembershipDraft) -> None:
    """Raises BadOrder for the first thing that cannot be."""
    if not _line(draft.programme):
        raise BadOrder("programme", "empty")
    if not fold(draft.address):
        raise BadOrder("address", "empty")
    demand_address(draft.address)
    texts = [("programme", draft.programme, LONGEST_PROGRAMME), ("tier", draft.tier, LONGEST_TIER)]
    for name, text, most in [*texts, *(("rewards", one, LONGEST_REWARD) for one in draft.rewards)]:
        if len(_line(text)) > most:
            raise BadOrder(name, "long")
    if len(draft.rewards) > MOST_REWARDS:
        raise BadOrder("rewards", "lines")
    if draft.points is not None and abs(draft.points) > MOST_POINTS:
        raise BadOrder("points", "amount")
    if draft.told_at is not None and draft.told_at > clock.now() + AHEAD:
        raise BadOrder("told_at", "time")


def _line(text: str) -> str:
    return " ".join(storable(text).split())
