"""What is known of somebody or something is written into its own fields."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from keepword.conversations.changing import lock, tell
from keepword.conversations.fields.indexing import index_fields
from keepword.conversations.fields.kinds import Typed, WrongValue, read
from keepword.conversations.models import Conversation
from keepword.conversations.models.own_field import FieldValue, OwnField
from keepword.events import log
from keepword.events.actor import Actor
from keepword.people.models import Company, Contact

Said = Mapping[OwnField, Sequence[str]]
REQUIRED = "required"


class WrongValues(ValueError):
    """`why` by the id of the field: a reason of `WrongValue`, or "required"."""

    def __init__(self, why: dict[int, str]) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def put_on_contact(contact: Contact, *, said: Said, by: Actor) -> list[int]:
    """What was said of each field; the others stay. Returns the ids of those that changed. The fact says which, never
    to what. Raises WrongValues, and then nothing is changed."""
    Contact.objects.select_for_update().get(pk=contact.pk)
    changed = _put(said, contact=contact)
    if changed:
        log.record("contact.fields_changed", actor=by, contact=contact.pk, fields=changed)
    return changed


@transaction.atomic
def put_on_company(company: Company, *, said: Said, by: Actor) -> list[int]:
    """As `put_on_contact`."""
    Company.objects.select_for_update().get(pk=company.pk)
    changed = _put(said, company=company)
    if changed:
        log.record("company.fields_changed", actor=by, company=company.pk, fields=changed)
    return changed


@transaction.atomic
def put_on_conversation(conversation: Conversation, *, said: Said, by: Actor) -> list[int]:
    """As `put_on_contact`."""
    lock(conversation)
    changed = _put(said, conversation=conversation)
    if changed:
        index_fields([conversation.pk])
        conversation.change()
        tell(conversation, "conversation.fields_changed", by=by, fields=changed)
    return changed


def _put(said: Said, **owner: Company | Contact | Conversation) -> list[int]:
    typed = checked(said)
    held = FieldValue.objects.filter(**owner, field__in=typed)
    known: dict[int, set[str]] = {field.pk: set() for field in typed}
    for number, text in held.values_list("field_id", "text"):
        known[number].add(text)
    changed = [field for field, values in typed.items() if {one.text for one in values} != known[field.pk]]
    held.filter(field__in=changed).delete()
    FieldValue.objects.bulk_create(
        FieldValue(field=field, text=one.text, key=one.key, number=one.number, day=one.day, **owner)
        for field in changed
        for one in typed[field]
    )
    return sorted(field.pk for field in changed)


def checked(said: Said) -> dict[OwnField, tuple[Typed, ...]]:
    """Raises WrongValues."""
    typed: dict[OwnField, tuple[Typed, ...]] = {}
    wrong: dict[int, str] = {}
    for field, texts in said.items():
        try:
            typed[field] = read(field.kind, texts, choices=field.choices)
        except WrongValue as error:
            wrong[field.pk] = error.why
            continue
        if field.is_required and not typed[field]:
            wrong[field.pk] = REQUIRED
    if wrong:
        raise WrongValues(wrong)
    return typed
