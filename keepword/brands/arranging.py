"""A brand is set up: what it is called, how it looks, and where it is."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from keepword.brands.models import Brand
from keepword.events import log
from keepword.events.actor import Actor


@transaction.atomic
def add_brand(fields: Mapping[str, Any], *, by: Actor) -> Brand:
    """`fields` by the names of the columns, checked by the caller."""
    brand = Brand.objects.create(**fields)
    log.record("brand.added", actor=by, brand=brand.pk)
    return brand


@transaction.atomic
def arrange_brand(brand: Brand, *, to: Mapping[str, Any], by: Actor) -> None:
    """The fact says what was changed, never to which words."""
    changed = [field for field, value in to.items() if getattr(brand, field) != value]
    if changed:
        Brand.objects.filter(pk=brand.pk).update(**{field: to[field] for field in changed})
        log.record("brand.changed", actor=by, brand=brand.pk, fields=changed)
