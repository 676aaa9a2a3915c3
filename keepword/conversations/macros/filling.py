"""A macro as it reads to one customer: in their language, with what is known of them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from keepword.brands.mission import saying as mission
from keepword.conversations.fields.filling import values_of
from keepword.conversations.macros import variables
from keepword.conversations.macros.naming import first_name, full_name
from keepword.conversations.macros.variables import Values
from keepword.conversations.models import Conversation, MacroText
from keepword.conversations.opening_hours import hours_of
from keepword.hours import dates
from keepword.hours.saying import say_hours
from keepword.kit import clock
from keepword.kit.languages import nearest
from keepword.kit.zones import zone_of
from keepword.people.models import Agent


def chosen(texts: Sequence[MacroText], *, conversation: Conversation) -> MacroText | None:
    """In the customer's language, else in the brand's, else in any. None when it says nothing."""
    for language in (conversation.language, conversation.inbox.brand.language):
        found = nearest(texts, language=language)
        if found is not None:
            return found
    return min(texts, key=lambda one: one.pk, default=None)


def fill(text: MacroText, *, conversation: Conversation, by: Agent, more: Values) -> str:
    """`more` are the values that upper rooms know. Dates and hours are said in the language of the text."""
    own = values_of(conversation, text=text.text, language=text.language)
    values = _values(conversation, language=text.language, by=by) | dict(own) | dict(more)
    if mission.names_it(text.text):
        said = mission.values_of(conversation.inbox.brand, language=text.language)
        values |= {name: lambda words=words: words for name, words in said.items()}  # type: ignore[misc]
    return variables.fill(text.text, values=values)


def _values(conversation: Conversation, *, language: str, by: Agent) -> dict[str, variables.Value]:
    name, inbox = conversation.contact.name, conversation.inbox
    return {
        "customer.first_name": lambda: first_name(name),
        "customer.name": lambda: full_name(name),
        "agent.name": lambda: by.shown_name,
        "brand.name": lambda: inbox.brand.name,
        "conversation.reference": lambda: conversation.reference,
        "conversation.subject": lambda: " ".join(conversation.customers_subject.split()),
        "inbox.address": lambda: inbox.address,
        "date.today": lambda: dates.day_and_year(_today(conversation).date(), language=language),
        "hours.now": lambda: _hours(conversation, language=language),
    }


def _today(conversation: Conversation) -> datetime:
    """On the customer's wall, on ours while nobody knows where they are."""
    return clock.now().astimezone(_zone(conversation))


def _zone(conversation: Conversation) -> ZoneInfo:
    return zone_of(conversation.contact.time_zone or hours_of(conversation).hours.zone)


def _hours(conversation: Conversation, *, language: str) -> str:
    """ "" while nobody set hours: then there is nothing to tell."""
    in_force = hours_of(conversation)
    if in_force.version_id is None:
        return ""
    return say_hours(in_force.hours, now=clock.now(), language=language, reader_zone=conversation.contact.time_zone)
