"""Beside a conversation: what the customer said of our help."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from keepword.conversations.models import Conversation
from keepword.people.models import Agent
from keepword.surveys.models import Survey
from keepword.surveys.scores import POOR, SATISFIED
from keepword.surveys.wording import FACES, label
from keepword.web import times

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Answered:
    """`meaning` is the colour of the mark, which its words say as well. `language` is that of the words."""

    sign: str
    label: str
    meaning: str
    words: str
    language: str
    when: SafeString


def answers_of(conversation: Conversation, *, agent: Agent, reader: times.Reader) -> list[Answered]:
    """The newest first. No query where nobody said anything: the conversation itself knows."""
    if conversation.rating is None:
        return []
    here = Survey.objects.visible_to(agent).answered().about(conversation)
    return [_shown(one, reader=reader) for one in here.order_by("-answered_at", "-id")[:SHOWN]]


def _shown(one: Survey, *, reader: times.Reader) -> Answered:
    score = one.score or 0
    meaning = "done" if score in SATISFIED else "trouble" if score in POOR else "calm"
    return Answered(
        FACES[score], label(score), meaning, one.words, one.language, reader.moment(one.answered_at or one.due_at)
    )
