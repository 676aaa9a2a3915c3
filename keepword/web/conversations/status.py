"""The state of a conversation as a mark: a word, a shape, and a colour that only helps."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _

from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import UNTIL_THEY_WRITE
from keepword.web import times


@dataclass(frozen=True, slots=True)
class Status:
    words: str
    icon: str
    meaning: str


def of(conversation: Conversation, *, reader: times.Reader) -> Status:
    if conversation.status == "open" and conversation.waiting_since:
        waited = reader.since(conversation.waiting_since)
        return Status(format_html(_("Open · {}"), waited), "circle-dot", "attention")
    if conversation.snoozed_until == UNTIL_THEY_WRITE:
        return Status(_("Snoozed until they write"), "moon", "calm")
    if conversation.status == "snoozed" and conversation.snoozed_until:
        return Status(format_html(_("Snoozed until {}"), reader.moment(conversation.snoozed_until)), "moon", "calm")
    return named(conversation.status)


def named(status: str) -> Status:
    """The bare state, for a list."""
    return {
        "open": Status(_("Open"), "circle-dot", ""),
        "waiting": Status(_("Waiting on customer"), "hourglass", "calm"),
        "snoozed": Status(_("Snoozed"), "moon", "calm"),
        "resolved": Status(_("Resolved"), "circle-check", "done"),
        "spam": Status(_("Spam"), "ban", "trouble"),
        "binned": Status(_("In the bin"), "trash-2", "trouble"),
        "deleted": Status(_("Deleted"), "trash-2", "trouble"),
        "merged": Status(_("Merged"), "corner-down-right", "calm"),
    }[status]
