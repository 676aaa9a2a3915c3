"""What the made-up shop promised, and what became of it."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from keepword.conversations.models import Conversation, Message
from keepword.conversations.models.conversation import RESOLVED, SPAM
from keepword.conversations.models.message import REPLY
from keepword.conversations.opening_hours import hours_of_inbox
from keepword.events.models import Event
from keepword.hours.spans import add
from keepword.kit import clock
from keepword.promises.dues import refresh
from keepword.promises.models import Promise
from keepword.promises.models.promise import BROKEN, BY_AGENT, CALL, KEPT, OPEN
from keepword.promises.models.promise import REPLY as ANSWER

ANSWERED_WITHIN = 4 * 3600  # seconds of opening time
CALLED = {
    "en": "I will call you tomorrow before noon.",
    "zh-Hans": "我明天中午前给您回电话。",
    "ko": "내일 정오까지 전화드리겠습니다.",
    "ja": "明日の正午までにお電話いたします。",
    "es": "Le llamaré mañana antes del mediodía.",
    "de": "Ich rufe Sie morgen vor 12 Uhr an.",
    "fr": "Je vous appellerai demain avant midi.",
}
ZONES = {"zh-Hans": "Asia/Shanghai", "ko": "Asia/Seoul", "ja": "Asia/Tokyo", "es": "Europe/Madrid"}
MANY = 2000  # enough for every number of the ledger; a large world is for other numbers


def give_word(*, chance: random.Random) -> int:
    """For each conversation the time of its receipt, and for some a call: kept, broken or still to come, as their
    messages tell. Returns how many."""
    now = clock.now()
    rows = Conversation.objects.exclude(status=SPAM).select_related("inbox__brand").order_by("-id")[:MANY]
    answers = _first_answers([row.pk for row in rows])
    made = [one for row in rows for one in _promises(row, answer=answers.get(row.pk), now=now, chance=chance)]
    Promise.objects.bulk_create(made)
    Event.objects.bulk_create(fact for one in made for fact in _facts(one))
    refresh([row.pk for row in rows])
    return len(made)


def _first_answers(conversations: list[int]) -> dict[int, Message]:
    replies = Message.objects.filter(conversation_id__in=conversations, kind=REPLY, agent__isnull=False)
    return {one.conversation_id: one for one in replies.order_by("-at", "-id")}


def _promises(row: Conversation, *, answer: Message | None, now: datetime, chance: random.Random) -> Iterator[Promise]:
    receipt = _begun(row, what=ANSWER, kind="acknowledgement", at=row.created_at, until=_answered_by(row))
    yield _settled(receipt, done_at=answer.at if answer else None, done_by=answer, now=now)
    if answer is not None and chance.random() < 0.25:
        call = _begun(
            row, what=CALL, kind=BY_AGENT, at=answer.at, until=answer.at + timedelta(hours=chance.randint(2, 26))
        )
        call.made_by_id, call.message, call.said = answer.agent_id, answer, CALLED.get(row.language, CALLED["en"])
        span = (call.due_at - call.made_at) * chance.choice([0.3, 0.5, 0.7, 0.8, 0.9, 1.2])
        yield _settled(call, done_at=call.made_at + span, done_by=None, now=now)


def _answered_by(row: Conversation) -> datetime:
    """As a receipt would say it, by the shop's own hours."""
    due_at = add(hours_of_inbox(row.inbox).hours, row.created_at, ANSWERED_WITHIN)
    return due_at or row.created_at + timedelta(seconds=ANSWERED_WITHIN)


def _begun(row: Conversation, *, what: str, kind: str, at: datetime, until: datetime) -> Promise:
    return Promise(
        conversation=row,
        inbox_id=row.inbox_id,
        contact_id=row.contact_id,
        channel=row.channel,
        team_id=row.team_id,
        what=what,
        kind=kind,
        language=row.language,
        zone=ZONES.get(row.language, "UTC"),
        made_at=at,
        due_at=until,
    )


def _settled(promise: Promise, *, done_at: datetime | None, done_by: Message | None, now: datetime) -> Promise:
    if done_at is not None and done_at <= now:
        promise.done_at, promise.done_by = done_at, done_by
        promise.state = KEPT if done_at <= promise.due_at else BROKEN
        promise.settled_at = min(done_at, promise.due_at)
    elif promise.due_at < now:
        promise.state, promise.settled_at = BROKEN, promise.due_at
        promise.let_go_at = promise.due_at if promise.conversation.status == RESOLVED else None
    return promise


def _facts(promise: Promise) -> Iterator[Event]:
    yield _fact(promise, "promise.made", at=promise.made_at)
    if promise.state != OPEN and promise.settled_at is not None:
        yield _fact(promise, f"promise.{promise.state}", at=promise.settled_at)


def _fact(promise: Promise, name: str, *, at: datetime) -> Event:
    by = promise.made_by_id if name == "promise.made" else None
    return Event(
        name=name,
        at=at,
        conversation_id=promise.conversation_id,
        inbox_id=promise.inbox_id,
        actor_kind="agent" if by else "system",
        actor_id=by,
        data={"promise": promise.pk, "what": promise.what, "due_at": promise.due_at.isoformat()},
    )
