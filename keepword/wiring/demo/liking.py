"""How the customers of the made-up shop liked its help."""

import random
from collections.abc import Iterator
from datetime import timedelta

from keepword.brands.models import Brand
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import RESOLVED
from keepword.events.models import Event
from keepword.kit import tokens
from keepword.kit.updating import update_each
from keepword.surveys.models import ANSWERED, ASKED, Asking, Survey

MANY = 2000  # enough for every number; a large world is for other numbers
ANSWERS = 0.4  # of those who are asked
SCORES = [5] * 11 + [4] * 6 + [3] * 2 + [2, 1]
WORDS = {
    5: {"en": "Quick and kind, thank you.", "de": "Schnell und freundlich.", "ko": "친절하고 빨랐어요."},
    2: {"en": "It took three messages to get an answer.", "es": "Tuve que preguntar dos veces."},
    1: {"en": "The parcel is still not here.", "fr": "Toujours pas de colis."},
}


def like(*, chance: random.Random) -> int:
    """Of what is solved, most were asked about and some answered. Returns how many answered."""
    Asking.objects.create(brand=Brand.objects.get(), is_on=True)
    rows = list(Conversation.objects.filter(status=RESOLVED).order_by("-id")[:MANY])
    made = Survey.objects.bulk_create(_asked(row, chance=chance) for row in rows)
    answered = [one for one in made if one.state == ANSWERED]
    Event.objects.bulk_create(_facts(answered))
    update_each(Conversation, {one.conversation_id: one.score for one in answered}, field="rating")
    return len(answered)


def _asked(row: Conversation, *, chance: random.Random) -> Survey:
    resolved_at = row.resolved_at or row.last_activity_at
    asked_at = resolved_at + timedelta(minutes=5)
    one = Survey(
        conversation=row,
        inbox_id=row.inbox_id,
        channel=row.channel,
        agent_id=row.assignee_id,
        team_id=row.team_id,
        state=ASKED,
        token=tokens.unguessable()[:20],
        language=row.language,
        resolved_at=resolved_at,
        due_at=asked_at,
        asked_at=asked_at,
    )
    if chance.random() < ANSWERS:
        one.state, one.answered_at = ANSWERED, asked_at + timedelta(minutes=chance.randint(1, 9))
        one.score = chance.choice(SCORES)
        one.words = WORDS.get(one.score, {}).get(row.language, "") if chance.random() < 0.5 else ""
    return one


def _facts(answered: list[Survey]) -> Iterator[Event]:
    for one in answered:
        yield Event(
            name="survey.answered",
            at=one.answered_at or one.due_at,
            conversation_id=one.conversation_id,
            inbox_id=one.inbox_id,
            actor_kind="contact",
            data={"survey": one.pk, "score": one.score, "was": None, "has_words": bool(one.words)},
        )
