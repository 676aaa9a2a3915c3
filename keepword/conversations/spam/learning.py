"""Learn from what people mark. After the mark, not with it; many marks for the price of one."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from keepword.conversations.models import Conversation, Message, SpamLesson, SpamMemory, SpamWeight
from keepword.conversations.models.conversation import SPAM
from keepword.conversations.models.message import INBOUND, REPLY
from keepword.conversations.searching import terms_of
from keepword.conversations.spam.remembering import ROW
from keepword.conversations.spam.weighing import TERMS_READ, main_language, numbers_of
from keepword.events.actor import SYSTEM
from keepword.events.models import Event
from keepword.kit import tokens

LOOKED_AT = 400  # newest answers among which good examples are looked for
GOOD_FOR_EACH = 2


@dataclass(frozen=True, slots=True)
class _Example:
    conversation_id: int
    is_spam: bool
    language: str
    terms: "array[int]"


def learn(event: Event) -> None:
    """Reaction to `conversation.marked_spam` and `conversation.unmarked_spam`."""
    learn_all([event])


@transaction.atomic
def learn_all(events: Sequence[Event]) -> None:
    """From what somebody said, never from what was put into spam by itself. As the mark is now: whoever was sooner
    undone teaches nothing wrong. Against every spam stand two of the newest conversations that were answered, because
    nobody marks what is no spam."""
    ids = {event.conversation_id for event in events if event.conversation_id and event.actor_kind != SYSTEM.kind}
    if not ids:
        return
    memory = held_memory()
    # For the system: whatever inbox they are in.
    rows = Conversation.objects.filter(id__in=ids).values_list("id", "status", "language")
    wanted = {number: (status == SPAM, language) for number, status, language in rows}
    known = {one.conversation_id: one for one in SpamLesson.objects.filter(conversation__in=wanted)}
    news = {number: one for number, one in wanted.items() if number not in known or known[number].is_spam != one[0]}
    if not news:
        return
    spam = sum(is_spam for is_spam, _ in news.values())
    examples = _examples(news | (_answered(GOOD_FOR_EACH * spam, beside=set(wanted)) if spam else {}))
    _keep(
        memory,
        examples=examples,
        instead_of=[known[one.conversation_id] for one in examples if one.conversation_id in known],
    )


def held_memory() -> SpamMemory:
    """The one row, held until the transaction ends: versions are committed in their order."""
    SpamMemory.objects.get_or_create(id=ROW, defaults={"origin": tokens.unguessable()})
    return SpamMemory.objects.select_for_update().get(id=ROW)


def _answered(count: int, *, beside: set[int]) -> dict[int, tuple[bool, str]]:
    """The newest conversations that a person answered and that taught nothing yet."""
    taught = SpamLesson.objects.filter(conversation=OuterRef("conversation"))
    answers = Message.objects.filter(kind=REPLY, is_automatic=False).order_by("-id")[:LOOKED_AT]
    newest = Message.objects.filter(id__in=list(answers.values_list("id", flat=True)))
    fresh = newest.exclude(conversation__status=SPAM).exclude(conversation__in=beside).exclude(Exists(taught))
    rows = fresh.order_by("-id").values_list("conversation_id", "conversation__language")
    return {number: (False, language) for number, language in list(dict.fromkeys(rows))[:count]}


def _examples(wanted: dict[int, tuple[bool, str]]) -> list[_Example]:
    """What the customer wrote first is what is judged when it arrives."""
    first: dict[int, Message] = {}
    messages = Message.objects.filter(conversation_id__in=wanted, kind=INBOUND).defer("html", "quoted").order_by("id")
    for message in messages.select_related("conversation").prefetch_related("attachments"):
        first.setdefault(message.conversation_id, message)
    return [
        _Example(number, *wanted[number], terms=_terms(message, language=wanted[number][1]))
        for number, message in first.items()
    ]


def _terms(message: Message, *, language: str) -> "array[int]":
    terms = terms_of(
        message, subject=message.conversation.customers_subject, names=[one.name for one in message.attachments.all()]
    )
    return array("I", numbers_of(terms[:TERMS_READ], address=message.sender_address, language=language))


def _keep(memory: SpamMemory, *, examples: list[_Example], instead_of: list[SpamLesson]) -> None:
    spam: Counter[int] = Counter()
    good: Counter[int] = Counter()
    for old in instead_of:
        (spam if old.is_spam else good).subtract(array("I", bytes(old.terms)))
        _count(memory, language=old.language, is_spam=old.is_spam, by=-1)
    for one in examples:
        (spam if one.is_spam else good).update(one.terms)
        _count(memory, language=main_language(one.language), is_spam=one.is_spam, by=1)
    SpamLesson.objects.filter(id__in=[one.pk for one in instead_of]).delete()
    SpamLesson.objects.bulk_create(
        [
            SpamLesson(
                conversation_id=one.conversation_id,
                is_spam=one.is_spam,
                language=main_language(one.language),
                terms=one.terms.tobytes(),
            )
            for one in examples
        ]
    )
    memory.version += 1
    _add((number, spam[number], good[number], memory.version) for number in sorted({*spam, *good}))
    memory.save(update_fields=["version", "lessons"])


def _count(memory: SpamMemory, *, language: str, is_spam: bool, by: int) -> None:
    pair = memory.lessons.setdefault(language, [0, 0])
    pair[0 if is_spam else 1] = max(0, pair[0 if is_spam else 1] + by)


def _add(rows: Iterable[tuple[Any, ...]]) -> None:
    """In one go: a row that is there is added to."""
    table = connection.ops.quote_name(SpamWeight._meta.db_table)
    most = "MAX" if connection.vendor == "sqlite" else "GREATEST"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} AS held (id, spam, good, version) VALUES (%s, {most}(0, %s), {most}(0, %s), %s) "  # noqa: S608  our own names
            f"ON CONFLICT (id) DO UPDATE SET spam = {most}(0, held.spam + %s), "
            f"good = {most}(0, held.good + %s), version = excluded.version",
            [(number, spam, good, version, spam, good) for number, spam, good, version in rows],
        )
