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
from keepword.conversations.models import Conversation, Merge, Message, Participant
from keepword.conversations.models.message import INBOUND
from keepword.people.identifying import fold
from keepword.people.models import Identity

MOST_MESSAGES = 300
FORGED = "authentication-failed"


@dataclass(frozen=True, slots=True)
class Reading:
    """`messages` oldest first, with their attachments. `goes_on_by_mail`: there is more, for a mailed link only."""

    messages: list[Message]
    goes_on_by_mail: bool


def conversation_of(link: Link) -> Conversation | None:
    """The conversation that a link names, whether or not the link may still show it. Of one that was merged, the one
    in which it goes on."""
    conversations = Conversation.objects.select_related("inbox__brand", "contact")
    found = conversations.filter(token=link.conversation_token).first()
    return conversations.get(pk=found.merged_into_id) if found and found.merged_into_id else found


def read_with(link: Link, *, conversation: Conversation) -> Reading:
    """Never a note, never a mail that carries a link, never a message of somebody who does not take part."""
    messages = Message.objects.for_customers().filter(conversation=conversation).defer("html", "quoted")
    messages = messages.prefetch_related("attachments")
    parts = Participant.objects.filter(conversation=conversation)
    told = list(parts.values_list("address", "is_trusted", "is_bystander"))
    may_see = _both(
        _public_to_all({address for address, is_trusted, _aside in told if is_trusted}),
        _not_of_bystanders({address for address, _trusted, is_aside in told if is_aside}),
    )
    may_see = _both(may_see, _theirs(link, conversation=conversation))
    if link.is_proved:
        newest = list(messages.order_by("-at", "-id")[:MOST_MESSAGES])
        return Reading([message for message in reversed(newest) if may_see(message)], goes_on_by_mail=False)
    oldest = list(messages.order_by("at", "id")[:MOST_MESSAGES])
    before_mail = takewhile(_by_form, oldest)
    shown = [message for message in before_mail if may_see(message) and _may_show_unproved(message)]
    return Reading(shown, goes_on_by_mail=len(shown) < sum(map(may_see, oldest)))


def _public_to_all(taking_part: set[str]) -> Callable[[Message], bool]:
    """Whether a message may be shown to anybody outside, proved or not. `taking_part`: the trusted addresses."""

    def may_see(message: Message) -> bool:
        if message.kind != INBOUND:
            return not is_link_mail(message)
        is_forged = any(str(code).startswith(FORGED) for code in message.warnings)
        return message.sender_address in taking_part and not is_forged

    return may_see


def _theirs(link: Link, *, conversation: Conversation) -> Callable[[Message], bool]:
    """Two people's conversations may have been merged: then each link shows what its own person wrote or was sent,
    because an agent who joined two matters did not mean to show one customer's words to another."""
    merged = Merge.objects.standing().filter(kept=conversation)
    if not merged.exclude(other__contact=conversation.contact_id).exists():
        return lambda message: True
    whose = Conversation.objects.values_list("contact_id", flat=True).get(token=link.conversation_token)
    addresses = set(Identity.objects.filter(contact_id=whose).values_list("value", flat=True))

    def is_theirs(message: Message) -> bool:
        if message.kind == INBOUND:
            return message.contact_id == whose or message.sender_address in addresses
        return not addresses.isdisjoint(map(fold, message.recipients.get("to", [])))

    return is_theirs


def _not_of_bystanders(addresses: set[str]) -> Callable[[Message], bool]:
    """Of one that somebody wrote in for the customer: not what they wrote, about the customer and to us, and not what
    we wrote to them alone."""

    def may_see(message: Message) -> bool:
        if message.kind == INBOUND:
            return message.sender_address not in addresses
        to = set(map(fold, message.recipients.get("to", [])))
        return not to or not to <= addresses

    return may_see if addresses else lambda message: True


def _both(one: Callable[[Message], bool], other: Callable[[Message], bool]) -> Callable[[Message], bool]:
    return lambda message: one(message) and other(message)


def _by_form(message: Message) -> bool:
    return message.kind != INBOUND or is_of_form(message)


def _may_show_unproved(message: Message) -> bool:
    return message.kind == INBOUND or settings.FORM_LINK_SHOWS_ANSWERS
