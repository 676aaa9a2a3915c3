"""Own fields as variables of macros: {{contact.size}}, {{conversation.order}}."""

from collections.abc import Iterable
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from keepword.brands.mission import saying as mission
from keepword.conversations.fields.kinds import YES
from keepword.conversations.fields.knowing import Known, known_in
from keepword.conversations.macros.variables import VARIABLES, Value, Values
from keepword.conversations.models import Conversation
from keepword.conversations.models.own_field import CONTACT, CONVERSATION, OwnField
from keepword.hours import dates


def known_variables() -> tuple[str, ...]:
    """Those of the house, a name for each own field, and the missions of all brands. Three queries."""
    fields = OwnField.objects.in_use().filter(about__in=[CONTACT, CONVERSATION]).in_order().values_list("about", "key")
    own = (f"{about}.{key}" for about, key in fields)
    return (*VARIABLES, *(name for name in own if name not in VARIABLES), *mission.known_names())


def values_of(conversation: Conversation, *, text: str, language: str) -> Values:
    """What the words of a macro may name. No query for words that name nothing of the kind."""
    if "contact." not in text and "conversation." not in text:
        return {}
    return dict(_named(known_in(conversation), language=language))


def _named(known: Iterable[Known], *, language: str) -> Iterable[tuple[str, Value]]:
    for one in known:
        name = f"{one.field.about}.{one.field.key}"
        if name not in VARIABLES:
            yield name, lambda one=one: _said(one, language=language)  # type: ignore[misc]


def _said(known: Known, *, language: str) -> str:
    """As a customer reads it in this language; "" while nothing is known."""
    if known.field.kind == "date":
        return "".join(dates.day_and_year(date.fromisoformat(day), language=language) for day in known.values)
    if known.field.kind == "yes_no":
        with translation.override(language):
            return "".join(_("Yes") if said == YES else _("No") for said in known.values)
    return ", ".join(known.values)
