"""Make a filled database several times as large, set-wise: what would take an hour by writing it takes minutes.

A copy of a conversation has its own id, reference, token, customer, messages, facts, waits and words in the index, and
happened a span of time later. What is said in it is what was said before: texts, names and the share of each word, tag
and status are those of the first, so that what is measured on copies says nothing about a larger vocabulary.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Field, Max, Model

from keepword.conversations.models import Conversation, Message, MessageReference, Participant
from keepword.conversations.searching import document, terms_of
from keepword.events.models import Event
from keepword.people.models import Contact, Identity
from keepword.promises.models import Wait
from keepword.wiring.demo.writing import SPAN_DAYS

# Whoever is pointed at stands before whoever points.
COPIED: tuple[type[Model], ...] = (
    Contact,
    Identity,
    Conversation,
    Conversation.tags.through,
    Participant,
    Message,
    MessageReference,
    Event,
    Wait,
)
# Ids that are kept as plain numbers.
POINTS = {
    ("events_event", "conversation_id"): Conversation,
    ("events_event", "message_id"): Message,
    ("conversations_conversation", "settled_to"): Message,
}
STAYS = {("conversations_conversation", "snoozed_until")}  # what slept would wake up at once
# Each is unique, and as long as before where a column has no room for more.
MARKS: dict[tuple[str, str], Callable[[int], str]] = {
    ("conversations_conversation", "reference"): lambda number: f"reference || '{number}'",
    ("conversations_conversation", "token"): lambda number: f"SUBSTR(token, 1, 31) || '{_letter(number)}'",
    ("conversations_messagereference", "digest"): lambda number: f"'{_letter(number)}' || SUBSTR(digest, 2)",
    ("conversations_message", "external_id"): lambda number: f"'{number}.' || external_id",
    ("people_identity", "value"): lambda number: f"'{number}.' || value",
    ("conversations_participant", "address"): lambda number: f"'{number}.' || address",
    ("conversations_message", "sender_address"): lambda number: _unless_empty("sender_address", number=number),
    ("conversations_message", "message_id"): lambda number: _unless_empty("message_id", number=number),
}
STRIDE = 5000
MOST = 14  # copies: as many letters are no digits of a hexadecimal number


def copy_all(times: int) -> Iterator[int]:
    """As `copies`, in haste, and the database settled after it."""
    with _in_haste():
        yield from copies(times)
    _settle()


def copies(times: int) -> Iterator[int]:
    """So many copies of everything in the database, whose number is yielded when it is done. Raises ValueError for
    more than 14."""
    if times > MOST:
        raise ValueError(times)
    steps = {model: model._base_manager.aggregate(last=Max("pk"))["last"] or 0 for model in COPIED}
    _keep_words(steps[Message])
    for number in range(1, times + 1):
        for model in COPIED:
            _copy(model, number=number, steps=steps)
        _copy_words(number=number, step=steps[Message])
        yield number
    _reset_sequences()


def _copy(model: type[Model], *, number: int, steps: dict[type[Model], int]) -> None:
    """The first `step` rows once more."""
    fields = model._meta.concrete_fields
    columns = ", ".join(_quoted(field) for field in fields)
    copied = ", ".join(_copied(field, number=number, steps=steps) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {copied} FROM {table} WHERE id <= {steps[model]} ORDER BY id"  # noqa: S608
        )


def _copied(field: "Field[object, object]", *, number: int, steps: dict[type[Model], int]) -> str:
    """What a copy has in this column, in SQL."""
    name, place = _quoted(field), (field.model._meta.db_table, str(field.column))
    to = field.model if field.primary_key else POINTS.get(place) or field.related_model
    if place == ("events_event", "actor_id"):
        return f"CASE WHEN actor_kind = 'contact' THEN {name} + {number * steps[Contact]} ELSE {name} END"
    if to in steps:
        return f"{name} + {number * steps[to]}"
    if place in MARKS:
        return MARKS[place](number)
    if isinstance(field, models.DateTimeField) and place not in STAYS:
        return _later(name, days=number * SPAN_DAYS)
    return name


def _quoted(field: "Field[object, object]") -> str:
    return connection.ops.quote_name(str(field.column))


def _later(name: str, *, days: int) -> str:
    """Whole days, so that the time of day stays as exact as it is."""
    if connection.vendor == "sqlite":
        return f"DATE({name}, '+{days} days') || SUBSTR({name}, 11)"
    return f"{name} + INTERVAL '{days} days'"


def _letter(number: int) -> str:
    """No digit of a hexadecimal number, so that it is nobody else's."""
    return "ghijklmnopqrst"[number - 1]


def _unless_empty(name: str, *, number: int) -> str:
    return f"CASE WHEN {name} = '' THEN '' ELSE '{number}.' || {name} END"


def _keep_words(last: int) -> None:
    """FTS5 keeps no words that could be read again, so they are found once more, for all copies."""
    if connection.vendor != "sqlite":
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_words (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")
        words = _words_of(last)
        while chunk := list(islice(words, STRIDE)):
            cursor.executemany("INSERT INTO bench_words VALUES (%s, %s)", chunk)


def _words_of(last: int) -> Iterator[tuple[int, str]]:
    said = Message.everywhere.filter(pk__lte=last).select_related("conversation").order_by("pk")
    for message in said.iterator(chunk_size=STRIDE):
        subject = message.conversation.subject if message.kind == "inbound" else ""
        yield message.pk, document(terms_of(message, subject=subject))


def _copy_words(*, number: int, step: int) -> None:
    key, source = ("rowid", "bench_words") if connection.vendor == "sqlite" else ("id", "conversations_search")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO conversations_search ({key}, words) "  # noqa: S608
            f"SELECT id + {number * step}, words FROM {source} WHERE id <= {step} ORDER BY id"
        )


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(COPIED)):
            cursor.execute(statement)


HASTE = {
    "sqlite": (["synchronous = OFF", "cache_size = -1000000", "foreign_keys = OFF"], "PRAGMA "),
    "postgresql": (["synchronous_commit = off"], "SET "),
}


@contextmanager
def _in_haste() -> Iterator[None]:
    """What a power cut would cost is made again. The connection ends with it, so that nothing of this stays."""
    settings, word = HASTE[connection.vendor]
    with connection.cursor() as cursor:
        for setting in settings:
            cursor.execute(f"{word}{setting}")
    try:
        yield
    finally:
        connection.close()


def _settle() -> None:
    """As a database of this size is found when it has been used for a while."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM (ANALYZE)")
