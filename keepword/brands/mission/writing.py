"""The words of a mission and the counters of a brand are set up."""

import re

from django.db import transaction

from keepword.brands.models import PER, Brand, Counter, MissionText
from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.kit.storable import storable

NAME = re.compile(r"[a-z][a-z0-9_-]{0,29}")
LONGEST = 2000  # characters
LARGEST = 1_000_000  # of one step


class BadName(ValueError):
    """Not a short word of a-z, 0-9, - and _."""


class BadCounter(ValueError):
    """Counts nothing that we know, or in no step."""


@transaction.atomic
def write(brand: Brand, *, name: str, language: str, text: str, by: Actor) -> None:
    """Empty words take this language away. Raises BadName."""
    _demand_name(name)
    text = storable(text).replace("\r\n", "\n").strip()[:LONGEST]
    here = MissionText.objects.filter(brand=brand, name=name, language=language)
    if text == (here.values_list("text", flat=True).first() or ""):
        return
    if text:
        MissionText.objects.update_or_create(brand=brand, name=name, language=language, defaults={"text": text})
    else:
        here.delete()
    log.record("mission.written", actor=by, brand=brand.pk, called=name, language=language)


@transaction.atomic
def set_counter(
    brand: Brand, *, name: str, per: str, step: int, is_public: bool, by: Actor, shop: str = ""
) -> Counter:
    """A new one counts from now; one that is there goes on from what it has. Raises BadName and BadCounter."""
    _demand_name(name)
    if per not in PER or not 1 <= step <= LARGEST:
        raise BadCounter
    Brand.objects.select_for_update().get(pk=brand.pk)
    to = {"per": per, "step": step, "is_public": is_public, "shop": shop}
    counter, is_new = Counter.objects.get_or_create(brand=brand, name=name, defaults={**to, "made_at": clock.now()})
    if not is_new and all(getattr(counter, field) == value for field, value in to.items()):
        return counter
    Counter.objects.filter(pk=counter.pk).update(**to)
    counter.refresh_from_db()
    log.record("counter.set", actor=by, brand=brand.pk, counter=counter.pk)
    return counter


@transaction.atomic
def remove_counter(counter: Counter, *, by: Actor) -> None:
    """With all that it counted."""
    number, brand = counter.pk, counter.brand_id
    if Counter.objects.filter(pk=number).delete()[0]:
        log.record("counter.removed", actor=by, brand=brand, counter=number, called=counter.name)


def _demand_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise BadName(name)
