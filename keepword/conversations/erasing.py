"""Somebody's words are taken out of the conversations for good. What remains is that there was one, and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Q

from keepword.conversations.changing import lock_all
from keepword.conversations.models import (
    Aside,
    Attachment,
    Conversation,
    Draft,
    DraftFile,
    FieldValue,
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
from keepword.conversations.searching import document, terms_of
from keepword.conversations.spam.blocking import let_in
from keepword.events.actor import Actor
from keepword.events.models import Event
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
    lock_all(conversations)
    for conversation in Conversation.objects.filter(id__in=conversations, status__in=[OPEN, WAITING, SNOOZED]):
        resolve(conversation, by=by)
    for few in _few_at_once(messages):
        forget_terms(few)
    elsewhere = Message.everywhere.filter(contact=contact).exclude(conversation__contact=contact).count()
    files = _erase_files(messages)
    _empty(messages)
    _leave_others(contact)
    _empty_conversations(conversations)
    _empty_merges([*conversations, *_preview_anew(messages, but=conversations)])
    Participant.objects.filter(Q(conversation_id__in=conversations) | Q(contact=contact)).delete()
    MessageReference.objects.filter(conversation_id__in=conversations).delete()
    Redirect.objects.filter(contact=contact).delete()
    FieldValue.objects.filter(Q(contact=contact) | Q(conversation_id__in=conversations)).delete()
    _erase_drafts(conversations)
    _erase_spam(conversations, contact=contact)
    InternalTask.objects.filter(conversation_id__in=conversations).update(words="", result="")  # house: as above
    return Counts(len(conversations), len(messages), files, elsewhere)


def _few_at_once(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def forget_terms(message_ids: list[int]) -> None:
    """FTS5 without a copy of the text is told what it had: the same terms as when the message was indexed. Told of a
    message that it never had, such as an acknowledgement, its sums would be wrong, and in the end it would refuse."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("DELETE FROM conversations_search WHERE id = ANY(%s)", [message_ids])
            return
        messages = Message.everywhere.select_related("conversation", "aside").prefetch_related("attachments")
        found = list(messages.filter(id__in=_indexed(message_ids)))
        subjects = _first_subjects(found)
        for message in found:
            names = [file.name for file in message.attachments.all()]
            terms = terms_of(message, subject=_indexed_subject(message, subjects=subjects), names=names)
            cursor.execute(
                "INSERT INTO conversations_search(conversations_search, rowid, words) VALUES ('delete', %s, %s)",
                [message.pk, document(terms)],
            )


def _indexed(message_ids: list[int]) -> list[int]:
    places = ", ".join(["%s"] * len(message_ids)) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM conversations_search_docsize WHERE id IN ({places})", message_ids)  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def _first_subjects(messages: list[Message]) -> dict[int, str]:
    """By message, the subject under which it came and is indexed: that of the conversation which took it in, from
    which a merge or a split may have moved it since."""
    places = _where_they_were(messages)
    came = Event.objects.filter(conversation_id__in=places, name="message.received")
    came = came.filter(message_id__in=[one.pk for one in messages])
    # For the law, not for a reader, as above.
    subjects = dict(Conversation.objects.filter(id__in=places).values_list("id", "subject"))
    rows = came.values_list("message_id", "conversation_id")
    return {message: subjects[place] for message, place in rows if message is not None and place is not None}


def _where_they_were(messages: list[Message]) -> set[int]:
    """The ids of all conversations that they have been in. Merges and splits may have followed each other."""
    ids, places = [one.pk for one in messages], set[int]()
    wanted = {one.conversation_id for one in messages}
    while wanted:
        places |= wanted
        moved = Event.objects.filter(conversation_id__in=wanted, name="message.moved", message_id__in=ids)
        merged = Merge.objects.filter(kept_id__in=wanted)  # house: as above
        before = {data["from"] for data in moved.values_list("data", flat=True)}
        wanted = (before | set(merged.values_list("other_id", flat=True))) - places
    return places


def _indexed_subject(message: Message, *, subjects: dict[int, str]) -> str:
    if message.aside is not None:
        return message.aside.subject
    return subjects.get(message.pk, message.conversation.subject) if message.kind == INBOUND else ""


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
