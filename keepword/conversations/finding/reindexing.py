"""The words of messages in the search index are taken out, and put in anew.

FTS5 without a copy of the text is told what it had: the same terms as when the message was indexed. Told of a message
that it never had, such as an acknowledgement, its sums would be wrong, and in the end it would refuse.
"""

from collections.abc import Collection

from django.db import connection
from django.db.models import Q

from keepword.conversations.beginning import BEGINS, words_to_find
from keepword.conversations.models import Conversation, FieldWords, Merge, Message
from keepword.conversations.models.message import INBOUND
from keepword.conversations.searching import TERMS_KEPT_ONCE, document, index_all, terms_of
from keepword.events.models import Event
from keepword.kit import words

# Whatever is found by a subject: what customers wrote, and our own words, or what was said in a call, where we began.
CAME = Q(name="message.received") | Q(name__in=["message.queued", "note.added"], **{f"data__{BEGINS}": True})
SUBJECTS = ("subject", "first_subject")
FIELD_TERMS = 2000  # of the own fields that are found with one message


def forget_terms(message_ids: list[int]) -> None:
    """They are found by nothing any more. Called while all that they are found by is still there."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("DELETE FROM conversations_search WHERE id = ANY(%s)", [message_ids])
            return
        for number, said, own in _terms(indexed(message_ids)):
            cursor.execute(
                "INSERT INTO conversations_search(conversations_search, rowid, words) VALUES ('delete', %s, %s)",
                [number, document([*_as_indexed(number, said=said), *own])],
            )


def _as_indexed(number: int, *, said: list[str]) -> list[str]:
    """What SQLite's index was given of a message's words. Of a long one that is as many terms as were kept then, which
    is seen by one that stands only behind those."""
    behind = sorted({*said[TERMS_KEPT_ONCE:]} - {*said[:TERMS_KEPT_ONCE]})
    if not behind:
        return said
    with connection.cursor() as cursor:
        asked = "SELECT 1 FROM conversations_search WHERE words MATCH %s AND rowid = %s"
        cursor.execute(asked, [f'"{behind[0]}"', number])
        return said if cursor.fetchone() else said[:TERMS_KEPT_ONCE]


def index_again(message_ids: Collection[int]) -> None:
    """After `forget_terms`: they are found by what they are now."""
    index_all((number, [*said, *own]) for number, said, own in _terms(message_ids))


def written_under(conversations: Collection[int]) -> list[int]:
    """The ids of messages that the index finds by a subject or an own field of these conversations, wherever they
    stand now: merges and splits may have moved them."""
    came = Event.objects.filter(CAME, conversation_id__in=conversations)
    ids = set(came.values_list("message_id", flat=True))
    ids |= set(FieldWords.objects.filter(conversation__in=conversations).values_list("message_id", flat=True))
    return sorted(indexed([one for one in ids if one is not None]))


def _terms(message_ids: Collection[int]) -> list[tuple[int, list[str], list[str]]]:
    """Of each message its own terms, and those of own fields behind them."""
    messages = Message.everywhere.select_related("conversation", "aside").prefetch_related("attachments")
    found = list(messages.filter(id__in=message_ids))
    subjects, own = _first_subjects(found), _own_words(message_ids)
    return [(one.pk, _said_in(one, subjects=subjects), own.get(one.pk, [])) for one in found]


def _said_in(message: Message, *, subjects: dict[int, str]) -> list[str]:
    names = [file.name for file in message.attachments.all()]
    return terms_of(message, subject=_indexed_subject(message, subjects=subjects), names=names)


def _own_words(message_ids: Collection[int]) -> dict[int, list[str]]:
    """By message, the terms of the own fields that are found with it."""
    found: dict[int, list[str]] = {}
    rows = FieldWords.objects.filter(message__in=message_ids, is_behind=False).order_by("id")
    for number, said in rows.values_list("message_id", "words"):
        if number is not None:
            found[number] = [*found.get(number, []), *words.tokens(said)][:FIELD_TERMS]
    return found


def indexed(message_ids: Collection[int]) -> list[int]:
    """Which of these messages the index knows."""
    table = "conversations_search_docsize" if connection.vendor == "sqlite" else "conversations_search"
    places = ", ".join(["%s"] * len(message_ids)) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE id IN ({places})", list(message_ids))  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


def _first_subjects(messages: list[Message]) -> dict[int, str]:
    """By message, the subject under which it came and is indexed: that of the conversation which took it in, from
    which a merge or a split may have moved it since."""
    places = _where_they_were(messages)
    came = Event.objects.filter(CAME, conversation_id__in=places)
    came = came.filter(message_id__in=[one.pk for one in messages])
    # house: for the law, not for a reader
    subjects = {one.pk: one.customers_subject for one in Conversation.objects.filter(id__in=places).only(*SUBJECTS)}
    rows = came.values_list("message_id", "conversation_id")
    return {message: subjects[place] for message, place in rows if message is not None and place is not None}


def _where_they_were(messages: list[Message]) -> set[int]:
    """The ids of all conversations that they have been in. Merges and splits may have followed each other."""
    ids, places = [one.pk for one in messages], set[int]()
    wanted = {one.conversation_id for one in messages}
    while wanted:
        places |= wanted
        moved = Event.objects.filter(conversation_id__in=wanted, name="message.moved", message_id__in=ids)
        merged = Merge.objects.filter(kept_id__in=wanted)  # house: for the law, not for a reader
        before = {data["from"] for data in moved.values_list("data", flat=True)}
        wanted = (before | set(merged.values_list("other_id", flat=True))) - places
    return places


def _indexed_subject(message: Message, *, subjects: dict[int, str]) -> str:
    if message.aside is not None:
        return message.aside.subject
    if message.kind == INBOUND:
        return subjects.get(message.pk, message.conversation.customers_subject)
    return words_to_find(message, subject=subjects[message.pk]) if message.pk in subjects else ""
