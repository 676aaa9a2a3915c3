"""Somebody is added who never wrote."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import created
from keepword.api.authorising import agent_of
from keepword.api.problems import Problem, wrong
from keepword.api.repeating import once
from keepword.api.rest.contacts import ContactItem, found, items_of, router
from keepword.api.rest.describing import Given, Language, Words, documented
from keepword.conversations.addressing import MOST, BadAddress, checked
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.people.meeting import AlreadyKnown, BadNumber, Newcomer, NobodyNamed, meet, number_of
from keepword.people.models import Agent
from keepword.people.permissions import MANAGE_CONTACTS
from keepword.people.placing import known_zone

__all__ = ["router"]  # the same as of `contacts`: one address, two methods
Emails = Annotated[list[Annotated[Words, Field(max_length=320)]], Field(max_length=MOST)]
Numbers = Annotated[list[Annotated[Words, Field(max_length=40)]], Field(max_length=MOST)]


class NewContact(Given):
    """At least a name, an address or a number."""

    name: Annotated[Words, Field(max_length=200, examples=["Ann Lee"])] = ""
    emails: Emails = []
    numbers: Annotated[Numbers, Field(examples=[["+49 30 901820"]])] = []
    language: Language = ""
    time_zone: Annotated[Words, Field(max_length=64, description='IANA name, "" to guess it.')] = ""


@router.post("", response=documented(201, ContactItem, 403, 400, 409, 413, 415, 422), summary="Add a contact")
def create_contact(request: HttpRequest, new: NewContact) -> HttpResponse:
    """For whoever sees every inbox, because “this address is taken” tells whom colleagues know: who sees a part of
    them logs a call or writes first. 409 `already-known` names the contact who has an address or a number; likeness of
    names holds nothing up, see “List duplicates”."""
    agent = agent_of(request, may=MANAGE_CONTACTS)
    if visible_inbox_ids(agent) is not None:
        detail = "Only an agent who sees every inbox can add a contact. Log a call, or write to them first."
        raise Problem(403, name="not-permitted", detail=detail)
    newcomer = _newcomer(new)
    made, is_repeated = once(request, said=[request.body], make=lambda: _met(newcomer, by=agent))
    item = items_of([found(request, contact_id=made)])[0]
    return created(item, address=f"/api/v1/contacts/{item['id']}", is_repeated=is_repeated)


def _newcomer(new: NewContact) -> Newcomer:
    """Raises Problem."""
    if new.time_zone and not known_zone(new.time_zone):
        raise wrong("/time_zone", "There is no such time zone.")
    return Newcomer(new.name, _addresses(new.emails), _telephones(new.numbers), new.language, new.time_zone)


def _addresses(written: list[str]) -> tuple[str, ...]:
    try:
        return tuple(checked(written)) if written else ()
    except BadAddress as error:
        raise wrong("/emails", "Not all of them are mail addresses.") from error


def _telephones(written: list[str]) -> tuple[str, ...]:
    try:
        return tuple(number_of(one) for one in written)
    except BadNumber as error:
        raise wrong("/numbers", "Not all of them are telephone numbers.") from error


def _met(newcomer: Newcomer, *, by: Agent) -> int:
    """Raises Problem."""
    try:
        return meet(newcomer, by=by.as_actor).pk
    except NobodyNamed as error:
        raise wrong("/name", "Give at least a name, an address or a number.") from error
    except AlreadyKnown as error:
        place = "/emails" if "@" in error.value else "/numbers"
        known = [(place, f"{error.value} belongs to contact {error.contact}.")]
        detail = "Somebody has one of these already; `errors` says who."
        raise Problem(409, name="already-known", detail=detail, errors=known) from error
