"""One person under several addresses: merged, parted, told apart."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import wrong
from keepword.api.rest.contacts import ContactItem, found, items_of
from keepword.api.rest.describing import Given, Id, documented
from keepword.conversations.contacts import contacts_visible_to, find_contact
from keepword.people.merging.candidates import candidates
from keepword.people.merging.merging import CannotMergeContacts, merge
from keepword.people.merging.telling_apart import tell_apart
from keepword.people.merging.unmerging import CannotUnmergeContacts, unmerge
from keepword.people.models import ContactMerge
from keepword.people.permissions import MANAGE_CONTACTS

router = Router(tags=["Contacts"])


class NewContactMerge(Given):
    contact: Id = Field(description="The one that goes on in this one.")


class Duplicate(Shape):
    contact: ContactItem
    score: int = Field(description="60 and more look like one person.")
    reasons: list[str] = Field(examples=[["mailbox", "name"]])


class DuplicateList(Shape):
    items: list[Duplicate]


@router.get(
    "/{int:contact_id}/duplicates", response=documented(200, DuplicateList, 404), summary="Who may be the same person"
)
def read_duplicates(request: HttpRequest, contact_id: int) -> HttpResponse:
    """At most five, the likeliest first. Only a suggestion: nothing is ever merged by itself."""
    agent = agent_of(request)
    likely = candidates(found(request, contact_id=contact_id), among=contacts_visible_to(agent))
    items = items_of([one.contact for one in likely])
    told: list[dict[str, Any]] = [
        {"contact": item, "score": one.likeness.score, "reasons": list(one.likeness.reasons)}
        for one, item in zip(likely, items, strict=True)
    ]
    return answer({"items": told})


@router.post(
    "/{int:contact_id}/merges",
    response=documented(200, ContactItem, 403, 400, 404, 413, 415, 422),
    summary="Merge another contact into this one",
)
def create_contact_merge(request: HttpRequest, contact_id: int, new: NewContactMerge) -> HttpResponse:
    """The addresses, conversations and promises of the other one are this one's from now on, and its id leads here.
    One that was merged here already changes nothing."""
    agent = agent_of(request, may=MANAGE_CONTACTS)
    kept = found(request, contact_id=contact_id)
    other = find_contact(new.contact, agent=agent)
    if other is None:
        raise wrong("/contact", "There is no such contact, or none that you may know.")
    if new.contact == kept.pk or other.pk != kept.pk:
        try:
            merge(other, into=kept, by=agent)
        except CannotMergeContacts as error:
            raise wrong("/contact", WHY[error.why]) from error
    return answer(items_of([kept])[0])


@router.delete(
    "/{int:contact_id}/merges/{int:twin_id}",
    response=documented(200, ContactItem, 403, 404, 422),
    summary="Undo a merge of contacts",
)
def delete_contact_merge(request: HttpRequest, contact_id: int, twin_id: int) -> HttpResponse:
    """`twin_id` is a contact of its own again, with what came from its addresses since. Answers `contact_id` as it is
    then. What was not merged stays as it is."""
    agent = agent_of(request, may=MANAGE_CONTACTS)
    kept = found(request, contact_id=contact_id)
    made = ContactMerge.objects.standing().filter(kept=kept, other=twin_id).first()
    if made is not None:
        try:
            unmerge(made, by=agent)
        except CannotUnmergeContacts as error:
            raise wrong("", "It was merged or erased since then.") from error
    return answer(items_of([found(request, contact_id=kept.pk)])[0])


@router.put(
    "/{int:contact_id}/others/{int:twin_id}",
    response=documented(200, ContactItem, 403, 404),
    summary="Say that two contacts are two people",
)
def put_other(request: HttpRequest, contact_id: int, twin_id: int) -> HttpResponse:
    """They are not suggested as one person any more."""
    agent = agent_of(request, may=MANAGE_CONTACTS)
    one, other = found(request, contact_id=contact_id), find_contact(twin_id, agent=agent)
    if other is None:
        raise Http404
    tell_apart(one, other=other, by=agent)
    return answer(items_of([one])[0])


WHY = {
    "itself": "It is the same contact.",
    "merged": "One of them was merged already.",
    "erased": "One of them is erased.",
}
