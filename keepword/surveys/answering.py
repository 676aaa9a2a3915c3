"""A customer says how it was, and may think again for some days."""

from datetime import datetime, timedelta

from django.db import transaction

from keepword.conversations.joining.standing import stands_in
from keepword.conversations.models import Conversation
from keepword.conversations.rating import set_rating
from keepword.events import log
from keepword.events.actor import Actor
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.surveys.models import ANSWERED, ASKED, SCORES, Survey

OPEN_FOR = timedelta(days=30)  # from the question to the first answer
CHANGED_FOR = timedelta(days=7)  # from the first answer to the last change
LONGEST = 2000  # characters of free words


class TooLate(Exception):
    """The question is closed, or the answer may not be changed any more."""


class NoScore(ValueError):
    """Not 1 to 5."""


def survey_of(token: str) -> Survey | None:
    """By the token of its address, with all that the page shows; None for what nobody was sent."""
    found = Survey.objects.asked().select_related("conversation__inbox__brand", "conversation__contact")
    return found.filter(token=token).first()  # house: whoever holds the address was asked


def is_closed(survey: Survey, *, at: datetime) -> bool:
    """Whether nothing can be said any more."""
    if survey.answered_at is not None:
        return at - survey.answered_at > CHANGED_FOR
    return survey.asked_at is None or at - survey.asked_at > OPEN_FOR


@transaction.atomic
def answer(survey: Survey, *, score: int, words: str = "") -> None:
    """The newest answer counts, as if given when the first one was; the same again changes nothing. Raises NoScore and
    TooLate."""
    if score not in SCORES:
        raise NoScore(score)
    words = storable(words).replace("\r\n", "\n").strip()[:LONGEST]
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)  # house: as above
    now = clock.now()
    if survey.state not in (ASKED, ANSWERED) or is_closed(survey, at=now):
        raise TooLate
    if survey.score == score and survey.words == words:
        return
    was = survey.score
    survey.state, survey.score, survey.words = ANSWERED, score, words
    survey.answered_at = survey.answered_at or now
    survey.save(update_fields=["state", "score", "words", "answered_at"])
    _tell(survey, was=was)


def _tell(survey: Survey, *, was: int | None) -> None:
    """Where the conversation goes on."""
    home = Conversation.objects.select_related("merged_into").get(pk=survey.conversation_id)
    home = home.merged_into or home
    set_rating(home.pk, score=survey.score or 0)
    log.record(
        "survey.answered",
        actor=Actor("contact", home.contact_id),
        conversation_id=stands_in(home),
        inbox_id=home.inbox_id,
        survey=survey.pk,
        score=survey.score,
        was=was,
        has_words=bool(survey.words),
    )
