"""Kinds of gifts: switched on and off, named, and put into words for customers."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from keepword.care.models import GiftKind
from keepword.events import log
from keepword.events.actor import Actor
from keepword.events.log import Fact
from keepword.kit.storable import storable

LONGEST_NAME = 60
LONGEST_WORDS = 1000
MOST = 30


class NameTaken(ValueError):
    """There is a kind of this name, or too many kinds."""


class NoName(ValueError):
    """An own kind needs a name."""


def add(name: str, *, by: Actor) -> GiftKind:
    """One of our own. Raises NoName, NameTaken."""
    if GiftKind.objects.count() >= MOST:
        raise NameTaken(name)
    kind = GiftKind(name=_name(name))
    _save(kind, "gift_kind.added", by=by, fields=[])
    return kind


def change(kind: GiftKind, *, name: str, is_on: bool, words: Mapping[str, str], by: Actor) -> None:
    """`words` by language (a tag); what is empty is not kept. The name of one that comes with us stays. Raises NoName,
    NameTaken."""
    said = {tag: storable(text).strip()[:LONGEST_WORDS] for tag, text in words.items()}
    to = {
        "name": "" if kind.key else _name(name),
        "is_on": is_on,
        "words": {tag: text for tag, text in said.items() if text},
    }
    fields = [field for field, value in to.items() if getattr(kind, field) != value]
    if fields:
        for field in fields:
            setattr(kind, field, to[field])
        _save(kind, "gift_kind.changed", by=by, fields=fields)


def _name(text: str) -> str:
    name = " ".join(storable(text).split())[:LONGEST_NAME]
    if not name:
        raise NoName(text)
    return name


def _save(kind: GiftKind, fact: str, *, by: Actor, fields: list[str]) -> None:
    try:
        with transaction.atomic():
            kind.save()
            log.record_all([Fact(fact, by, data={"gift_kind": kind.pk, "fields": fields})])
    except IntegrityError as error:
        raise NameTaken(kind.name) from error
