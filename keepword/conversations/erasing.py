"""Somebody's words are taken out of the conversations for good. What remains is that there was one, and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from keepword.conversations.changing import lock_all
from keepword.conversations.fields.indexing import index_fields
from keepword.conversations.finding.reindexing import forget_terms, index_again, written_under
from keepword.conversations.models import (
    Aside,
    Attachment,
    Conversation,
    Draft,
    DraftFile,
    FieldValue,
    FieldWords,
    InternalTask,
    MacroFile,
    Merge,
    Message,
    MessageReference,
    Participant,
    Redirect,
    SpamLesson,
    SpamMark,
)
from keepword.conversations.models.conversation import OPEN, SNOOZED, WAITING
from keepword.conversations.models.message import INBOUND, INWARD, NOTE
from keepword.conversations.previewing import preview_of
from keepword.conversations.resolving import resolve
from keepword.conversations.spam.blocking import let_in
from keepword.events.actor import Actor
from keepword.kit import tokens
from keepword.people.models import Contact, Identity

ERASED = "erased"  # the warning of a message whose words are gone
AT_ONCE = 500
NEED_BYTES = (Attachment.objects, MacroFile.objects, DraftFile.objects)


@dataclass(frozen=True, slots=True)
class Counts:
    """What was erased. `elsewhere`: messages that they wrote in conversations of others."""

    conversations: int
    messages: int
    files: int
    elsewhere: int


def own_conversations(contact: Contact) -> list[int]:
    """The ids of what they began."""
    # For the law, not for a reader: whoever may erase a person erases them everywhere.
    return list(Conversation.objects.filter(contact=contact).order_by("id").values_list("id", flat=True))


def messages_of(contact: Contact) -> list[int]:
    """The ids of everything in their conversations, and of what they wrote in those of others."""
    theirs = Message.everywhere.filter(Q(conversation__contact=contact) | Q(contact=contact))
    return list(theirs.order_by("id").values_list("id", flat=True))


@transaction.atomic
def erase_words(contact: Contact, *, by: Actor) -> Counts:
    """Everything in their conversations, our own answers and notes too, and their messages in those of others. Open
    conversations are resolved; the links that they hold lead nowhere. Safe twice."""
    conversations, messages = own_conversations(contact), messages_of(contact)
    elsewhere_found = _found_with(messages, but=conversations)
    lock_all([*conversations, *elsewhere_found])
    for conversation in Conversation.objects.filter(id__in=conversations, status__in=[OPEN, WAITING, SNOOZED]):
        resolve(conversation, by=by)
    others = written_under(conversations, but=messages)
    for few in _few_at_once([*messages, *others]):
        forget_terms(few)
    elsewhere = Message.everywhere.filter(contact=contact).exclude(conversation__contact=contact).count()
    files = _erase_files(messages)
    _empty(messages)
    _leave_others(contact)
    _empty_conversations(conversations)
    FieldWords.objects.filter(Q(conversation__in=conversations) | Q(message__in=messages)).delete()
    FieldValue.objects.filter(Q(contact=contact) | Q(conversation_id__in=conversations)).delete()
    for few in _few_at_once(others):
        index_again(few)
    index_fields(elsewhere_found)
    _empty_merges([*conversations, *_preview_anew(messages, but=conversations)])
    Participant.objects.filter(Q(conversation_id__in=conversations) | Q(contact=contact)).delete()
    MessageReference.objects.filter(conversation_id__in=conversations).delete()
    Redirect.objects.filter(contact=contact).delete()
    _erase_drafts(conversations)
    _erase_spam(conversations, contact=contact)
    InternalTask.objects.filter(conversation_id__in=conversations).update(words="", result="")  # house: as above
    return Counts(len(conversations), len(messages), files, elsewhere)


def _found_with(messages: list[int], *, but: list[int]) -> list[int]:
    """Conversations of others whose own fields are found with one of these messages."""
    theirs = FieldWords.objects.filter(message__in=messages).exclude(conversation__in=but)
    return list(theirs.values_list("conversation_id", flat=True))


def _few_at_once(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def _erase_files(message_ids: list[int]) -> int:
    """The rows at once; the bytes after the commit, where no other message shares them."""
    theirs = Attachment.objects.filter(message_id__in=message_ids)
    paths = set(theirs.values_list("path", flat=True))
    count = theirs.count()
    theirs.delete()
    transaction.on_commit(lambda: _discard(paths))
    return count


def _erase_drafts(conversations: list[int]) -> None:
    """What somebody was writing to them, and what was to leave later."""
    theirs = DraftFile.objects.filter(draft__conversation_id__in=conversations)
    paths = set(theirs.values_list("path", flat=True))
    theirs.delete()
    Draft.objects.filter(conversation_id__in=conversations).delete()  # house: whoever wrote them
    Conversation.objects.filter(id__in=conversations).update(drafted_by="")
    transaction.on_commit(lambda: _discard(paths))


def _erase_spam(conversations: list[int], *, contact: Contact) -> None:
    """What was learnt stays in the counts, from which nobody can be known; whoever writes anew is met anew."""
    SpamMark.objects.filter(conversation_id__in=conversations).update(words=[])
    SpamLesson.objects.filter(conversation_id__in=conversations).delete()
    addresses = Identity.objects.filter(contact=contact).values_list("value", flat=True)
    let_in(addresses)


def _discard(paths: Iterable[str]) -> None:
    for path in paths:
        if not any(rows.filter(path=path).exists() for rows in NEED_BYTES):
            default_storage.delete(path)


def _empty(message_ids: list[int]) -> None:
    emptied = Message.everywhere.filter(id__in=message_ids)
    fields = {"text": "", "quoted": "", "html": "", "has_html": False, "recipients": {}, "delivery_detail": ""}
    emptied.update(**fields, warnings=[ERASED])
    emptied.filter(kind__in=[INBOUND, INWARD]).update(sender_name="", sender_address="", message_id="")


def _leave_others(contact: Contact) -> None:
    """Our answers to others that went to them too do not name them any more."""
    addresses = set(Identity.objects.filter(contact=contact).values_list("value", flat=True))
    taken_part = Participant.objects.filter(contact=contact).exclude(conversation__contact=contact)
    shared = Message.everywhere.filter(conversation_id__in=list(taken_part.values_list("conversation_id", flat=True)))
    for message in shared.only("recipients"):
        kept = {way: [one for one in to if one.lower() not in addresses] for way, to in message.recipients.items()}
        if kept != message.recipients:
            Message.everywhere.filter(pk=message.pk).update(recipients=kept)


def _empty_conversations(ids: list[int]) -> None:
    """A row each: every token is its own."""
    for number in ids:
        Aside.objects.filter(conversation_id=number).update(subject="", addresses=[])
        Conversation.objects.filter(pk=number).update(subject="", preview="", token=tokens.unguessable())


def _preview_anew(message_ids: list[int], *, but: list[int]) -> list[int]:
    """In conversations of others, a list shows the newest words that are left. Returns their ids."""
    theirs = Message.everywhere.filter(id__in=message_ids).exclude(conversation_id__in=but)
    others = list(theirs.order_by().values_list("conversation_id", flat=True).distinct())
    for number in others:
        said = Message.objects.filter(conversation_id=number).exclude(kind=NOTE).order_by("-at", "-id")
        left = said.exclude(text="").values_list("text", flat=True).first()
        Conversation.objects.filter(pk=number).update(preview=preview_of(left or ""))
    return others


def _empty_merges(conversations: list[int]) -> None:
    """What a merge remembers of them, to be undone: the words of a list's row would come back with it."""
    rows = Merge.objects.filter(Q(kept_id__in=conversations) | Q(other_id__in=conversations))  # house: as above
    for row in rows.only("kept_was", "other_was"):
        for was in (row.kept_was, row.other_was):
            was["preview"] = ""
        row.save(update_fields=["kept_was", "other_was"])
