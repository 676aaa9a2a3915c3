"""Whom do we mean by an address that one of us typed: in a letter that we begin, a copy, a call, a change of customer?

Somebody whom the agent may know. Else whoever it is, as far as this inbox knows them: an agent who sees a part of the
inboxes must not learn, by writing to an address, what the others know of its owner. Nor by writing in their name, in a
form that asks for no proof: what is only claimed is told apart in the same way. Decision 0042.
"""

from collections.abc import Iterable
from dataclasses import replace

from keepword.conversations.contacts import contacts_visible_to
from keepword.conversations.models import Conversation, Inbox, Participant
from keepword.kit.storable import storable
from keepword.people.addressees import addressed
from keepword.people.identifying import NAME_LENGTH, Person, fold, identify_all
from keepword.people.models import Agent, Contact, Identity


def approach(person: Person, *, inbox: Inbox, by: Agent, kind: str = "email") -> Contact:
    """As `approach_all`, for one."""
    return approach_all([person], inbox=inbox, by=by, kind=kind)[fold(person.address)]


def approach_all(people: Iterable[Person], *, inbox: Inbox, by: Agent, kind: str = "email") -> dict[str, Contact]:
    """By folded address. Whoever calls has asked whether `by` sees the inbox. Where no inbox is closed there is
    nothing to hide, and they are met as anybody who writes."""
    wanted = {fold(person.address): person for person in people}
    if not any_is_closed():
        return identify_all(wanted.values(), kind=kind)
    known = _known_to(by, values=wanted, kind=kind)
    found = identify_all([wanted[value] for value in known], kind=kind) if known else {}
    return found | {
        value: addressed(
            value, kind=kind, inbox=inbox.pk, name=storable(person.name)[:NAME_LENGTH], language=person.language
        )
        for value, person in sorted(wanted.items())
        if value not in found
    }


def any_is_closed() -> bool:
    return Inbox.objects.filter(teams__isnull=False).exists()  # house: of the whole house, whoever asks


def claimed(person: Person, *, inbox: Inbox) -> Contact:
    """Who is named by words that may be another's, in a house with a closed inbox: somebody who has been here before,
    else whoever it is, as far as this inbox knows them."""
    value = fold(person.address)
    own = Identity.objects.select_related("contact").filter(kind="email", value=value, within=0).first()
    if own is not None and _was_here(own.contact, inbox=inbox):
        return identify_all([replace(person, wrote_to=0)])[value]
    return addressed(
        value, kind="email", inbox=inbox.pk, name=storable(person.name)[:NAME_LENGTH], language=person.language
    )


def _was_here(contact: Contact, *, inbox: Inbox) -> bool:
    # house: nobody is told of what is asked here
    theirs = Conversation.objects.filter(contact=contact, inbox=inbox)
    return theirs.exists() or Participant.objects.filter(contact=contact, conversation__inbox=inbox).exists()


def _known_to(agent: Agent, *, values: Iterable[str], kind: str) -> list[str]:
    rows = Identity.objects.filter(kind=kind, value__in=list(values), within=0)
    whose = dict(rows.values_list("value", "contact_id"))
    seen = (
        set(contacts_visible_to(agent).filter(pk__in=whose.values()).values_list("id", flat=True)) if whose else set()
    )
    return [value for value, number in whose.items() if number in seen]


def in_this(inbox: Inbox, contact: Contact) -> Contact:
    """The contact itself; of one that only another inbox wrote to, whom this inbox knows by that address. Else an
    answer that comes here would tell those who see only the other one who it is."""
    rows = list(Identity.objects.filter(contact=contact).order_by("id"))
    if not rows or any(one.within in (0, inbox.pk) for one in rows):
        return contact
    first = rows[0]
    return addressed(first.value, kind=first.kind, inbox=inbox.pk, name=contact.name, language=contact.language)
