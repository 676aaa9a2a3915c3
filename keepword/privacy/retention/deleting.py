"""What a rule found is deleted, a few rows at a time, by what erasing a person uses too. Whoever calls holds the rule
and is in a transaction."""

from collections.abc import Callable
from typing import Any

from keepword.channels.chat.erasing import erase_visits
from keepword.channels.email.erasing import empty_mails, erase_mails
from keepword.channels.email.models import StoredMail
from keepword.conversations.changing import lock_all
from keepword.conversations.emptying import empty, empty_files, with_merged
from keepword.conversations.models import Message
from keepword.events.auditing import forget_entries
from keepword.people.models import Contact
from keepword.privacy.erasing import SomethingHeld, erase
from keepword.privacy.models import AUDIT, FILES, MAILS, PEOPLE, RESOLVED, SPAM, RetentionRule
from keepword.privacy.retention.due import due
from keepword.promises.ledger.erasing import forget_words as forget_promises
from keepword.surveys.erasing import forget_words as forget_answers

Counts = dict[str, int]
# Rows in one transaction: on SQLite, mail that comes in waits for its end.
AT_ONCE = {RESOLVED: 20, SPAM: 20, FILES: 20, PEOPLE: 5, MAILS: 100, AUDIT: 1000}


def delete(ids: list[int], *, rule: RetentionRule) -> Counts:
    """Of these rows, those that are still due now that nobody else can change them."""
    return DELETING[rule.what](ids, rule)


def empty_conversations(ids: list[int]) -> Counts:
    """With all that hangs on them: mails as they travelled, words of promises and of answers to how it was. That
    there were so many, and how they ended, stays counted."""
    everything = with_merged(ids)
    messages = list(Message.everywhere.filter(conversation_id__in=everything).values_list("id", flat=True))
    mails = erase_mails(messages=messages, conversations=everything, addresses=[])
    erase_visits(conversations=everything, addresses=[])
    forget_promises(everything)
    forget_answers(everything)
    done = empty(ids)
    return {"conversations": done.conversations, "messages": done.messages, "files": done.files, "mails": mails}


def _conversations(ids: list[int], rule: RetentionRule) -> Counts:
    lock_all(with_merged(ids))
    still = _still_due(ids, rule=rule)
    return empty_conversations(still) if still else {}


def _files(ids: list[int], rule: RetentionRule) -> Counts:
    """The mails with them: they hold the same files."""
    places = Message.everywhere.filter(id__in=ids).values_list("conversation_id", flat=True)  # house: by a rule
    lock_all(with_merged(set(places)))
    still = _still_due(ids, rule=rule)
    mails = erase_mails(messages=still, conversations=[], addresses=[]) if still else 0
    return {"files": empty_files(still), "messages": len(still), "mails": mails} if still else {}


def _mails(ids: list[int], rule: RetentionRule) -> Counts:
    places = StoredMail.objects.filter(id__in=ids, message__isnull=False)
    lock_all(with_merged(set(places.values_list("message__conversation_id", flat=True))))
    return {"mails": empty_mails(_still_due(ids, rule=rule))}


def _people(ids: list[int], rule: RetentionRule) -> Counts:
    """One after the other, under the lock of each."""
    done = 0
    for number in ids:
        contact = Contact.objects.select_for_update().get(pk=number)
        if not _still_due([number], rule=rule):
            continue
        try:
            erase(contact, by=None)
            done += 1
        except SomethingHeld:
            continue  # it was held a moment ago
    return {"people": done}


def _audit(ids: list[int], rule: RetentionRule) -> Counts:
    return {"entries": forget_entries(_still_due(ids, rule=rule))}


def _still_due(ids: list[int], *, rule: RetentionRule) -> list[int]:
    found: list[int] = list(due(rule).filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))
    return found


DELETING: dict[str, Callable[[list[int], RetentionRule], Any]] = {
    RESOLVED: _conversations,
    SPAM: _conversations,
    FILES: _files,
    PEOPLE: _people,
    MAILS: _mails,
    AUDIT: _audit,
}
