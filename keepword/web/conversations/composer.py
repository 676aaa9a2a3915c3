"""Where an agent writes: to whom, through what and as whom it will go, said before anything is sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from keepword.brands.naming import sender_name
from keepword.conversations.models import Conversation, Draft
from keepword.conversations.models.draft import TO_CUSTOMER, TO_TEAM
from keepword.kit import tokens
from keepword.kit.storable import storable
from keepword.people.models import Agent
from keepword.web.conversations.offers import Shown
from keepword.web.conversations.used import Used, used_in_draft
from keepword.web.drafts.enclosed import Enclosed, enclosed
from keepword.web.drafts.loading import Drafts


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
    copies: dict[str, list[str]] = field(default_factory=dict)


def empty() -> Composed:
    return Composed()


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in one form: what was typed just now, else what is kept. `other` are the words that another device
    saved meanwhile, "" where there are none."""

    kind: str
    text: str
    version: int
    files: list[Enclosed]
    other: str = ""


@dataclass(frozen=True, slots=True)
class Composer:
    """What `_composer.html` prints. `mark` tells this form from every other: sent twice, it counts once."""

    mark: str
    written: Composed
    reply: Kept
    note: Kept
    macros: Sequence[Used]
    copies: dict[str, str]
    name: str
    sentence: str
    warning: str


def of(conversation: Conversation, *, by: Agent, has: Composed, drafts: Drafts, to: Sequence[str]) -> Composer:
    """`to` are the addresses that an answer goes to."""
    reply, note = drafts.mine.get(TO_CUSTOMER), drafts.mine.get(TO_TEAM)
    copies = has.copies or (reply.recipients if reply else {})
    name = conversation.contact.name or (to[0] if to else "")
    return Composer(
        mark=tokens.unguessable(),
        written=has,
        reply=_kept(TO_CUSTOMER, typed=has.reply_text, draft=reply),
        note=_kept(TO_TEAM, typed=has.note_text, draft=note),
        macros=has.macros or (used_in_draft(reply, by=by) if reply and not has.reply_text else ()),
        copies={way: ", ".join(them) for way, them in copies.items()},
        name=name,
        sentence=_sentence(conversation, to=to[0], by=by) if to else "",
        warning="" if to else _("There is no address that an answer may go to. Let one take part first."),
    )


def _kept(kind: str, *, typed: str, draft: Draft | None) -> Kept:
    if draft is None:
        return Kept(kind, typed, 0, [])
    other = draft.text if typed and storable(typed) != draft.text else ""
    return Kept(kind, typed or draft.text, draft.version, enclosed(draft), other=other)


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
