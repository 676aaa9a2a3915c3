"""Who may be the same person, and who was found to be: what a contact's pages show of both."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from keepword.conversations.contacts import contacts_visible_to
from keepword.people.merging.candidates import Candidate, candidates
from keepword.people.models import Agent, Contact, ContactMerge, Identity
from keepword.web import times


@dataclass(frozen=True, slots=True)
class Choice:
    """`reasons` are words, [] for somebody who was searched for."""

    number: int
    name: str
    known_by: str
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """Somebody who went on in this person."""

    number: int
    name: str
    more: str


def likely(contact: Contact, *, agent: Agent) -> list[Choice]:
    """Those who look like the same person, of whom the agent may know."""
    if contact.erased_at:
        return []
    return choices_of(candidates(contact, among=contacts_visible_to(agent)))


def choices_of(found: list[Candidate]) -> list[Choice]:
    """With why they look alike. One query."""
    addresses = _addresses([one.contact for one in found])
    return [_choice(one.contact, addresses=addresses, reasons=one.likeness.reasons) for one in found]


def merged_into(contact: Contact) -> list[Merged]:
    """The merges that can be undone, the newest first. One query."""
    standing = ContactMerge.objects.standing().filter(kept=contact).select_related("other", "by").order_by("-id")
    reader = times.reader()
    return [
        Merged(
            number=one.pk,
            name=str(one.other) if one.other.name else _("Somebody without a name"),
            more=f"{one.by.name} · {reader.moment(one.at)}" if one.by else str(reader.moment(one.at)),
        )
        for one in standing
    ]


def _addresses(contacts: list[Contact]) -> dict[int, list[str]]:
    known: dict[int, list[str]] = {one.pk: [] for one in contacts}
    rows = Identity.objects.filter(contact__in=contacts).order_by("id").values_list("contact_id", "value")
    for number, value in rows:
        known[number].append(value)
    return known


def choices(contacts: list[Contact]) -> list[Choice]:
    """Without a reason: somebody asked for them. One query."""
    addresses = _addresses(contacts)
    return [_choice(one, addresses=addresses) for one in contacts]


def _choice(contact: Contact, *, addresses: dict[int, list[str]], reasons: tuple[str, ...] = ()) -> Choice:
    theirs = addresses[contact.pk]
    name = contact.name or (theirs[0] if theirs else _("Somebody without a name"))
    return Choice(contact.pk, name, ", ".join(theirs[:3]), [words for one in reasons if (words := _words()[one])])


def _words() -> dict[str, str]:
    return {
        "name": _("Same name"),
        "part_of_name": _("Part of the name"),
        "mailbox": _("Same name before the @"),
        "short_mailbox": _("Same name before the @"),
        "company": _("Same company"),
        "phone": _("Same telephone"),
    }
