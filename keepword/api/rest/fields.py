"""Own fields of contacts and conversations: what is asked, and what is known."""

from collections.abc import Iterable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from keepword.api.answering import answer
from keepword.api.authorising import agent_of
from keepword.api.documenting import Router, Shape
from keepword.api.problems import wrong
from keepword.api.rest.companies import found as company_found
from keepword.api.rest.contacts import found as contact_found
from keepword.api.rest.describing import Given, Words, documented
from keepword.api.rest.reading import found as conversation_found
from keepword.conversations.fields.knowing import (
    Known,
    fields_about,
    known_of_company,
    known_of_contact,
    known_of_conversation,
)
from keepword.conversations.fields.putting import (
    Said,
    WrongValues,
    put_on_company,
    put_on_contact,
    put_on_conversation,
)
from keepword.conversations.models import OwnField
from keepword.conversations.models.own_field import ABOUT, COMPANY, CONTACT, CONVERSATION, KINDS
from keepword.people.permissions import CHANGE, MANAGE_CONTACTS

router = Router(tags=["Fields"])
contact_router = Router(tags=["Contacts"])
company_router = Router(tags=["Companies"])
conversation_router = Router(tags=["Conversations"])
One = Annotated[Words, Field(max_length=4000)]


class FieldItem(Shape):
    id: int
    about: str = Field(description=f"One of: {', '.join(ABOUT)}.")
    key: str
    name: str
    kind: str = Field(description=f"One of: {', '.join(KINDS)}.")
    choices: list[str]
    hint: str
    is_required: bool
    brand: int | None = Field(description="The only brand that asks for it; null for all.")


class FieldList(Shape):
    items: list[FieldItem]
    next: str | None = None


class KnownFields(Shape):
    values: dict[str, list[str]] = Field(description="By the key of the field; [] while nothing is known.")


class NewValues(Given):
    """What is left out stays as it is."""

    values: Annotated[dict[str, list[One]], Field(max_length=200, examples=[{"size": ["Large"]}])]


@router.get("", response=documented(200, FieldList), summary="List own fields")
def list_fields(request: HttpRequest) -> HttpResponse:
    """All that are in use, in their order."""
    agent_of(request)
    fields = OwnField.objects.in_use().in_order()  # house: set-up of the whole organisation
    names = ("id", "about", "key", "name", "kind", "choices", "hint", "is_required")
    items: list[dict[str, Any]] = [
        {name: getattr(one, name) for name in names} | {"brand": one.brand_id} for one in fields
    ]
    return answer({"items": items, "next": None})


@contact_router.get(
    "/{int:contact_id}/fields", response=documented(200, KnownFields, 404), summary="Read the fields of a contact"
)
def read_contact_fields(request: HttpRequest, contact_id: int) -> HttpResponse:
    """What is known in each field."""
    return answer(_known(known_of_contact(contact_found(request, contact_id=contact_id))))


@contact_router.put(
    "/{int:contact_id}/fields",
    response=documented(200, KnownFields, 403, 400, 404, 413, 415, 422),
    summary="Write into the fields of a contact",
)
def put_contact_fields(request: HttpRequest, contact_id: int, new: NewValues) -> HttpResponse:
    """Several values only where several may be chosen; [] forgets."""
    contact = contact_found(request, contact_id=contact_id)
    agent = agent_of(request, may=MANAGE_CONTACTS)
    try:
        put_on_contact(contact, said=_said(new, about=CONTACT), by=agent.as_actor)
    except WrongValues as error:
        raise _refusal(error) from error
    return answer(_known(known_of_contact(contact)))


@company_router.get(
    "/{int:company_id}/fields", response=documented(200, KnownFields, 404), summary="Read the fields of a company"
)
def read_company_fields(request: HttpRequest, company_id: int) -> HttpResponse:
    """What is known in each field."""
    return answer(_known(known_of_company(company_found(company_id, agent=agent_of(request)))))


@company_router.put(
    "/{int:company_id}/fields",
    response=documented(200, KnownFields, 403, 400, 404, 413, 415, 422),
    summary="Write into the fields of a company",
)
def put_company_fields(request: HttpRequest, company_id: int, new: NewValues) -> HttpResponse:
    """Several values only where several may be chosen; [] forgets."""
    company = company_found(company_id, agent=agent_of(request))
    agent = agent_of(request, may=MANAGE_CONTACTS)
    try:
        put_on_company(company, said=_said(new, about=COMPANY), by=agent.as_actor)
    except WrongValues as error:
        raise _refusal(error) from error
    return answer(_known(known_of_company(company)))


@conversation_router.get(
    "/{int:conversation_id}/fields",
    response=documented(200, KnownFields, 404),
    summary="Read the fields of a conversation",
)
def read_conversation_fields(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """What is known in each field."""
    return answer(_known(known_of_conversation(conversation_found(conversation_id, agent=agent_of(request)))))


@conversation_router.put(
    "/{int:conversation_id}/fields",
    response=documented(200, KnownFields, 403, 400, 404, 413, 415, 422),
    summary="Write into the fields of a conversation",
)
def put_conversation_fields(request: HttpRequest, conversation_id: int, new: NewValues) -> HttpResponse:
    """Several values only where several may be chosen; [] forgets."""
    agent = agent_of(request, may=CHANGE)
    conversation = conversation_found(conversation_id, agent=agent)
    try:
        put_on_conversation(conversation, said=_said(new, about=CONVERSATION), by=agent.as_actor)
    except WrongValues as error:
        raise _refusal(error) from error
    return answer(_known(known_of_conversation(conversation)))


def _known(known: Iterable[Known]) -> dict[str, Any]:
    return {"values": {one.field.key: list(one.values) for one in known}}


def _said(new: NewValues, *, about: str) -> Said:
    fields = {one.key: one for one in fields_about(about)}
    for key, texts in new.values.items():
        if key not in fields:
            raise wrong("/values", "There is no such field.")
        if len(texts) > 1 and fields[key].kind != "choices":
            raise wrong("/values", f"{key}: one value, not several.")
    return {fields[key]: texts for key, texts in new.values.items()}


def _refusal(error: WrongValues) -> Exception:
    keys = dict(OwnField.objects.filter(pk__in=error.why).values_list("id", "key"))  # house: as above
    return wrong("/values", " ".join(f"{keys[number]}: {WHY[why]}" for number, why in sorted(error.why.items())))


WHY = {
    "required": "it is needed.",
    "long": "it is too long.",
    "number": "it is no number.",
    "thousands": "it may be a thousand or a part of one; leave the comma out.",
    "large": "it is too large.",
    "date": "it is no day as 2026-11-30.",
    "yes_no": "it is neither yes nor no.",
    "choice": "it is not among the choices.",
    "url": "it is no address of a web page.",
    "email": "it is no e-mail address.",
    "phone": "it is no telephone number.",
}
