"""Somebody is written down who never wrote: a customer from a call, a shop floor, a card."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.identifying import NAME_LENGTH, fold
from keepword.people.models import Contact, Identity

EMAIL, TELEPHONE = "email", "phone"
SHORTEST, LONGEST = 5, 20  # digits of a telephone number
_WRITTEN = re.compile(r"\(?\+?[\d\s()./\-\u2010-\u2015]*")


class BadNumber(ValueError):
    """What stands where a telephone number should. `written` as it was typed."""

    def __init__(self, written: str) -> None:
        super().__init__(written)
        self.written = written


class NobodyNamed(ValueError):
    """Neither a name nor an address nor a number."""


class AlreadyKnown(ValueError):
    """Somebody has this address or number already: `value` as it is kept, `contact` whose it is."""

    def __init__(self, value: str, *, contact: int) -> None:
        super().__init__("an address that somebody has")
        self.value, self.contact = value, contact


@dataclass(frozen=True, slots=True)
class Newcomer:
    """`emails` are checked addresses, `numbers` as of `number_of`; `language` BCP 47 or "", `time_zone` an IANA name
    or ""."""

    name: str = ""
    emails: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    language: str = ""
    time_zone: str = ""

    @property
    def addresses(self) -> list[tuple[str, str]]:
        """By kind, each once, in their order."""
        kinds = [*((EMAIL, fold(one)) for one in self.emails), *((TELEPHONE, one) for one in self.numbers)]
        return list(dict.fromkeys(kinds))


def number_of(written: str) -> str:
    """The one way in which a telephone number is kept and compared: its digits, after a plus where it names its
    country (00 in front says the same). Raises BadNumber."""
    plain = unicodedata.normalize("NFKC", storable(written)).strip()
    digits = re.sub(r"\D", "", plain)
    if not _WRITTEN.fullmatch(plain) or not SHORTEST <= len(digits) <= LONGEST:
        raise BadNumber(written)
    if "+" not in plain and digits.startswith("00"):
        return f"+{digits[2:]}"
    return f"+{digits}" if "+" in plain else digits


def known_by(newcomer: Newcomer) -> list[tuple[str, int]]:
    """Which of their addresses and numbers somebody has, with the id of whom. One query."""
    wanted = newcomer.addresses
    values = Identity.objects.filter(value__in=[value for _kind, value in wanted], within=0)
    held = {(kind, value): number for kind, value, number in values.values_list("kind", "value", "contact_id")}
    return [(one[1], held[one]) for one in wanted if one in held]


@transaction.atomic
def meet(newcomer: Newcomer, *, by: Actor) -> Contact:
    """A contact of whom this is known; what is said of the time zone is certain. Raises NobodyNamed or
    AlreadyKnown."""
    name = storable(newcomer.name).strip()[:NAME_LENGTH]
    if not name and not newcomer.addresses:
        raise NobodyNamed
    _demand_unknown(newcomer)
    contact = Contact.objects.create(
        name=name,
        language=newcomer.language,
        time_zone=newcomer.time_zone,
        is_zone_certain=bool(newcomer.time_zone),
        created_at=clock.now(),
    )
    _give(contact, addresses=newcomer.addresses, newcomer=newcomer)
    log.record("contact.added", actor=by, contact=contact.pk)
    return contact


@transaction.atomic
def add_addresses(contact: Contact, newcomer: Newcomer, *, by: Actor) -> bool:
    """They are known by these as well. What they have already changes nothing; False when nothing is new. Raises
    AlreadyKnown for what somebody else has."""
    theirs = set(Identity.objects.filter(contact=contact).values_list("kind", "value"))
    new = [one for one in newcomer.addresses if one not in theirs]
    for value, number in known_by(newcomer):
        if number != contact.pk:
            raise AlreadyKnown(value, contact=number)
    if new:
        _give(contact, addresses=new, newcomer=newcomer)
        log.record("contact.corrected", actor=by, contact=contact.pk, fields=["addresses"])
    return bool(new)


def _demand_unknown(newcomer: Newcomer) -> None:
    for value, number in known_by(newcomer):
        raise AlreadyKnown(value, contact=number)


def _give(contact: Contact, *, addresses: Iterable[tuple[str, str]], newcomer: Newcomer) -> None:
    """Two who write down one person at the same moment meet in the unique constraint: the second is told."""
    try:
        with transaction.atomic():
            Identity.objects.bulk_create(
                Identity(contact=contact, kind=kind, value=value) for kind, value in addresses
            )
    except IntegrityError:
        _demand_unknown(newcomer)
        raise
