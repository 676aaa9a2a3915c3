"""A note gets other words, or loses a file. The earlier ones are not kept, see decision 0037."""

from collections.abc import Collection

from django.db import transaction

from keepword.conversations.changing import tell
from keepword.conversations.models import Attachment, Call, Correction, Message
from keepword.conversations.models.call import UNANSWERED
from keepword.conversations.models.message import NOTE
from keepword.conversations.notes.finding import found_anew, show_in_lists
from keepword.conversations.notes.forgetting import take_files
from keepword.conversations.notes.whose import CORRECTED, WORDLESS, Gone, count_of, held_now, without_digest
from keepword.conversations.replying import NothingToSay
from keepword.conversations.teamwork.mentioning import call_anew, who_is_called
from keepword.kit import clock
from keepword.kit.cards import redact
from keepword.kit.storable import storable
from keepword.people.models import Agent


class ChangedMeanwhile(ValueError):
    """It has other words than those that were read. `message` is the note as it is now, `count` its number."""

    def __init__(self, message: Message, count: int) -> None:
        super().__init__(message.pk)
        self.message = message
        self.count = count


@transaction.atomic
def correct(
    message: Message,
    *,
    text: str,
    by: Agent,
    seen: int | None = None,
    instead_of: str | None = None,
    without: Collection[str] = (),
) -> Message:
    """The note as it is then. What was read of it: `seen`, how often it had been corrected, or `instead_of`, its
    words; None for whoever does not care. `without` are the tokens of files that go. What is so already changes
    nothing. "@name" calls a colleague who was not called before. Raises NothingToSay, NotForThem,
    ChangedMeanwhile, Gone or Held."""
    now, conversation = held_now(message)
    if WORDLESS & set(now.warnings):
        raise Gone
    words = redact(storable(text).strip()).text
    files = list(Attachment.objects.filter(message=now))  # house: whoever acts was asked before
    going = [one for one in files if one.token in without]
    if words == now.text and not going:
        return now
    if not words and len(going) == len(files) and not _may_be_empty(now):
        raise NothingToSay
    count = count_of(now)
    if seen not in (None, count) or instead_of not in (None, now.text):
        raise ChangedMeanwhile(now, count)
    called = who_is_called(conversation, text=words, before=now.text) if now.kind == NOTE else None
    warnings = [*(one for one in now.warnings if one != CORRECTED), CORRECTED]
    with found_anew(now):
        take_files(going)
        Message.everywhere.filter(pk=now.pk).update(  # house: as above
            text=words, warnings=warnings, external_id=without_digest(now.external_id)
        )
    show_in_lists(conversation, was=now, text=words)
    said = {"count": count + 1, "at": clock.now(), "by": by}
    Correction.objects.update_or_create(message=now, defaults=said)
    tell(conversation, "note.corrected", by=by.as_actor, message_id=now.pk)
    if called is not None:
        call_anew(now, called=called, conversation=conversation, by=by.as_actor)
    now.text, now.warnings = words, warnings
    return now


def _may_be_empty(note: Message) -> bool:
    """That nobody answered a call says enough."""
    return Call.objects.filter(message=note, way=UNANSWERED).exists()
