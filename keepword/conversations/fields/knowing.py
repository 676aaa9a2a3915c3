"""What is known in own fields, as it is read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from keepword.conversations.fields.kinds import fold
from keepword.conversations.models import Conversation, FieldWords
from keepword.conversations.models.own_field import COMPANY, CONTACT, CONVERSATION, FieldValue, OwnField
from keepword.people.models import Company, Contact


@dataclass(frozen=True, slots=True)
class Known:
    """A field with its values, in the order of its choices; () while nothing is known."""

    field: OwnField
    values: tuple[str, ...] = ()


def fields_about(about: str, *, brand: int | None = None) -> list[OwnField]:
    """Those in use, in their order. With a brand, those that it asks for; without, all."""
    fields = OwnField.objects.in_use().filter(about=about).in_order()
    return list(fields if brand is None else fields.filter(Q(brand=None) | Q(brand=brand)))


def known_of_contact(contact: Contact, *, fields: Iterable[OwnField] | None = None) -> list[Known]:
    """Two queries; one while there is no such field."""
    asked = fields_about(CONTACT) if fields is None else list(fields)
    return _known(asked, values=Q(contact=contact))


def contacts_with(text: str) -> list[int]:
    """The ids of contacts of whom a field knows just this, at most fifty; the caller asks which of them may be seen.
    One query by its index, two when there are fields at all."""
    fields = [one.pk for one in fields_about(CONTACT)]
    key = fold(text)
    if not fields or not key:
        return []
    held = FieldValue.objects.filter(field__in=fields, key=key, contact__isnull=False).order_by("-id")
    return list(dict.fromkeys(number for number in held.values_list("contact_id", flat=True)[:50] if number))


def found_with(message_ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """By message, what stands in the own fields that are found with it: the name of the field, and a value. One query;
    two when there is something."""
    rows = FieldWords.objects.filter(message__in=message_ids)  # house: the caller asks for messages that may be seen
    message_by = dict(rows.values_list("conversation_id", "message_id"))
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    if message_by:
        values = FieldValue.objects.filter(conversation__in=message_by).order_by("field__place", "field", "id")
        for conversation, name, text in values.values_list("conversation_id", "field__name", "text"):
            found[message_by[conversation]].append((name, text))
    return dict(found)


def known_of_company(company: Company) -> list[Known]:
    """As `known_of_contact`."""
    return _known(fields_about(COMPANY), values=Q(company=company))


def known_of_conversation(conversation: Conversation, *, fields: Iterable[OwnField] | None = None) -> list[Known]:
    """As `known_of_contact`."""
    asked = fields_about(CONVERSATION) if fields is None else list(fields)
    return _known(asked, values=Q(conversation=conversation))


def known_in(conversation: Conversation) -> list[Known]:
    """Of the conversation and of its customer, in two queries; none where the brand asks for nothing."""
    brand = conversation.inbox.brand
    if not brand.has_own_fields:
        return []
    asked = OwnField.objects.in_use().filter(Q(brand=None) | Q(brand=brand), about__in=[CONTACT, CONVERSATION])
    of_both = Q(contact=conversation.contact_id) | Q(conversation=conversation)
    return _known(list(asked.in_order()), values=of_both)


def _known(fields: list[OwnField], *, values: Q) -> list[Known]:
    held: defaultdict[int, list[str]] = defaultdict(list)
    if fields:
        rows = FieldValue.objects.filter(values, field__in=fields).order_by("id").values_list("field_id", "text")
        for number, text in rows:
            held[number].append(text)
    return [Known(field, tuple(held[field.pk])) for field in fields]
