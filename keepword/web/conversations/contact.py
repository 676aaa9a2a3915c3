"""The customer beside the conversation: who it is, and what else they wrote about."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from keepword.conversations.models import Conversation, Participant
from keepword.people.models import Agent
from keepword.web import times
from keepword.web.conversations.status import named
from keepword.web.initials import initials_of

OTHERS = 10


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
    """`unproved` are addresses that came into the conversation by themselves and are sent nothing yet."""

    name: str
    initials: str
    addresses: list[Address]
    facts: list[Fact]
    unproved: list[Participant]


@dataclass(frozen=True, slots=True)
class Other:
    address: str
    subject: str
    language: str
    status: str
    when: SafeString


def of(conversation: Conversation) -> Shown:
    """Two queries: the person's addresses, and who came into the conversation unproved."""
    person = conversation.contact
    addresses = [Address(one.value, one.died_at is not None) for one in person.identities.order_by("id")]
    name = person.name or (addresses[0].value if addresses else "")
    unproved = list(conversation.participants.filter(is_trusted=False).order_by("id"))
    return Shown(name, initials_of(name), addresses, _facts(conversation), unproved)


def _facts(conversation: Conversation) -> list[Fact]:
    language = conversation.contact.language or conversation.language
    facts = [Fact(_("Language"), language_name(language))] if language else []
    return [
        *facts,
        Fact(_("First wrote"), times.long_date(conversation.contact.created_at)),
        Fact(_("Writes to"), conversation.inbox.address),
        Fact(_("Through"), channel_name(conversation.channel)),
    ]


def language_name(code: str) -> str:
    """A language in its own words; the code itself for one that Django does not know."""
    try:
        return str(get_language_info(code.lower())["name_local"])
    except KeyError:
        return code


def channel_name(channel: str) -> str:
    return {"email": _("Mail"), "form": _("Contact form"), "api": _("A program")}.get(channel, channel)


def others(conversation: Conversation, *, agent: Agent, now: datetime) -> list[Other]:
    """The same person's other conversations, newest first, of those that the agent may see."""
    theirs = Conversation.objects.visible_to(agent).filter(contact_id=conversation.contact_id)
    columns = ("id", "subject", "reference", "language", "status", "last_activity_at")
    found = theirs.exclude(pk=conversation.pk).order_by("-last_activity_at").values_list(*columns)[:OTHERS]
    return [
        Other(
            address=reverse("web:conversation", args=[number]),
            subject=subject or reference,
            language=language,
            status=named(status).words,
            when=times.day_or_clock(at, now=now),
        )
        for number, subject, reference, language, status, at in found
    ]
