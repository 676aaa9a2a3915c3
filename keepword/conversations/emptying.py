"""The words of whole conversations are deleted for good. The conversations stay, without words, and are counted as
they were: when somebody wrote, how long they waited, and how it ended."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from keepword.conversations.changing import lock_all
from keepword.conversations.fields.indexing import index_fields
from keepword.conversations.filing import discard
from keepword.conversations.finding.reindexing import forget_terms, index_again, indexed, written_under
from keepword.conversations.models import (
    Aside,
    Attachment,
    Conversation,
    Draft,
    DraftFile,
    FieldValue,
    FieldWords,
    InternalTask,
    Merge,
    Message,
    MessageReference,
    Participant,
    SpamLesson,
    SpamMark,
)
from keepword.conversations.models.conversation import BINNED
from keepword.conversations.models.conversation import DELETED as GONE
from keepword.conversations.models.message import INBOUND, INWARD, NOTE
from keepword.conversations.notes.forgetting import forget_words
from keepword.conversations.previewing import preview_of
from keepword.kit import clock, tokens

DELETED, FILES_DELETED = "deleted", "files-deleted"  # warnings of a message that lost its words, or its files
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Emptied:
    """What was deleted."""

    conversations: int
    messages: int
    files: int


def with_merged(conversations: Collection[int]) -> list[int]:
    """The ids of these, and of what was merged into them."""
    merged = Conversation.objects.filter(merged_into__in=conversations)  # house: by a rule, not for a reader
    return sorted({*conversations, *merged.values_list("id", flat=True)})


@transaction.atomic
def empty(conversations: Collection[int]) -> Emptied:
    """These, with what was merged into them: letters, notes, side conversations, files, drafts, own fields, who took
    part. Safe twice."""
    ids = with_merged(conversations)
    lock_all(ids)
    theirs = Message.everywhere.filter(conversation_id__in=ids)  # house: as above
    messages = list(theirs.order_by("id").values_list("id", flat=True))
    return Emptied(len(ids), len(messages), take_out(conversations=ids, messages=messages, why=DELETED))


@transaction.atomic
def empty_files(messages: list[int]) -> int:
    """The files of these messages alone; their words stay. Returns how many."""
    found = indexed(messages)
    forget_terms(found)
    count = _erase_files(messages)
    for message in Message.everywhere.filter(id__in=messages).only("warnings"):  # house: as above
        if FILES_DELETED not in message.warnings:
            Message.everywhere.filter(pk=message.pk).update(warnings=[*message.warnings, FILES_DELETED])
    index_again(found)
    return count


def take_out(*, conversations: list[int], messages: list[int], why: str) -> int:
    """All words of these conversations and of these messages, which may stand in others. `why` becomes the messages'
    warning. The caller holds the conversations. Returns how many files went."""
    files = take_out_messages(messages, of=conversations, why=why)
    take_out_conversations(conversations)
    return files


def take_out_messages(messages: list[int], *, of: list[int], why: str) -> int:
    """The words of these messages. `of`: conversations that are emptied too, so that nothing of theirs is put in
    order; while their messages are found by a subject, it must still be there. Otherwise as `take_out`."""
    elsewhere_found = found_elsewhere(messages, but=of)
    for few in _few_at_once(messages):
        forget_terms(few)
    files = _erase_files(messages)
    forget_words(messages)
    _empty_messages(messages, why=why)
    FieldWords.objects.filter(message__in=messages).delete()
    index_fields(elsewhere_found)
    _empty_merges(_preview_anew(messages, but=of))
    return files


def take_out_conversations(conversations: list[int]) -> None:
    """What they have beside their messages, whose words are out already. The caller holds them."""
    others = written_under(conversations)
    for few in _few_at_once(others):
        forget_terms(few)
    _empty_conversations(conversations)
    FieldWords.objects.filter(conversation__in=conversations).delete()
    FieldValue.objects.filter(conversation_id__in=conversations).delete()
    for few in _few_at_once(others):
        index_again(few)
    _empty_merges(conversations)
    Participant.objects.filter(conversation_id__in=conversations).delete()
    MessageReference.objects.filter(conversation_id__in=conversations).delete()
    _erase_drafts(conversations)
    # What was learnt from spam stays in the counts, from which nobody can be known.
    SpamMark.objects.filter(conversation_id__in=conversations).update(words=[])
    SpamLesson.objects.filter(conversation_id__in=conversations).delete()
    InternalTask.objects.filter(conversation_id__in=conversations).update(words="", result="")  # house: as above


def found_elsewhere(messages: list[int], *, but: list[int]) -> list[int]:
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
    transaction.on_commit(lambda: discard(paths))
    return count


def _erase_drafts(conversations: list[int]) -> None:
    """What somebody was writing to them, and what was to leave later."""
    theirs = DraftFile.objects.filter(draft__conversation_id__in=conversations)
    paths = set(theirs.values_list("path", flat=True))
    theirs.delete()
    Draft.objects.filter(conversation_id__in=conversations).delete()  # house: whoever wrote them
    Conversation.objects.filter(id__in=conversations).update(drafted_by="")
    transaction.on_commit(lambda: discard(paths))


def _empty_messages(message_ids: list[int], *, why: str) -> None:
    emptied = Message.everywhere.filter(id__in=message_ids)
    fields = {"text": "", "quoted": "", "html": "", "has_html": False, "recipients": {}, "delivery_detail": ""}
    emptied.update(**fields, warnings=[why])
    emptied.filter(kind__in=[INBOUND, INWARD]).update(sender_name="", sender_address="", message_id="")


def _empty_conversations(ids: list[int]) -> None:
    """A row each: every token is its own."""
    for number in ids:
        Aside.objects.filter(conversation_id=number).update(subject="", addresses=[])
        Conversation.objects.filter(pk=number).update(**_nothing())


def _nothing() -> dict[str, Any]:
    """What lies in the bin leaves it, and is in no list any more."""
    words = {
        "subject": "",
        "first_subject": None,
        "preview": "",
        "token": tokens.unguessable(),
        "emptied_at": clock.now(),
    }
    return words | {"delete_at": None, "status": Case(When(status=BINNED, then=Value(GONE)), default=F("status"))}


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
