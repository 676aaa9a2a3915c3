"""Who is meant by a value that only they have: a customer number in an own field, typed whole."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from keepword.conversations.companies import companies_visible_to
from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.fields.kinds import READERS, WrongValue
from keepword.conversations.models import FieldValue, OwnField
from keepword.conversations.models.own_field import COMPANY, CONTACT
from keepword.kit.prepared import Prepared
from keepword.kit.storable import storable
from keepword.people.models import Agent

MOST = 5
SAYING_WHO = ("text", "number", "email", "phone")  # a choice, or a day, is shared by many


def contacts_with(value: str, *, agent: Agent) -> list[int]:
    """The ids of at most five contacts whom the agent may know and one of whose own fields, of those in use, holds
    exactly this, of at most 200 letters: the newest first. One query where no field of anybody holds it."""
    keys = _keys(value)
    if not _is_any(keys, about=CONTACT):
        return []
    kept = FieldValue.objects.filter(field__in=_fields(CONTACT), key__in=keys).values("contact")
    seen = contacts_visible_to(agent).filter(pk__in=kept)
    return list(seen.order_by("-id").values_list("id", flat=True)[:MOST])


def companies_with(value: str, *, agent: Agent) -> list[int]:
    """As `contacts_with`, of companies."""
    keys = _keys(value)
    if not _is_any(keys, about=COMPANY):
        return []
    kept = FieldValue.objects.filter(field__in=_fields(COMPANY), key__in=keys).values("company")
    seen = companies_visible_to(agent).filter(pk__in=kept)
    return list(seen.order_by("-id").values_list("id", flat=True)[:MOST])


def _is_any(keys: set[str], *, about: str) -> bool:
    """Asked at every search, and mostly answered by no."""
    padded = [*keys, *[""] * len(SAYING_WHO)][: len(SAYING_WHO)]
    return bool(keys) and bool(HELD(about=about, **{f"key_{place}": key for place, key in enumerate(padded)}))


def _held(about: str, **keys: str) -> QuerySet[FieldValue, Any]:
    return FieldValue.objects.filter(field__in=_fields(about), key__in=list(keys.values())).values_list("id")[:1]


HELD = Prepared(_held)


def _fields(about: str) -> QuerySet[OwnField]:
    return OwnField.objects.in_use().filter(about=about, kind__in=SAYING_WHO)


def _keys(value: str) -> set[str]:
    """As each kind of field would keep it; people put quotes around what is to stand together."""
    return set(_read(storable(value).strip('" ')))


def _read(value: str) -> Iterator[str]:
    for kind in SAYING_WHO:
        try:
            yield READERS[kind](value).key
        except WrongValue:
            continue
