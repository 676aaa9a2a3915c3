"""Whom an inbox wrote to, and who never wrote to it: a contact of its own, apart from what others know of the person.

Their page, their name in a list and what programs are told come from that row alone, so nothing that the others know
can be in it. When the person writes to that inbox, both are one, see decision 0042. Asked for by
`conversations/approaching.py`.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction

from keepword.kit import clock
from keepword.kit.inserting import insert_unless_there
from keepword.people.merging.merging import CannotMergeContacts, merge
from keepword.people.models import Agent, Contact, Identity


@transaction.atomic(savepoint=False)
def addressed(value: str, *, kind: str, inbox: int, name: str = "", language: str = "") -> Contact:
    """The contact that this inbox knows by this folded address, made where it is new. What is given fills what is not
    known yet."""
    known = _within(value, kind=kind, inbox=inbox)
    if known is None:
        made = Contact.objects.create(name=name, language=language, created_at=clock.now())
        if insert_unless_there([Identity(contact=made, kind=kind, value=value, within=inbox)]):
            return made
        made.delete()  # a colleague wrote to them at the same moment
        known = Identity.objects.select_related("contact").get(kind=kind, value=value, within=inbox).contact
    missing = {"name": name if not known.name else "", "language": language if not known.language else ""}
    new = {field: said for field, said in missing.items() if said}
    if new:
        Contact.objects.filter(pk=known.pk).update(**new)
        known.refresh_from_db(fields=list(new))
    return known


def _within(value: str, *, kind: str, inbox: int) -> Contact | None:
    found = Identity.objects.select_related("contact").filter(kind=kind, value=value, within=inbox).first()
    return found.contact if found else None


def hear_from(answers: Iterable[Identity], *, known: Mapping[str, Contact]) -> dict[str, Contact]:
    """They wrote to the inboxes that these are of. `known` are the people behind the addresses, as far as they are
    known; gives the same with whoever is known from now on. In one order, so that two never wait for each other."""
    people = dict(known)
    for answer in sorted(answers, key=lambda one: one.pk):
        person = people.get(answer.value) or _becomes_own(answer)
        if person.pk != answer.contact_id:
            _join(answer, person=person)
        people[answer.value] = person
    return people


def _becomes_own(answer: Identity) -> Contact:
    """Nobody else knew them: the row goes on as the person's. Unless somebody met them at this moment."""
    kind, value = answer.kind, answer.value
    own = Identity(contact=answer.contact, kind=kind, value=value, died_at=answer.died_at)
    if insert_unless_there([own]):
        answer.delete()
        return answer.contact
    return Identity.objects.select_related("contact").get(kind=kind, value=value, within=0).contact


def _join(answer: Identity, *, person: Contact) -> None:
    """What hangs on the row follows, as in a merge by hand. One that an agent has merged with somebody since is
    somebody else's: it stays so, and the address is no longer among theirs."""
    is_somebody = Identity.objects.filter(contact=answer.contact_id, within=0).exists()
    try:
        if not is_somebody:
            merge(answer.contact, into=person, by=None)
    except CannotMergeContacts:
        pass  # it was erased or went on elsewhere meanwhile: there is nothing left to bring together
    Identity.objects.filter(pk=answer.pk).delete()


def besides(contact: Contact) -> list[Contact]:
    """What inboxes know of whoever has one of these addresses, in rows of their own: for erasing and handing out. None
    that is somebody since, whom an agent merged it with."""
    found = {one.contact_id: one.contact for one in _same_addresses(contact) if one.within}
    own = Identity.objects.filter(contact__in=found, within=0).values_list("contact_id", flat=True)
    return [found[number] for number in sorted(found.keys() - set(own))]


def whole(contact: Contact, *, by: Agent | None) -> Contact:
    """The person with all that any inbox knows of them in one row, to be erased as one. To be called in a transaction
    by whoever sees every inbox."""
    if not Identity.objects.filter(contact=contact, within=0).exists():
        contact = next((one.contact for one in _same_addresses(contact) if not one.within), contact)
    for one in besides(contact):
        merge(one, into=contact, by=by)
    return contact


def _same_addresses(contact: Contact) -> list[Identity]:
    """Rows of others."""
    found: list[Identity] = []
    for kind, value in Identity.objects.filter(contact=contact).order_by("id").values_list("kind", "value"):
        same = Identity.objects.select_related("contact").filter(kind=kind, value=value).exclude(contact=contact)
        found += same.order_by("id")
    return found
