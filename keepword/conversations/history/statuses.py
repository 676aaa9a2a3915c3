"""What became of where a conversation stands, and what it is called, in words for its history."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from keepword.conversations.models.conversation import UNTIL_THEY_WRITE
from keepword.kit.full_dates import full_date


def sentence(name: str, *, who: str, data: dict[str, Any]) -> str:
    """For the names in SENTENCES alone; `who` is the name of who did it."""
    return SENTENCES[name](who, data)


def _resolved(who: str, data: dict[str, Any]) -> str:
    return _("%(who)s resolved the conversation.") % {"who": who}


def _waiting(who: str, data: dict[str, Any]) -> str:
    return _("%(who)s marked it as waiting for the customer.") % {"who": who}


def _no_reply_needed(who: str, data: dict[str, Any]) -> str:
    return _("%(who)s said that no reply is needed.") % {"who": who}


def _snoozed(who: str, data: dict[str, Any]) -> str:
    """In the reader's zone. Without "p.m.", whose stop would meet that of the sentence."""
    until = datetime.fromisoformat(data["until"]) if data.get("until") else None
    if until is None:
        return _("%(who)s put the conversation aside.") % {"who": who}
    if until == UNTIL_THEY_WRITE:
        return _("%(who)s put the conversation aside until the customer writes.") % {"who": who}
    local = timezone.localtime(until)
    moment = f"{full_date(local)}, {local:%H:%M}"
    return _("%(who)s put the conversation aside until %(until)s.") % {"who": who, "until": moment}


def _woken(who: str, data: dict[str, Any]) -> str:
    if data.get("early"):
        return _("It came back at once: the customer cannot wait.")
    return _("The time it was put aside until has come.")


def _marked_spam(who: str, data: dict[str, Any]) -> str:
    by_itself = {
        "learnt": _("It went to spam by itself: it reads like what was marked as spam before."),
        "address": _("It went to spam by itself: its sender is blocked."),
        "domain": _("It went to spam by itself: everybody at its sender's domain is blocked."),
    }
    return by_itself.get(data.get("why", "")) or _("%(who)s marked it as spam.") % {"who": who}


def _unmarked_spam(who: str, data: dict[str, Any]) -> str:
    return _("%(who)s said that it is not spam.") % {"who": who}


def _held(who: str, data: dict[str, Any]) -> str:
    return _("%(who)s holds the conversation: it is kept whatever the rules say.") % {"who": who}


def _released(who: str, data: dict[str, Any]) -> str:
    return _("%(who)s ended the hold.") % {"who": who}


def _deleted(who: str, data: dict[str, Any]) -> str:
    return _("%(who)s put the conversation in the bin: its words go in 30 days.") % {"who": who}


def _brought_back(who: str, data: dict[str, Any]) -> str:
    return _("%(who)s took the conversation out of the bin.") % {"who": who}


def _emptied(who: str, data: dict[str, Any]) -> str:
    return _("The words of the conversation were deleted.")


def _retitled(who: str, data: dict[str, Any]) -> str:
    if data.get("is_theirs"):
        return _("%(who)s gave the conversation the customer's subject again.") % {"who": who}
    return _("%(who)s gave the conversation another subject.") % {"who": who}


SENTENCES = {
    "conversation.retitled": _retitled,
    "conversation.held": _held,
    "conversation.released": _released,
    "conversation.deleted": _deleted,
    "conversation.brought_back": _brought_back,
    "conversation.emptied": _emptied,
    "conversation.resolved": _resolved,
    "conversation.waiting": _waiting,
    "conversation.no_reply_needed": _no_reply_needed,
    "conversation.snoozed": _snoozed,
    "conversation.woken": _woken,
    "conversation.marked_spam": _marked_spam,
    "conversation.unmarked_spam": _unmarked_spam,
}
