"""A part is written, in one language; goals are set, changed and dropped."""

from datetime import date

from django.db import transaction

from keepword.events import log
from keepword.kit import clock
from keepword.kit.storable import storable
from keepword.people.models import Agent
from keepword.principles.models import FIGURES, PARTS, Goal, Wording

LONGEST = 20_000  # characters


class BadGoal(ValueError):
    """Without words, or with a figure and no share from 1 to 100."""


@transaction.atomic
def write(part: str, *, language: str, text: str, by: Agent) -> Wording | None:
    """A new version; None when nothing changed. An empty text gives this language up. Raises KeyError for no part."""
    if part not in PARTS:
        raise KeyError(part)
    text = storable(text).replace("\r\n", "\n").strip()[:LONGEST]
    last = Wording.objects.filter(part=part, language=language).order_by("-id").first()
    if text == (last.text if last else ""):
        return None
    made = Wording.objects.create(part=part, language=language, text=text, by=by, at=clock.now())
    log.record("principle.written", actor=by.as_actor, wording=made.pk, part=part, language=language)
    return made


@transaction.atomic
def set_goal(goal: Goal | None, *, words: str, figure: str, target: int | None, by_on: date | None, by: Agent) -> Goal:
    """A new one for None. Without a figure there is no share. Raises BadGoal."""
    words = " ".join(storable(words).split())[:300]
    target = target if figure else None
    if not words or figure not in ("", *FIGURES) or (figure and not 1 <= (target or 0) <= 100):
        raise BadGoal
    name = "goal.changed" if goal else "goal.set"
    goal = goal or Goal()
    goal.words, goal.figure, goal.target, goal.by_on = words, figure, target, by_on
    goal.dropped_at, goal.changed_at = None, clock.now()
    goal.save()
    log.record(name, actor=by.as_actor, goal=goal.pk)
    return goal


@transaction.atomic
def drop_goal(goal: Goal, *, by: Agent) -> None:
    if Goal.objects.filter(pk=goal.pk, dropped_at=None).update(dropped_at=clock.now()):
        log.record("goal.dropped", actor=by.as_actor, goal=goal.pk)
