"""A colleague passed on a customer's mail: above the answer, whose it was, and that it may become theirs."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from keepword.conversations.models import Conversation
from keepword.conversations.whose.passed_on import PASSED_ON, writer_in
from keepword.conversations.whose.putting_right import WHY
from keepword.people.identifying import Person
from keepword.people.models import Agent
from keepword.people.permissions import CHANGE
from keepword.web.conversations.said import Said

FORGED = "authentication-failed"


@dataclass(frozen=True, slots=True)
class Offer:
    """`message` passed it on. `is_doubtful`: the mail did not pass the checks of its own domain, so that anybody may
    have sent it."""

    message: int
    words: SafeString
    address: str
    name: str
    is_doubtful: bool


def offer_in(said: Iterable[Said], *, conversation: Conversation, agent: Agent) -> Offer | None:
    """Of the messages on the page, the newest of its customer that passes something on. None where it is no offer to
    this agent, and once it is somebody else's."""
    if conversation.status in WHY or not agent.may(CHANGE):
        return None
    theirs = [one for one in said if one.contact_id == conversation.contact_id]
    for message in reversed(theirs):
        writer = writer_in(message.warnings)
        if writer is not None:
            return _offer(message, writer=writer)
    return None


def _offer(message: Said, *, writer: Person) -> Offer:
    known = format_html('<span dir="ltr">{}</span>', writer.address)
    if writer.name:
        known = format_html('<bdi>{}</bdi> <span dir="ltr">&lt;{}&gt;</span>', writer.name, writer.address)
    words = format_html(
        _("{colleague} forwarded a mail of {customer}."),
        colleague=format_html("<bdi>{}</bdi>", message.sender_name or message.sender_address),
        customer=known,
    )
    is_doubtful = any(code.startswith(FORGED) for code in message.warnings)
    return Offer(message.pk, words, writer.address, writer.name, is_doubtful)


def passes_on(message: Said) -> bool:
    """Asked of every message on a page."""
    return bool(message.warnings) and any(code.startswith(PASSED_ON) for code in message.warnings)
