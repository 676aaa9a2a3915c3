"""Those who write to us."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import Problem, wrong
from keepword.api.rest.describing import Cursor, Given, Language, Limit, Words, documented, only_known
from keepword.conversations.contacts import contacts_visible_to, find_contact
from keepword.events.auditing import saw_contact
from keepword.kit import pages
from keepword.kit.once_sent import once_sent
from keepword.people.correcting import correct
from keepword.people.identifying import fold
from keepword.people.models import Contact, Identity
from keepword.people.noting import LONGEST, note
from keepword.people.permissions import ERASE_CONTACTS, MANAGE_CONTACTS
from keepword.people.placing import known_zone
from keepword.privacy.erasing import AT_ONCE, NotEverythingSeen, SomethingHeld, erase

router = Router(tags=["Contacts"])


class Address(Shape):
    kind: str = Field(examples=["email"])
    value: str = Field(examples=["ann@customer.example"])
    is_dead: bool = Field(description="What we sent there came back for good.")


class ContactItem(Shape):
    id: int
    name: str
    language: str = Field(description='BCP 47, "" while unknown.')
    time_zone: str = Field(description='IANA name, "" while nobody can tell.')
    is_zone_certain: bool = Field(description="Somebody said so; else it is a guess.")
    note: str = Field(description="What works for this customer, for colleagues.")
    company: int | None = Field(description="Whom they write for.")
    created_at: datetime
    addresses: list[Address]


class ErasureItem(Shape):
    """It names nobody: keep it as your proof."""

    contact: int
    at: datetime
    ended_at: datetime | None = Field(description="Null while their words are still being erased: ask again.")
    counts: dict[str, int] = Field(
        description="How many addresses, conversations, messages, files, mails, promises and answers, so far."
    )


class ContactPage(Shape):
    items: list[ContactItem]
    next: str | None = Field(description="The `cursor` of the page after; null at the end.")


class Paging(Shape):
    address: Annotated[Words | None, Field(max_length=320, description="Exactly this one, in any case.")] = None
    limit: Limit = 50
    cursor: Cursor | None = None


class Correction(Given):
    """What is left out stays as it is."""

    name: Annotated[Words | None, Field(max_length=200)] = None
    language: Language | None = None
    time_zone: Annotated[Words | None, Field(max_length=64, description='IANA name, "" to guess it again.')] = None
    note: Annotated[Words | None, Field(max_length=LONGEST, description="What works for this customer.")] = None


@router.get("", response=documented(200, ContactPage, 400, 422), summary="List contacts")
def list_contacts(request: HttpRequest, paging: Query[Paging]) -> HttpResponse:
    """Everybody who takes part in a conversation that you may see, the newest first."""
    only_known(request, Paging)
    contacts = contacts_visible_to(agent_of(request)).order_by("-id")
    if paging.address is not None:
        contacts = contacts.filter(identities__kind="email", identities__value=fold(paging.address))
    if paging.cursor is not None:
        contacts = contacts.filter(id__lt=pages.decode_id(paging.cursor))
    rows = list(contacts[: paging.limit + 1])
    more = len(rows) > paging.limit
    shown = rows[: paging.limit]
    told = answer({"items": items_of(shown), "next": pages.encode_id(shown[-1].pk) if more else None})
    if paging.address is not None and len(shown) == 1:  # somebody who was asked for by name was opened
        return _seen(told, contact=shown[0], request=request)
    return told


@router.get("/{int:contact_id}", response=documented(200, ContactItem, 404), summary="Read a contact")
def read_contact(request: HttpRequest, contact_id: int) -> HttpResponse:
    """One contact with the addresses that we know. The id of one that was merged leads to the one that goes on."""
    contact = found(request, contact_id=contact_id)
    return _seen(answer(items_of([contact])[0]), contact=contact, request=request)


@router.patch(
    "/{int:contact_id}",
    response=documented(200, ContactItem, 403, 400, 404, 413, 415, 422),
    summary="Correct a contact",
)
def patch_contact(request: HttpRequest, contact_id: int, new: Correction) -> HttpResponse:
    """Put the name, the language or the time zone right, or write the note anew. What you say here is not overwritten
    by the next mail."""
    contact = found(request, contact_id=contact_id)
    agent = agent_of(request, may=MANAGE_CONTACTS)
    said = {field: getattr(new, field) for field in ("name", "language", "time_zone")}
    kept = {field: getattr(contact, field) if value is None else value for field, value in said.items()}
    if kept["time_zone"] and not known_zone(kept["time_zone"]):
        raise wrong("/time_zone", "There is no such time zone.")
    correct(contact, **kept, by=agent.as_actor)
    if new.note is not None:
        note(contact, text=new.note, by=agent)
    return answer(items_of([contact])[0])


@router.delete("/{int:contact_id}", response=documented(200, ErasureItem, 403, 404, 409), summary="Erase a person")
def erase_contact(request: HttpRequest, contact_id: int) -> HttpResponse:
    """For good: name, addresses, every message in their conversations, files and stored mails. What comes back is the
    report; a second time gives the same one. Of somebody who wrote for years it says how far it is, and it goes on by
    itself. Takes the permission `erase_contacts` and an agent who sees every inbox."""
    agent = agent_of(request, may=ERASE_CONTACTS)
    try:
        erasure = erase(found(request, contact_id=contact_id), by=agent, within=AT_ONCE)
    except NotEverythingSeen as error:
        raise Problem(403, name="not-permitted", detail="Only an agent who sees every inbox can erase.") from error
    except SomethingHeld as error:
        raise Problem(409, name="held", detail="A conversation of theirs is held; end the hold first.") from error
    return answer({"contact": contact_id, "at": erasure.at, "ended_at": erasure.ended_at, "counts": erasure.counts})


def _seen(told: HttpResponse, *, contact: Contact, request: HttpRequest) -> HttpResponse:
    return once_sent(told, partial(saw_contact, agent=agent_of(request).pk, contact=contact.pk))


def found(request: HttpRequest, *, contact_id: int) -> Contact:
    """Of one that was merged, the one that goes on. Raises Http404."""
    contact = find_contact(contact_id, agent=agent_of(request))
    if contact is None:
        raise Http404
    return contact


def items_of(contacts: list[Contact]) -> list[dict[str, Any]]:
    """As `ContactItem`, in their order."""
    addresses = _addresses(contact.pk for contact in contacts)
    return [
        {
            "id": contact.pk,
            "name": contact.name,
            "language": contact.language,
            "time_zone": contact.time_zone,
            "is_zone_certain": contact.is_zone_certain,
            "note": contact.note,
            "company": contact.company_id,
            "created_at": contact.created_at,
            "addresses": addresses[contact.pk],
        }
        for contact in contacts
    ]


def _addresses(contact_ids: Iterable[int]) -> defaultdict[int, list[dict[str, Any]]]:
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    known = Identity.objects.filter(contact_id__in=list(contact_ids)).order_by("id")
    for contact_id, kind, value, died_at in known.values_list("contact_id", "kind", "value", "died_at"):
        found[contact_id].append({"kind": kind, "value": value, "is_dead": died_at is not None})
    return found
