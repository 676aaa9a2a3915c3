"""What is known in own fields, beside a conversation and on the page of a contact."""

from dataclasses import dataclass

from keepword.conversations.fields.knowing import Known, known_in, known_of_contact
from keepword.conversations.models import Conversation
from keepword.conversations.models.own_field import CONTACT
from keepword.kit.reversing import address_of
from keepword.people.models import Contact
from keepword.web.own_fields.wording import Row, row_of


@dataclass(frozen=True, slots=True)
class Group:
    """Fields about one thing. `address` is where they are written into; `permission` what that takes."""

    about: str
    rows: list[Row]
    address: str
    permission: str


def groups_of(conversation: Conversation) -> list[Group]:
    """[] where the brand asks for nothing, without a query; else two."""
    known = known_in(conversation)
    theirs = [one for one in known if one.field.about == CONTACT]
    its = [one for one in known if one.field.about != CONTACT]
    about_it = Group("conversation", _rows(its), address_of("web:conversation-fields", conversation.pk), "change")
    found = [_of_contact(conversation.contact_id, theirs), about_it]
    return [one for one in found if one.rows]


def group_of(contact: Contact) -> Group | None:
    """None while nobody set up a field of contacts."""
    known = known_of_contact(contact)
    return _of_contact(contact.pk, known) if known else None


def _of_contact(number: int, known: list[Known]) -> Group:
    return Group("contact", _rows(known), address_of("web:contact-fields", number), "manage_contacts")


def _rows(known: list[Known]) -> list[Row]:
    return [row_of(one) for one in known]
