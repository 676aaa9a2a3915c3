"""A conversation is found by its own fields, and by what agents called it (`retitling.py`): these words stand in the
search index together with one of its messages.

Which message that is, and exactly which words, is kept (`FieldWords`): both databases can then take them out again.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from keepword.conversations.changing import lock_all
from keepword.conversations.finding.reindexing import forget_terms, index_again, indexed
from keepword.conversations.models import Conversation, FieldValue, FieldWords, Message

NO_WORDS = ("yes_no",)  # "yes" is no word of any conversation
TRIED = 50  # of the first messages of a conversation, for one that the index knows
AT_ONCE = 200
MOST_IN_A_RUN = 5_000


@dataclass(frozen=True, slots=True)
class _Found:
    """By which words a conversation shall be found, and with which message; None for neither."""

    words: str = ""
    message: int | None = None


def index_fields(conversation_ids: Collection[int]) -> None:
    """Inside the transaction that holds them, after a value changed or messages moved. Nothing happens while the index
    says what it should."""
    rows = FieldWords.objects.filter(conversation__in=conversation_ids).select_related("message")
    held = {row.conversation_id: row for row in rows}
    said = _said(conversation_ids)
    wanted = {number: _wanted(number, held=held.get(number), words=said.get(number, "")) for number in {*held, *said}}
    changed = {number: to for number, to in wanted.items() if to != _as_it_is(held.get(number))}
    if not changed:
        return
    known = [row.message_id for number, row in held.items() if number in changed and not row.is_behind]
    messages = sorted({one for one in (*known, *(to.message for to in changed.values())) if one is not None})
    forget_terms(messages)
    FieldWords.objects.filter(conversation__in=changed).delete()
    FieldWords.objects.bulk_create(
        FieldWords(conversation_id=number, message_id=to.message, words=to.words)
        for number, to in sorted(changed.items())
        if to.message is not None
    )
    index_again(messages)


def catch_up() -> None:
    """What was written before there was an index of it, a part at a time. Run by the schedule; twice at once does no
    harm."""
    for _ in range(MOST_IN_A_RUN // AT_ONCE):
        with transaction.atomic():
            behind = FieldWords.objects.filter(is_behind=True).order_by("id")
            ids = list(behind.values_list("conversation_id", flat=True)[:AT_ONCE])
            lock_all(ids)
            index_fields(ids)
        if len(ids) < AT_ONCE:
            return


def _as_it_is(row: FieldWords | None) -> _Found | None:
    if row is None:
        return _Found()
    return None if row.is_behind else _Found(row.words, row.message_id)


def _said(conversation_ids: Collection[int]) -> dict[int, str]:
    found: dict[int, list[str]] = defaultdict(list)
    values = FieldValue.objects.filter(conversation__in=conversation_ids).exclude(field__kind__in=NO_WORDS)
    for number, text in values.order_by("field", "id").values_list("conversation_id", "text"):
        if number is not None:
            found[number].append(text)
    # house: words for the index, which asks who may find them
    called = Conversation.objects.filter(id__in=conversation_ids, first_subject__isnull=False)
    for number, subject in called.values_list("id", "subject"):
        found[number].append(subject)
    return {number: "\n".join(texts) for number, texts in found.items()}


def _wanted(number: int, *, held: FieldWords | None, words: str) -> _Found:
    message = _message_of(number, held=held) if words else None
    return _Found(words, message) if message is not None else _Found()


def _message_of(number: int, *, held: FieldWords | None) -> int | None:
    """The one that has them already, while it stands where the conversation goes on; else the first that the index
    knows. None where nobody said anything that may be found."""
    goes_on = Conversation.objects.filter(pk=number).values_list("merged_into", flat=True).first()  # house: a number
    if held is not None and held.message is not None and held.message.conversation_id in (number, goes_on):
        return held.message_id
    theirs = Message.objects.filter(conversation=goes_on or number).order_by("at", "id")
    known = list(theirs.values_list("id", flat=True)[:TRIED])
    there = set(indexed(known))
    return next((one for one in known if one in there), None)
