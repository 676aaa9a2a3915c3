"""What a link may show of a conversation.

The trick to stop: somebody writes a form in the name of no-reply@another-service (or of our customer), lets mail for
that address join the conversation, and reads it here. So a link that was only shown on a screen shows what was said
by form and our answers to that, up to the first mail; from there on it takes a link that was read in the mailbox. And
nobody sees a message of an address that no agent vouched for, nor of one that was forged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile

from django.conf import settings

from keepword.channels.form.linking import Link
from keepword.channels.form.mailing_links import is_link_mail
from keepword.channels.form.submitting import is_of_form
from keepword.conversations.models import Conversation, Message, Participant
from keepword.conversations.models.message import INBOUND

MOST_MESSAGES = 300
FORGED = "authentication-failed"


@dataclass(frozen=True, slots=True)
class Reading:
    """`messages` oldest first, with their attachments. `goes_on_by_mail`: there is more, for a mailed link only."""

    messages: list[Message]
    goes_on_by_mail: bool


def conversation_of(link: Link) -> Conversation | None:
    """The conversation that a link names, whether or not the link may still show it."""
    conversations = Conversation.objects.select_related("inbox__brand", "contact")
    return conversations.filter(token=link.conversation_token).first()


def read_with(link: Link, *, conversation: Conversation) -> Reading:
    """Never a note, never a mail that carries a link, never a message of somebody who does not take part."""
    messages = Message.objects.for_customers().filter(conversation=conversation).defer("html", "quoted", "recipients")
    messages = messages.prefetch_related("attachments")
    may_see = _public_to_all(conversation)
    if link.is_proved:
        newest = list(messages.order_by("-at", "-id")[:MOST_MESSAGES])
        return Reading([message for message in reversed(newest) if may_see(message)], goes_on_by_mail=False)
    oldest = list(messages.order_by("at", "id")[:MOST_MESSAGES])
    before_mail = takewhile(_by_form, oldest)
    shown = [message for message in before_mail if may_see(message) and _may_show_unproved(message)]
    return Reading(shown, goes_on_by_mail=len(shown) < sum(map(may_see, oldest)))


def _public_to_all(conversation: Conversation) -> Callable[[Message], bool]:
    """Whether a message may be shown to anybody outside, proved or not."""
    participants = Participant.objects.filter(conversation=conversation, is_trusted=True)
    taking_part = set(participants.values_list("address", flat=True))

    def may_see(message: Message) -> bool:
        if message.kind != INBOUND:
            return not is_link_mail(message)
        is_forged = any(str(code).startswith(FORGED) for code in message.warnings)
        return message.sender_address in taking_part and not is_forged

    return may_see


def _by_form(message: Message) -> bool:
    return message.kind != INBOUND or is_of_form(message)


def _may_show_unproved(message: Message) -> bool:
    return message.kind == INBOUND or settings.FORM_LINK_SHOWS_ANSWERS
