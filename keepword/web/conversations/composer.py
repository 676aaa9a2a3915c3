"""Where an agent writes: to whom, through what and as whom it will go, said before anything is sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from keepword.brands.naming import sender_name
from keepword.conversations.models import Conversation
from keepword.conversations.replying import answer_addresses
from keepword.kit import tokens
from keepword.people.models import Agent
from keepword.web.conversations.offers import Shown
from keepword.web.conversations.used import Used


@dataclass(frozen=True, slots=True)
class Composed:
    """What was written and could not be taken, with why; `refusal` is why something else could not be done. `unseen`
    is where the words stand that were not on the page. "" when nothing was. `offers` are the times in them that wait
    for a decision, `macros` those that were used, `offered` those to choose from without a script."""

    is_note: bool = False
    reply_text: str = ""
    reply_error: str = ""
    note_text: str = ""
    note_error: str = ""
    refusal: str = ""
    unseen: str = ""
    offers: list[Shown] = field(default_factory=list)
    macros: Sequence[Used] = ()
    offered: Sequence[Any] = ()


def empty() -> Composed:
    return Composed()


@dataclass(frozen=True, slots=True)
class Composer:
    """What `_composer.html` prints. `mark` tells this form from every other: sent twice, it counts once."""

    mark: str
    written: Composed
    name: str
    sentence: str
    warning: str


def of(conversation: Conversation, *, by: Agent, has: Composed) -> Composer:
    to = answer_addresses(conversation)
    name = conversation.contact.name or (to[0] if to else "")
    return Composer(
        mark=tokens.unguessable(),
        written=has,
        name=name,
        sentence=_sentence(conversation, to=to[0], by=by) if to else "",
        warning="" if to else _("There is no address that an answer may go to. Let one take part first."),
    )


def _sentence(conversation: Conversation, *, to: str, by: Agent) -> str:
    """ "To ann@… by mail, as Mina at Brand <help@…>"."""
    inbox = conversation.inbox
    return format_html(
        _("To {to} by mail, as {person} from {inbox}"),
        to=format_html('<b dir="ltr">{}</b>', to),
        person=format_html(
            "<b><bdi>{}</bdi></b>", sender_name(inbox.brand, person=by.shown_name, language=conversation.language)
        ),
        inbox=format_html('<span dir="ltr">{}</span>', inbox.address),
    )
