"""Segments are set up, changed and put away."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from keepword.conversations.models import OwnField
from keepword.conversations.models.own_field import COMPANY, CONTACT
from keepword.conversations.views.rules import BadRule, Rule, own_number
from keepword.events import log
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.models import Agent, Segment
from keepword.segments import rules

LONGEST_NAME = 80
MOST_SEGMENTS = 200


class BadName(ValueError):
    """`why` is "empty", "taken" or "many" (there are MOST_SEGMENTS already)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Draft:
    """`rules` may be none: then only who is put in by hand is in it."""

    name: str
    rules: Sequence[Rule] = ()


def key_of(name: str) -> str:
    """The one way in which names of segments are compared."""
    return " ".join(unicodedata.normalize("NFKC", storable(name)).casefold().split())[:LONGEST_NAME]


@transaction.atomic
def define(draft: Draft, *, by: Agent) -> Segment:
    """Who is in it is found out by the next walk. Raises BadName or BadRule."""
    now = clock.now()
    segment = Segment(made_by=by, made_at=now, followed_at=now, walked_to=0)
    _write(segment, draft=draft)
    if Segment.objects.in_use().count() >= MOST_SEGMENTS:
        raise BadName("many")
    segment.save()
    log.record("segment.defined", actor=by.as_actor, segment=segment.pk)
    return segment


@transaction.atomic
def change(segment: Segment, *, to: Draft, by: Agent) -> None:
    """Nothing happens when nothing changes. Other conditions: everybody is looked at anew, and until then those stand
    in it who did. Raises BadName or BadRule."""
    held = Segment.objects.select_for_update().get(pk=segment.pk)
    before = (held.name, held.conditions)
    _write(held, draft=to)
    changed = [name for name, was in zip(("name", "conditions"), before, strict=True) if getattr(held, name) != was]
    if not changed:
        return
    if "conditions" in changed:
        held.walked_to, held.walked_at = 0, None
    held.save(update_fields=["name", "key", "conditions", "walked_to", "walked_at"])
    log.record("segment.changed", actor=by.as_actor, segment=held.pk, fields=changed)


@transaction.atomic
def retire(segment: Segment, *, by: Agent) -> None:
    """Nobody sees it any more; it can be brought back. What was said by hand stays."""
    if Segment.objects.in_use().filter(pk=segment.pk).update(retired_at=clock.now(), walked_to=None):
        log.record("segment.retired", actor=by.as_actor, segment=segment.pk)


@transaction.atomic
def bring_back(segment: Segment, *, by: Agent) -> None:
    """Raises BadName where another is called so meanwhile."""
    held = Segment.objects.select_for_update().get(pk=segment.pk)
    if held.retired_at is None:
        return
    _demand_free(held.key, but=held)
    held.retired_at, held.walked_to, held.walked_at, held.followed_at = None, 0, None, clock.now()
    held.save(update_fields=["retired_at", "walked_to", "walked_at", "followed_at"])
    log.record("segment.brought_back", actor=by.as_actor, segment=held.pk)


def _write(segment: Segment, *, draft: Draft) -> None:
    name = " ".join(storable(draft.name).split())[:LONGEST_NAME].strip()
    if not key_of(name):
        raise BadName("empty")
    segment.name, segment.key = name, key_of(name)
    segment.conditions = rules.written(draft.rules)
    _demand_free(segment.key, but=segment)
    _demand_known(rules.read(segment.conditions))


def _demand_free(key: str, *, but: Segment) -> None:
    if Segment.objects.in_use().filter(key=key).exclude(pk=but.pk).exists():
        raise BadName("taken")


def _demand_known(asked: Sequence[Rule]) -> None:
    """An own field must be there, and be about people or their companies. Raises BadRule."""
    numbers = {own_number(rule.field) for rule in asked} - {0}
    fields = OwnField.objects.filter(pk__in=numbers, about__in=[CONTACT, COMPANY])
    gone = numbers - set(fields.values_list("id", flat=True))
    if gone:
        raise BadRule(f"own:{min(gone)}")
