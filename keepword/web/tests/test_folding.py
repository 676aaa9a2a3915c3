"""Many quiet lines in a row are one that opens, and what somebody must act upon is never among them."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from keepword.conversations.history.lines import SENTENCES
from keepword.conversations.models import Conversation
from keepword.events.models import Event
from keepword.web.conversations.folding import folds
from keepword.web.conversations.happenings import QUIET
from tests import cast as stage

BEGUN = datetime(2026, 3, 2, 8, tzinfo=UTC)
TO_BE_SEEN = (
    "message.failed",
    "reply.held",
    "aside.failed",
    "aside.answered",
    "promise.broken",
    "promise.not_kept",
    "clock.breached",
    "notice.failed",
    "emergency.declared",
    "emergency.unanswered",
    "announcement.withheld",
    "survey.answered",
    "task.due",
)


@pytest.mark.parametrize(
    ("thread", "folded", "folded_at_the_end"),
    [
        ("", [], []),
        ("q", [], []),
        ("qq", [], []),
        ("qqq", [(0, 3)], []),
        ("qqqqq", [(0, 5)], [(0, 3)]),
        ("Lqqqq", [(1, 5)], []),
        ("Lqqqqq", [(1, 6)], [(1, 4)]),
        ("qqqL", [(0, 3)], [(0, 3)]),
        ("qqLqq", [], []),
        ("qqqLqqqq", [(0, 3), (4, 8)], [(0, 3)]),
        ("qq!qqq!qq", [(3, 6)], [(3, 6)]),
        ("LqqqqL!", [(1, 5)], [(1, 5)]),
        ("qqqq!", [(0, 4)], [(0, 4)]),
        ("L!L!L", [], []),
    ],
)
def test_a_run_of_quiet_lines_is_folded_where_it_is_long(thread, folded, folded_at_the_end):
    """L is a letter, q a quiet line, ! one that needs somebody."""
    quiet = [mark == "q" for mark in thread]
    assert folds(quiet, is_newest=False) == folded
    assert folds(quiet, is_newest=True) == folded_at_the_end


def test_what_is_folded_is_known_and_needs_nobody():
    assert SENTENCES.keys() >= QUIET
    assert QUIET.isdisjoint(TO_BE_SEEN)
    assert set(TO_BE_SEEN) <= SENTENCES.keys()


def happen(conversation: Conversation, *names: str, by: int, every: timedelta = timedelta(minutes=1)) -> list[int]:
    """These facts one after the other, done by this agent."""
    start = Event.objects.filter(conversation_id=conversation.pk).latest("at").at
    return [
        Event.objects.create(
            name=name,
            at=start + every * number,
            conversation_id=conversation.pk,
            actor_kind="agent",
            actor_id=by,
            data={"tag": "late"},
        ).pk
        for number, name in enumerate(names, start=1)
    ]


def page_of(conversation: Conversation, client) -> str:
    return client.get(f"/conversations/{conversation.pk}").content.decode()


def within_folds(page: str) -> list[int]:
    found = re.findall(r'<details class="event-fold".*?</details>', page, re.DOTALL)
    return [int(number) for fold in found for number in re.findall(r'id="event-(\d+)"', fold)]


def test_many_changes_after_a_letter_are_one_line_and_the_last_two_stand_below(cast, mina):
    conversation = stage.conversation_of(cast, at=BEGUN)
    numbers = happen(conversation, *["conversation.tagged"] * 9, by=cast.mina.pk)
    page = page_of(conversation, mina)
    assert within_folds(page) == numbers[:-2]
    assert f"7 changes, last by {cast.mina.name}" in page
    assert all(page.count(f'id="event-{number}"') == 1 for number in numbers)


def test_what_failed_stands_between_the_folds(cast, mina):
    conversation = stage.conversation_of(cast, at=BEGUN)
    quiet = ["conversation.tagged"] * 3
    numbers = happen(conversation, *quiet, "message.failed", *quiet, "reply.held", *quiet, by=cast.mina.pk)
    folded = within_folds(page_of(conversation, mina))
    assert folded == numbers[:3] + numbers[4:7]


def test_changes_of_many_days_are_one_line_with_the_days_inside(cast, mina):
    conversation = stage.conversation_of(cast, at=BEGUN)
    happen(conversation, *["conversation.tagged"] * 8, by=cast.mina.pk, every=timedelta(days=1))
    page = page_of(conversation, mina)
    assert len(re.findall(r'<h2 class="thread-day"', page)) == 1 + 1 + 2  # the letter's, the fold's, the last two
    assert len(re.findall(r'<p class="event-day"', page)) == 5
    assert len(set(re.findall(r'id="[^"]*day-[^"]+"', page))) == 4 + 5


def test_a_key_opens_the_last_fold_alone(cast, mina):
    conversation = stage.conversation_of(cast, at=BEGUN)
    quiet = ["conversation.tagged"] * 5
    happen(conversation, *quiet, "message.failed", *quiet, by=cast.mina.pk)
    page = page_of(conversation, mina)
    assert page.count('data-key="h"') == 1
    assert page.rindex('<details class="event-fold"') < page.index('data-key="h"')


def test_two_changes_are_shown_as_they_are(cast, mina):
    conversation = stage.conversation_of(cast, at=BEGUN)
    happen(conversation, "conversation.tagged", "conversation.untagged", by=cast.mina.pk)
    assert within_folds(page_of(conversation, mina)) == []
