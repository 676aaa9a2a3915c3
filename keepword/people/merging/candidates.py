"""Who may be the same person? A few are read by what an index finds, and judged by `likeness.py`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Lower

from keepword.people.merging.likeness import Likeness, Looks, likeness, mailbox_of
from keepword.people.merging.telling_apart import told_apart_from
from keepword.people.models import Contact, Identity
from keepword.people.models.contact import MailboxOf

READ = 60
MOST = 5
SHORTEST_MAILBOX = 3  # shorter ones are initials


@dataclass(frozen=True, slots=True)
class Candidate:
    contact: Contact
    likeness: Likeness


def candidates(contact: Contact, *, among: QuerySet[Contact, Contact]) -> list[Candidate]:
    """Those of `among` who look like `contact`, the likeliest first; at most five. Whom somebody told apart is left
    out. Three queries for nobody, six for somebody, each of a few rows."""
    known = _looks([contact])[contact.pk]
    numbers = {*_of_name(contact.name, among=among), *_of_mailbox(known)} - {contact.pk}
    numbers -= told_apart_from(contact) if numbers else set()
    return _judged(known, numbers=numbers, among=among)


def alike(known: Looks, *, among: QuerySet[Contact, Contact]) -> list[Candidate]:
    """The same for somebody who is not written down yet."""
    return _judged(known, numbers={*_of_name(known.name, among=among), *_of_mailbox(known)}, among=among)


def _judged(known: Looks, *, numbers: set[int], among: QuerySet[Contact, Contact]) -> list[Candidate]:
    if not numbers:
        return []
    found = among.filter(id__in=sorted(numbers)[:READ], erased_at=None)
    others = {one.pk: one for one in found}
    looks = _looks(others.values())
    judged = [Candidate(one, likeness(known, looks[number])) for number, one in others.items()]
    enough = [one for one in judged if one.likeness.is_enough]
    return sorted(enough, key=lambda one: (-one.likeness.score, one.contact.pk))[:MOST]


def _of_name(name: str, *, among: QuerySet[Contact, Contact]) -> list[int]:
    """As it is written, and in the other order."""
    words = name.lower().replace(",", " ").split()
    if not words:
        return []
    ways = {name.lower(), " ".join(words), " ".join(reversed(words)), f"{words[-1]}, {' '.join(words[:-1])}"}
    called = among.alias(folded=Lower("name")).filter(folded__in=sorted(ways))
    return list(called.order_by("-id").values_list("id", flat=True)[:READ])


def _of_mailbox(known: Looks) -> list[int]:
    names = {mailbox_of(address) for address in known.addresses}
    names = {name for name in names if len(name) >= SHORTEST_MAILBOX}
    if not names:
        return []
    alike = Identity.objects.alias(mailbox=MailboxOf("value")).filter(mailbox__in=sorted(names))
    return list(alike.order_by("-id").values_list("contact_id", flat=True)[:READ])


def _looks(contacts: Iterable[Contact]) -> dict[int, Looks]:
    contacts = list(contacts)
    known: defaultdict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = Identity.objects.filter(contact__in=contacts).order_by("id").values_list("contact_id", "kind", "value")
    for number, kind, value in rows:
        known[number][kind].append(value)
    return {
        one.pk: Looks(one.name, tuple(known[one.pk]["email"]), tuple(known[one.pk]["phone"]), one.company_id)
        for one in contacts
    }
