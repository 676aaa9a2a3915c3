"""What may be given here is set up: kinds, limits, periods. Off until somebody does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from keepword.brands.models import Brand
from keepword.care.budgets import Limits
from keepword.care.models import GiftKind, GiftLimit, GiftRules
from keepword.care.models.rules import COMES_WITH
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.log import Fact
from keepword.events.models import Event
from keepword.kit.amounts import CURRENCIES
from keepword.kit.money import DECIMALS
from keepword.kit.storable import storable
from keepword.people.models import Agent, Role, Team
from keepword.people.permissions import ADMINISTRATOR, APPROVE_GIFTS, BUILT_IN, GIVE, MANAGER, OWN

MOST_REASONS = 20
LONGEST_REASON = 80
TAKES_PART = {GIVE, APPROVE_GIFTS}
Holder = tuple[str, int | None]  # a built-in role and None, or OWN and the number of an own one


@dataclass(frozen=True, slots=True)
class Wanted:
    """As the page has it. `limits` for every role that may give; `kinds` are the numbers of those that are offered."""

    is_on: bool
    currency: str
    limits: Mapping[Holder, Limits]
    customer_days: int = 30
    agent_days: int = 30
    answer_hours: int = 4
    reasons: Sequence[str] = ()
    team: Team | None = None


class BadRules(ValueError):
    """No currency that is paid with, or no sense in a number."""


def rules_in_force() -> GiftRules | None:
    """None while nothing is given here."""
    return GiftRules.objects.filter(is_on=True).first()


def rules_as_set() -> GiftRules:
    """As they are set, or as they would be."""
    return GiftRules.objects.select_related("team").first() or GiftRules(pk=1)


def givers() -> list[Holder]:
    """The roles that include giving or saying yes to it: built-in ones in their order, own ones by name."""
    own = Role.objects.in_use().order_by("name", "id")
    return [
        *((name, None) for name, may in BUILT_IN.items() if TAKES_PART & may),
        *((OWN, role.pk) for role in own if TAKES_PART & {*role.permissions}),
    ]


def limits_as_set(currency: str) -> dict[Holder, Limits]:
    """Of every role that may give; what nobody set yet is proposed: whoever leads has no limit, others a small one."""
    known = {(one.role, one.own_role_id): one.limits for one in GiftLimit.objects.all()}
    return {one: known.get(one, _proposed(one, currency=currency)) for one in givers()}


def _proposed(holder: Holder, *, currency: str) -> Limits:
    """In the amounts of most currencies with hundredths; whoever sets up reads them first."""
    if holder[0] in (ADMINISTRATOR, MANAGER):
        return Limits()
    unit = 10 ** (DECIMALS[currency] or 2)
    return Limits(for_one=30 * unit, per_customer=60 * unit, per_agent=300 * unit)


def limits_of(agent: Agent) -> Limits | None:
    """None for whoever's role has none set."""
    held = GiftLimit.objects.filter(role=agent.role, own_role=agent.own_role_id).first()
    return held.limits if held else None


@transaction.atomic
def arrange(wanted: Wanted, *, by: Actor) -> GiftRules:
    """The fact names what changed, with the new limits in numbers. Raises BadRules."""
    if wanted.currency not in CURRENCIES:
        raise BadRules(wanted.currency)
    _make_kinds()
    rules, _made = GiftRules.objects.select_for_update().get_or_create(pk=1)
    changed = _write(rules, wanted=wanted)
    numbers = _write_limits(wanted.limits)
    if changed or numbers:
        flag_brands()
        fields = [*changed, *sorted(numbers)]
        data: dict[str, Any] = {"fields": fields, "is_on": rules.is_on, **numbers}
        log.record_all([Fact("gifts.arranged", by, data=data)])
    return rules


def _make_kinds() -> None:
    known = set(GiftKind.objects.exclude(key="").values_list("key", flat=True))
    for place, key in enumerate(COMES_WITH):
        if key not in known:
            GiftKind.objects.get_or_create(key=key, defaults={"place": place})


def _write(rules: GiftRules, *, wanted: Wanted) -> list[str]:
    reasons = list(dict.fromkeys(_reasons(wanted.reasons)))
    to: dict[str, Any] = {
        "is_on": wanted.is_on,
        "currency": wanted.currency,
        "customer_days": wanted.customer_days,
        "agent_days": wanted.agent_days,
        "answer_hours": wanted.answer_hours,
        "reasons": reasons,
        "team": wanted.team,
    }
    changed = [name for name, value in to.items() if getattr(rules, name) != value]
    for name in changed:
        setattr(rules, name, to[name])
    if changed:
        rules.save(update_fields=changed)
    return changed


def _reasons(said: Iterable[str]) -> list[str]:
    found = [" ".join(storable(one).split())[:LONGEST_REASON] for one in said]
    return [one for one in found if one][:MOST_REASONS]


def _write_limits(limits: Mapping[Holder, Limits]) -> dict[str, int | None]:
    """Returns what changed by its name; None is "no limit"."""
    known = {(one.role, one.own_role_id): one for one in GiftLimit.objects.select_for_update()}
    changed: dict[str, int | None] = {}
    for (role, own), to in limits.items():
        row = known.get((role, own)) or GiftLimit(role=role, own_role_id=own)
        for name in ("for_one", "per_customer", "per_agent"):
            if row.pk is None or getattr(row, name) != getattr(to, name):
                changed[f"{role}_{own}_{name}" if own else f"{role}_{name}"] = getattr(to, name)
                setattr(row, name, getattr(to, name))
        row.save()
    return changed


def flag_brands() -> None:
    """Pages of conversations read from the brand whether anything can be given, without a query."""
    Brand.objects.update(has_gifts=GiftRules.objects.filter(is_on=True).exists())


def follow_new_brand(event: Event) -> None:
    """Reaction to `brand.added`."""
    flag_brands()
