"""The words of a note that was taken back go for good, once nobody can undo it any more."""

from collections.abc import Collection
from datetime import timedelta
from functools import partial

from django.db import transaction

from keepword.conversations.changing import lock
from keepword.conversations.filing import discard
from keepword.conversations.models import Attachment, Conversation, DraftFile, Message, TakenBack
from keepword.conversations.notes.whose import without_digest
from keepword.events.models import Event
from keepword.events.reacting import Finish
from keepword.kit import clock

UNDO_FOR = timedelta(minutes=1)


def forget(event: Event) -> Finish | None:
    """Reaction to `note.taken_back`, run when it cannot be undone any more."""
    return partial(_forget, event) if _waiting(event) else None


def _waiting(event: Event) -> TakenBack | None:
    """None when it was brought back, also when it was taken back anew since: that has a fact of its own."""
    row = TakenBack.objects.filter(message=event.message_id or 0).first()
    return row if row is not None and row.at + UNDO_FOR <= clock.now() else None


@transaction.atomic
def _forget(event: Event) -> None:
    """In the transaction that removes the task."""
    rows = Message.everywhere.filter(pk=event.message_id or 0)  # house: forgotten, not shown
    place = rows.values_list("conversation_id", flat=True).first()
    if place is not None:
        lock(Conversation(pk=place))
        if _waiting(event):
            forget_words([event.message_id or 0])


def forget_words(messages: Collection[int]) -> None:
    """What was kept of these to be undone. Inside a transaction that holds their conversations."""
    taken = TakenBack.objects.filter(message__in=messages)
    files = [number for row in taken.values_list("files", flat=True) for number in row]
    rows = DraftFile.objects.filter(pk__in=files)  # house: deleted, not shown
    paths = set(rows.values_list("path", flat=True))
    for message in Message.everywhere.filter(pk__in=taken.values("pk")).only("external_id"):  # house: as above
        Message.everywhere.filter(pk=message.pk).update(external_id=without_digest(message.external_id))
    taken.delete()
    rows.delete()
    let_go(paths)


def take_files(files: Collection[Attachment]) -> None:
    """These are taken out of a note for good."""
    Attachment.objects.filter(pk__in=[one.pk for one in files]).delete()  # house: of a note that is written
    let_go({one.path for one in files})


def let_go(paths: Collection[str]) -> None:
    """The bytes go after the commit, and at once: what was left of the composer does not keep them for its day."""
    if not paths:
        return
    awaited = {number for row in TakenBack.objects.values_list("files", flat=True) for number in row}
    left = DraftFile.objects.filter(draft=None, path__in=paths).exclude(pk__in=awaited)  # house: deleted, not shown
    left.delete()
    transaction.on_commit(lambda: discard(paths))
