"""Who is this? Find the contact behind an address, or meet a new one."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from keepword.kit import clock
from keepword.kit.among import Among, listed
from keepword.kit.inserting import insert_all, insert_unless_there
from keepword.kit.prepared import Prepared, PreparedModels
from keepword.kit.storable import storable
from keepword.people.addressees import hear_from
from keepword.people.models import Contact, Identity

NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as they call themselves. `language` is BCP 47 or "", `time_zone` an IANA name or "". `wrote_to`: the
    id of the inbox that words of theirs came to, 0 where none did."""

    address: str
    name: str = ""
    language: str = ""
    time_zone: str = ""
    wrote_to: int = 0


def fold(address: str) -> str:
    """The one way in which an address is compared and kept."""
    return storable(address).strip().lower()[:320]


def digest_of(address: str) -> str:
    """What tells a folded address from others, without saying it."""
    return hashlib.blake2b(address.encode(), digest_size=16).hexdigest()


def identify(*, address: str, name: str = "", language: str = "", kind: str = "email") -> Contact:
    """The contact known by this address, else a new one, see `identify_all`."""
    return identify_all([Person(address, name, language)], kind=kind)[fold(address)]


@transaction.atomic(savepoint=False)
def identify_all(people: Iterable[Person], *, kind: str = "email") -> dict[str, Contact]:
    """The contacts behind these addresses, by folded address; strangers become contacts.

    Two mails of a stranger at one moment meet in the unique constraint: the second finds what the first made. A name
    is taken only where we have none: what an agent corrected by hand is not overwritten by the next mail. Whoever
    writes to an inbox that wrote to them is from then on one person for it and for all others, see `addressees.py`.
    """
    wanted: dict[str, Person] = {}
    reached: set[tuple[str, int]] = set()
    for person in people:
        value = fold(person.address)
        wanted.setdefault(value, person)
        reached.add((value, person.wrote_to))
    rows = _rows(wanted, kind=kind)
    found = _own(rows)
    answers = [row for row in rows if row.within and (row.value, row.within) in reached]
    if answers:
        found = hear_from(answers, known=found)
    for value, contact in found.items():
        _complete(contact, person=wanted[value])
    # In one order, so that two who meet the same strangers at one moment never wait for each other.
    strangers = {value: person for value, person in sorted(wanted.items()) if value not in found}
    if strangers:
        found |= _meet(strangers, kind=kind)
    return found


def _rows(values: Iterable[str], *, kind: str) -> list[Identity]:
    """Of whoever these addresses are, and of inboxes that wrote to them."""
    wanted = list(values)
    if len(wanted) == 1:
        return KNOWN.rows(kind=kind, value=wanted[0])
    return list(Identity.objects.select_related("contact").filter(kind=kind, value__in=wanted))


def _own(rows: Iterable[Identity]) -> dict[str, Contact]:
    return {row.value: row.contact for row in rows if not row.within}


def _one(kind: str, value: str) -> QuerySet[Identity]:
    return Identity.objects.select_related("contact").filter(kind=kind, value=value)


KNOWN = PreparedModels(_one)


def _complete(contact: Contact, *, person: Person) -> None:
    """What we do not have yet; and where they are now: people travel."""
    missing = {}
    if person.name and not contact.name:
        missing["name"] = _name(person.name)
    if person.language and not contact.language:
        missing["language"] = person.language
    if person.time_zone and person.time_zone != contact.time_zone and not contact.is_zone_certain:
        missing["time_zone"] = person.time_zone
    if missing:
        Contact.objects.filter(pk=contact.pk).update(**missing)
        for field, value in missing.items():
            setattr(contact, field, value)


def _meet(strangers: dict[str, Person], *, kind: str) -> dict[str, Contact]:
    now = clock.now()
    contacts = insert_all(
        [
            Contact(name=_name(person.name), language=person.language, time_zone=person.time_zone, created_at=now)
            for person in strangers.values()
        ]
    )
    met = dict(zip(strangers, contacts, strict=True))
    written = insert_unless_there([Identity(kind=kind, value=value, contact=one) for value, one in met.items()])
    if written == len(met):
        return met
    found = _own(_rows(strangers, kind=kind))
    _forget({contact.pk for contact in contacts} - {contact.pk for contact in found.values()})
    return found


def _forget(unused: set[int]) -> None:
    """Somebody else met these strangers at the same moment."""
    if unused:
        Contact.objects.filter(id__in=unused).delete()


def _name(name: str) -> str:
    return storable(name)[:NAME_LENGTH]


def mark_dead(*, address: str, inbox: int) -> None:
    """Mail from this inbox to this address came back for good."""
    known = Identity.objects.filter(kind="email", value=fold(address), within__in=(0, inbox), died_at=None)
    known.update(died_at=clock.now())


def dead_of(addresses: Iterable[str]) -> set[str]:
    """Those of them, as given, to which mail came back for good and from which nobody wrote since."""
    given = set(addresses)
    values = {value for (value,) in DEAD(addresses=listed(map(fold, given)))} if given else set()
    return {address for address in given if fold(address) in values}


def _dead(addresses: str) -> QuerySet[Identity, Any]:
    return Identity.objects.filter(Among("value", addresses), kind="email", died_at__isnull=False).values_list("value")


DEAD = Prepared(_dead)


def mark_alive(*, addresses: Iterable[str]) -> None:
    """Somebody wrote from them: they live."""
    values = {fold(address) for address in addresses}
    if values:
        Identity.objects.filter(kind="email", value__in=values, died_at__isnull=False).update(died_at=None)
