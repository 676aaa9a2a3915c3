"""The customer beside the conversation: who it is, and what else they wrote about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from keepword.channels.chat.visiting import is_stand_in
from keepword.conversations.models import Conversation, Participant
from keepword.conversations.models.conversation import ELSEWHERE
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.kit.prepared import Prepared
from keepword.kit.reversing import address_of
from keepword.people.models import Agent, Identity
from keepword.web import times
from keepword.web.conversations.status import named
from keepword.web.initials import initials_of

OTHERS = 10


def _addresses(contact: int) -> QuerySet[Identity, Any]:
    is_dead = Case(When(died_at=None, then=0), default=1, output_field=IntegerField())
    return Identity.objects.filter(contact_id=contact).order_by("id").values_list("value", is_dead)


def _unproved(conversation: int) -> QuerySet[Participant, Any]:
    """And who wrote in for the customer, see `conversations/whose/`."""
    here = Participant.objects.filter(conversation_id=conversation)  # house: of one who may see it
    joined = here.filter(Q(is_trusted=False) | Q(is_bystander=True))
    beside = Case(When(is_bystander=True, is_trusted=True, then=1), default=0, output_field=IntegerField())
    return joined.order_by("id").values_list("id", "address", beside)


def _of_contact(conversations: QuerySet[Conversation], *, contact: int, but: int) -> QuerySet[Conversation, Any]:
    columns = ("id", "subject", "reference", "language", "status", "last_activity_at", "created_at")
    theirs = conversations.filter(~Q(status__in=ELSEWHERE), contact_id=contact).exclude(pk=but)
    return theirs.order_by("-last_activity_at").values_list(*columns)[:OTHERS]


ALL = Conversation.objects.all()  # house: asked only when visible_to would change nothing
OF_CONTACT = Prepared(lambda contact, but: _of_contact(ALL, contact=contact, but=but))
ADDRESSES, UNPROVED = Prepared(_addresses), Prepared(_unproved)


class Unproved(NamedTuple):
    """Somebody who came into the conversation by mail. `is_bystander`: by an agent's word, and is not answered."""

    id: int
    address: str
    is_bystander: int


@dataclass(frozen=True, slots=True)
class Address:
    value: str
    is_dead: bool


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    words: str | SafeString


@dataclass(frozen=True, slots=True)
class Shown:
    """`unproved` are addresses that came into the conversation by themselves and are sent nothing yet; `bystanders`
    wrote in for the customer."""

    name: str
    initials: str
    addresses: list[Address]
    facts: list[Fact]
    unproved: list[Unproved]
    bystanders: list[Unproved]


@dataclass(frozen=True, slots=True)
class Other:
    address: str
    subject: str
    language: str
    status: str
    when: SafeString
    begun: datetime


def of(conversation: Conversation, *, reader: times.Reader, found: Mapping[str, list[tuple[Any, ...]]]) -> Shown:
    """`found` has the rows of `ADDRESSES` and `UNPROVED` by their names."""
    person = conversation.contact
    addresses = [Address(value, bool(is_dead)) for value, is_dead in found["addresses"] if not is_stand_in(value)]
    name = person.name or (addresses[0].value if addresses else "")
    others = [Unproved(*one) for one in found["unproved"]]
    unproved = [one for one in others if not one.is_bystander]
    beside = [one for one in others if one.is_bystander and not is_stand_in(one.address)]
    return Shown(name, initials_of(name), addresses, _facts(conversation, reader=reader), unproved, beside)


def _facts(conversation: Conversation, *, reader: times.Reader) -> list[Fact]:
    language = conversation.contact.language or conversation.language
    facts = [Fact(_("Language"), language_name(language))] if language else []
    return [
        *_company(conversation),
        *facts,
        Fact(_("Known since"), reader.long_date(conversation.contact.created_at)),
        Fact(_("Writes to"), _address(conversation.inbox.address)),
        Fact(_("Through"), channel_name(conversation.channel)),
    ]


def _address(address: str) -> SafeString:
    """In a narrow panel it goes on below after its @, not before its last letter."""
    name, at, domain = address.partition("@")
    return format_html("{}{}<wbr>{}", name, at, domain)


def _company(conversation: Conversation) -> list[Fact]:
    """One query for whoever belongs to one. Whoever sees the customer may know it."""
    company = conversation.contact.company
    if company is None:
        return []
    link = format_html('<a class="link" href="{}"><bdi>{}</bdi></a>', address_of("web:company", company.pk), company)
    return [Fact(_("Company"), link)]


def language_name(code: str) -> str:
    """A language in its own words; the code itself for one that Django does not know."""
    try:
        return str(get_language_info(code.lower())["name_local"])
    except KeyError:
        return code


def channel_name(channel: str) -> str:
    known = {
        "email": _("Mail"),
        "form": _("Contact form"),
        "chat": _("Chat"),
        "phone": _("Phone"),
        "api": _("A program"),
    }
    return known.get(channel, channel)


def others(conversation: Conversation, *, agent: Agent, reader: times.Reader) -> list[Other]:
    """The same person's other conversations, newest first, of those that the agent may see."""
    if visible_inbox_ids(agent) is None:
        found = OF_CONTACT(contact=conversation.contact_id, but=conversation.pk)
    else:
        theirs = Conversation.objects.visible_to(agent)
        found = list(_of_contact(theirs, contact=conversation.contact_id, but=conversation.pk))
    return [
        Other(
            address=address_of("web:conversation", number),
            subject=subject or reference,
            language=language,
            status=named(status).words,
            when=reader.day_or_clock(at),
            begun=begun,
        )
        for number, subject, reference, language, status, at, begun in found
    ]
