"""Somebody wrote where we do not answer: tell them kindly, once, where we do. What they wrote is kept and shown."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from keepword.brands.channel_kinds import label_of, link_of
from keepword.brands.models import SUPPORTED, Brand, BrandChannel
from keepword.brands.pages import CONTACT, REACH, page_of
from keepword.brands.saying_channels import all_ways
from keepword.conversations.announcing import announce
from keepword.conversations.catalogue import FORM, MAIL, entry_for, is_supported
from keepword.conversations.changing import in_lock_order, lock, tell
from keepword.conversations.models import Conversation, Inbox, Message, Redirect
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.models.message import INBOUND
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import clock
from keepword.kit.among import Among, listed
from keepword.kit.languages import code_of, tag_of
from keepword.kit.prepared import Prepared
from keepword.people.models import Agent

KIND = "redirect"
WINDOW = timedelta(days=30)
NAMED = 5  # ways in one letter
UNSUPPORTED = "conversation.unsupported"


def redirect(event: Event) -> None:
    """On `message.received`. However often it runs, and whoever runs it at the same moment: one letter to a person
    in thirty days."""
    redirect_all([event])


@transaction.atomic
def redirect_all(events: Sequence[Event]) -> None:
    """Many in one transaction. Most come where we answer: that costs two queries for all of them, and no lock."""
    entries = _entries_of_unsupported([event.message_id for event in events if event.message_id])
    if not entries:
        return
    messages = Message.objects.select_related("conversation__inbox__brand", "conversation__contact")
    found = messages.defer("html", "quoted").in_bulk(entries)
    for event in in_lock_order(events):
        number = event.message_id or 0
        if number in found:
            _redirect(found[number], entry=entries[number], cause=event)


def _entries_of_unsupported(message_ids: Sequence[int]) -> dict[int, BrandChannel]:
    """By message, what the catalogue says of its way where nobody answers."""

    @cache
    def entry_of(inbox_id: int, brand_id: int, address: str, channel: str) -> BrandChannel | None:
        return entry_for(Inbox(pk=inbox_id, brand_id=brand_id, address=address), channel=channel)

    found = {}
    for number, *way in WAYS(ids=listed(message_ids)):
        entry = entry_of(*way)
        if entry is not None and not is_supported(entry):
            found[number] = entry
    return found


def _came_by(ids: str) -> QuerySet[Message, Any]:
    where = ("inbox_id", "inbox__brand_id", "inbox__address", "conversation__channel")
    return Message.objects.filter(Among("pk", ids), kind=INBOUND).values_list("pk", *where)


WAYS = Prepared(_came_by)


def _redirect(message: Message, *, entry: BrandChannel, cause: Event) -> None:
    conversation = message.conversation
    lock(conversation)
    _show_to_agents(conversation, entry=entry, cause=cause)
    ways = _ways(conversation.inbox.brand)
    if ways and _may_be_told(message, conversation=conversation) and _is_due(conversation):
        _say(conversation, ways=ways, cause=cause)


def _show_to_agents(conversation: Conversation, *, entry: BrandChannel, cause: Event) -> None:
    """A mark in the list and one line of the history, so that whoever comes knows."""
    if not conversation.is_unsupported:
        conversation.change(is_unsupported=True)
        tell(conversation, UNSUPPORTED, by=SYSTEM, cause=cause, kind=entry.kind)


def _ways(brand: Brand) -> list[BrandChannel]:
    """The supported ones that can be written down in a letter."""
    listed = [one for one in brand.channels.listed() if one.support == SUPPORTED]
    return [one for one in listed if _where(one, brand=brand)][:NAMED]


def _may_be_told(message: Message, *, conversation: Conversation) -> bool:
    return (
        message.may_be_answered
        and conversation.status != SPAM
        and not Agent.objects.filter(email__iexact=message.sender_address, is_active=True).exists()
    )


def _is_due(conversation: Conversation) -> bool:
    """Take the person's turn, at most once in `WINDOW`. The row is one a person: of two workers one inserts it or
    moves it on, and the other finds that it was moved."""
    now = clock.now()
    turn = {"conversation": conversation, "said_at": now}
    _row, is_new = Redirect.objects.get_or_create(contact_id=conversation.contact_id, defaults=turn)
    if is_new:
        return True
    waited = Redirect.objects.filter(contact_id=conversation.contact_id, said_at__lte=now - WINDOW)
    return bool(waited.update(**turn))


def _say(conversation: Conversation, *, ways: Sequence[BrandChannel], cause: Event) -> None:
    """A letter that may not go out gives the turn back: nobody was told."""
    language = _language(conversation)
    with translation.override(code_of(language) or "en"):
        text = letter(conversation.inbox.brand, ways=ways)
    if announce(conversation, text=text, sender_name="", kind=KIND, language=language, cause=cause) is None:
        Redirect.objects.filter(contact_id=conversation.contact_id, conversation=conversation).delete()


def _language(conversation: Conversation) -> str:
    wanted = conversation.language or conversation.contact.language
    return tag_of(code_of(wanted) or code_of(conversation.inbox.brand.language) or "en")


def letter(brand: Brand, *, ways: Sequence[BrandChannel]) -> str:
    """In the active language."""
    where = [f"{label_of(one.kind)}: {_where(one, brand=brand)}" for one in ways]
    page = page_of(brand, name=REACH)
    more = [all_ways(page)] if page else []
    return "\n\n".join(
        [
            pgettext("redirect", "Hello,"),
            _("Thank you for writing to us. Nobody answers here, and we would not want you to wait in vain."),
            "\n".join([_("This is where we answer you:"), *where]),
            *more,
            brand.name,
        ]
    )


def _where(channel: BrandChannel, *, brand: Brand) -> str:
    """As one can use it from a letter, "" where one cannot."""
    if channel.kind == FORM:
        return channel.link or page_of(brand, name=CONTACT)
    if channel.kind == MAIL or not channel.link:
        return channel.address
    return link_of(channel.kind, address=channel.address, given=channel.link)
