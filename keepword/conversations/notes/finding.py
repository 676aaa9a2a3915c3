"""Where the words of a note were found, they are found as they are now: by the search, and in lists, which show the
words of a call with which a conversation began."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Q

from keepword.conversations.finding.reindexing import forget_terms, index_again
from keepword.conversations.models import Conversation, FieldWords, Merge, Message
from keepword.conversations.models.message import NOTE
from keepword.conversations.notes.whose import TAKEN_BACK
from keepword.conversations.previewing import preview_of

SAYS_CALL = "call"  # in the recipients of a note that keeps one


@contextmanager
def found_anew(message: Message) -> Iterator[None]:
    """Around what changes its words and files, in the transaction that does."""
    forget_terms([message.pk])
    yield
    if _is_to_be_found(message):
        index_again([message.pk])


def _is_to_be_found(message: Message) -> bool:
    """What says nothing any more is found by nothing, unless own fields or a subject are found with it."""
    rows = Message.everywhere.filter(pk=message.pk)  # house: found, not shown
    warnings = rows.values_list("warnings", flat=True).get()
    if TAKEN_BACK not in warnings or SAYS_CALL in message.recipients:
        return True
    return FieldWords.objects.filter(message=message.pk).exists()


def show_in_lists(conversation: Conversation, *, was: Message, text: str) -> None:
    """`was` is the call as it was. What was merged into the conversation has a row of its own still, and a merge
    remembers what the lists showed, to be undone: there, too."""
    shown = preview_of(was.text) if SAYS_CALL in was.recipients else ""
    if not shown:
        return
    if conversation.preview == shown:
        conversation.change(preview=preview_of(text) or _said_last(conversation))
    others = Conversation.objects.filter(merged_into=conversation, preview=shown)  # house: remembered, not shown
    others.update(preview=preview_of(text))
    for row in Merge.objects.filter(Q(kept=conversation) | Q(other=conversation)):  # house: as above
        for remembered in (row.kept_was, row.other_was):
            if remembered.get("preview") == shown:
                remembered["preview"] = preview_of(text)
        row.save(update_fields=["kept_was", "other_was"])


def _said_last(conversation: Conversation) -> str:
    said = Message.objects.filter(conversation=conversation).exclude(kind=NOTE)  # house: as above
    return preview_of(said.exclude(text="").order_by("-at", "-id").values_list("text", flat=True).first() or "")
