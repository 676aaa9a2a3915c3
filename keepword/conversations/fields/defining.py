"""Own fields are set up, changed, put in order and put away."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q

from keepword.brands.models import Brand
from keepword.conversations.fields.kinds import LONGEST, MOST_CHOICES, fold
from keepword.conversations.models.own_field import ABOUT, CONTACT, CONVERSATION, KINDS, OwnField
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.storable import storable

OF_CHOICES = ("choice", "choices")
LONGEST_NAME, LONGEST_KEY, LONGEST_HINT = 80, 40, 200
KEY = re.compile(r"[a-z][a-z0-9_]*")


class BadField(ValueError):
    """`why` is "about", "kind", "name", "taken", "key", "key_taken", "choices" (none, too many, too long, twice or
    with a comma) or "choice_in_use"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Draft:
    """`key` "" makes one of the name. `about`, `key` and `kind` count only for a new field."""

    name: str
    about: str = "contact"
    kind: str = "text"
    key: str = ""
    hint: str = ""
    choices: Sequence[str] = ()
    is_required: bool = False
    brand: Brand | None = None


@transaction.atomic
def define(draft: Draft, *, by: Actor) -> OwnField:
    """A new one, behind the others. Raises BadField."""
    if draft.about not in ABOUT:
        raise BadField("about")
    if draft.kind not in KINDS:
        raise BadField("kind")
    last = OwnField.objects.filter(about=draft.about).aggregate(last=Max("place"))["last"]
    field = OwnField(about=draft.about, kind=draft.kind, place=(last or 0) + 1, made_at=clock.now())
    _write(field, draft=draft)
    field.key = _key(draft)
    field.save()
    log.record("field.defined", actor=by, field=field.pk)
    flag_brands()
    return field


@transaction.atomic
def change(field: OwnField, *, to: Draft, by: Actor) -> None:
    """Nothing happens when nothing changes. What is known stays, also under a choice that is offered no more. Raises
    BadField."""
    field = OwnField.objects.select_for_update().get(pk=field.pk)
    before = _said(field)
    _write(field, draft=to)
    changed = [name for name, value in _said(field).items() if value != before[name]]
    if changed:
        field.save(update_fields=[*before])
        log.record("field.changed", actor=by, field=field.pk, fields=changed)
        flag_brands()


@transaction.atomic
def move(field: OwnField, *, up: bool, by: Actor) -> None:
    """Past the next one about the same. Nothing happens at the end."""
    them = list(OwnField.objects.in_use().filter(about=field.about).in_order().select_for_update())
    numbers = [one.pk for one in them]
    if field.pk not in numbers:
        return
    here = numbers.index(field.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(them):
        return
    numbers[here], numbers[there] = numbers[there], numbers[here]
    for place, number in enumerate(numbers, start=1):
        OwnField.objects.filter(pk=number).update(place=place)
    log.record("field.changed", actor=by, field=field.pk, fields=["place"])


@transaction.atomic
def retire(field: OwnField, *, by: Actor) -> None:
    """It is asked and shown no more; what is known stays, and is there again when it comes back."""
    if OwnField.objects.in_use().filter(pk=field.pk).update(retired_at=clock.now()):
        log.record("field.retired", actor=by, field=field.pk)
        flag_brands()


@transaction.atomic
def bring_back(field: OwnField, *, by: Actor) -> None:
    """Raises BadField when another is called so now."""
    field = OwnField.objects.select_for_update().get(pk=field.pk)
    if _is_taken(field, name=field.name):
        raise BadField("taken")
    if OwnField.objects.filter(pk=field.pk, retired_at__isnull=False).update(retired_at=None):
        log.record("field.brought_back", actor=by, field=field.pk)
        flag_brands()


def flag_brands() -> None:
    """Pages of conversations look for own fields only where their brand has some."""
    shown = OwnField.objects.in_use().filter(about__in=[CONTACT, CONVERSATION])
    for brand in Brand.objects.all():
        has = shown.filter(Q(brand=None) | Q(brand=brand)).exists()
        if has != brand.has_own_fields:
            Brand.objects.filter(pk=brand.pk).update(has_own_fields=has)


def follow_new_brand(event: Event) -> None:
    """Reaction to `brand.added`."""
    flag_brands()


def _said(field: OwnField) -> dict[str, object]:
    names = ("name", "hint", "choices", "is_required", "brand_id")
    return {name: getattr(field, name) for name in names}


def _write(field: OwnField, *, draft: Draft) -> None:
    name = " ".join(storable(draft.name).split())
    if not name or len(name) > LONGEST_NAME:
        raise BadField("name")
    if _is_taken(field, name=name):
        raise BadField("taken")
    field.name, field.hint = name, " ".join(storable(draft.hint).split())[:LONGEST_HINT]
    field.is_required, field.brand = draft.is_required, draft.brand
    field.choices = _choices(draft) if field.kind in OF_CHOICES else []


def _is_taken(field: OwnField, *, name: str) -> bool:
    others = OwnField.objects.in_use().filter(about=field.about, name__iexact=name)
    return others.exclude(pk=field.pk).exists()


def _choices(draft: Draft) -> list[str]:
    words = [said for word in draft.choices if (said := " ".join(storable(word).split()))]
    folded = {fold(word) for word in words}
    too_long = any(len(word) > LONGEST["choice"] or "," in word for word in words)
    if not words or len(words) > MOST_CHOICES or len(folded) < len(words) or too_long:
        raise BadField("choices")
    return words


def _key(draft: Draft) -> str:
    """As it was wished, or made of the name: a name in Han letters becomes "field"."""
    taken = set(OwnField.objects.filter(about=draft.about).values_list("key", flat=True))
    if draft.key:
        if not KEY.fullmatch(draft.key) or len(draft.key) > LONGEST_KEY:
            raise BadField("key")
        if draft.key in taken:
            raise BadField("key_taken")
        return draft.key
    plain = unicodedata.normalize("NFKD", draft.name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[: LONGEST_KEY - 4]
    base = base if KEY.fullmatch(base) else "field"
    numbers = ("" if number == 1 else f"_{number}" for number in range(1, len(taken) + 2))
    return next(base + number for number in numbers if base + number not in taken)
