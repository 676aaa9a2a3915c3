"""Who is this? Find the contact behind an address, or meet a new one."""

from django.db import transaction

from keepword.kit import clock
from keepword.people.models import Contact, Identity

NAME_LENGTH = 200


def fold(address: str) -> str:
    """The one way in which an address is compared and kept."""
    return address.strip().lower()[:320]


def identify(*, address: str, name: str = "", language: str = "", kind: str = "email") -> Contact:
    """The contact known by this address, else a new one. Two mails of a stranger at one moment meet in the unique
    constraint: the second finds what the first made.

    A name is taken only where we have none: what an agent corrected by hand is not overwritten by the next mail.
    """
    value = fold(address)
    known = Identity.objects.select_related("contact").filter(kind=kind, value=value).first()
    if known is None:
        return _meet(kind=kind, value=value, name=name, language=language)
    return _complete(known.contact, name=name, language=language)


def _complete(contact: Contact, *, name: str, language: str) -> Contact:
    missing = {}
    if name and not contact.name:
        missing["name"] = name[:NAME_LENGTH]
    if language and not contact.language:
        missing["language"] = language
    if missing:
        Contact.objects.filter(pk=contact.pk).update(**missing)
        for field, value in missing.items():
            setattr(contact, field, value)
    return contact


def _meet(*, kind: str, value: str, name: str, language: str) -> Contact:
    with transaction.atomic():
        contact = Contact.objects.create(name=name[:NAME_LENGTH], language=language, created_at=clock.now())
        identity, is_new = Identity.objects.get_or_create(kind=kind, value=value, defaults={"contact": contact})
        if not is_new:
            contact.delete()
        return identity.contact


def mark_dead(*, address: str) -> None:
    """Mail to this address came back for good."""
    Identity.objects.filter(kind="email", value=fold(address), died_at=None).update(died_at=clock.now())


def mark_alive(*, address: str) -> None:
    """Somebody wrote from it: it lives."""
    Identity.objects.filter(kind="email", value=fold(address), died_at__isnull=False).update(died_at=None)
