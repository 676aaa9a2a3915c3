"""How we serve is written, read, aimed at and looked at again."""

from datetime import date, timedelta

import pytest
import time_machine

from keepword.events.models import Event
from keepword.kit import clock
from keepword.notices import telling
from keepword.notices.models import Notice
from keepword.principles.comparing import Piece, changes
from keepword.principles.entrusting import entrust, remind
from keepword.principles.first_words import FIRST
from keepword.principles.models import PARTS, Goal, Wording
from keepword.principles.reading import is_unread, mark_read, parts_for, readers
from keepword.principles.writing import BadGoal, drop_goal, set_goal, write
from tests import cast as stage


@pytest.fixture
def cast(db):
    return stage.gather()


def test_the_first_words_come_in_every_language_of_the_desk(settings):
    assert {part: set(words) for part, words in FIRST.items()} == {
        part: set(settings.AGENT_LANGUAGES) for part in PARTS
    }


def shown(agent, *, language="en", house="en"):
    return {one.name: one for one in parts_for(agent, language=language, house_language=house)}


def test_a_part_is_read_in_ones_own_language_else_in_that_of_the_house(cast):
    assert shown(cast.mina, language="ko")["promise"].text == FIRST["promise"]["ko"]
    write("promise", language="zh-hans", text="好 👍", by=cast.ruth)
    assert shown(cast.mina, language="ko", house="en")["promise"].text == "好 👍"
    write("promise", language="en", text="We answer.", by=cast.ruth)
    assert shown(cast.mina, language="ko", house="en")["promise"].text == "We answer."
    assert shown(cast.mina, language="zh-hans", house="en")["promise"].text == "好 👍"
    write("promise", language="zh-hans", text="  ", by=cast.ruth)
    assert shown(cast.mina, language="zh-hans", house="en")["promise"].language == "en"


def test_the_same_words_again_are_no_new_version(cast):
    write("rules", language="en", text="Be kind.\r\n", by=cast.ruth)
    assert write("rules", language="en", text="Be kind.", by=cast.ruth) is None
    assert write("rules", language="ko", text="", by=cast.ruth) is None
    assert Wording.objects.count() == Event.objects.filter(name="principle.written").count() == 1
    with pytest.raises(KeyError):
        write("poems", language="en", text="x", by=cast.ruth)


def test_what_is_written_after_one_read_is_new(cast):
    with time_machine.travel("2026-11-21T10:00Z", tick=False) as at:
        assert is_unread(cast.mina)
        mark_read(cast.mina)
        assert not is_unread(cast.mina)
        opened = clock.now()
        at.shift(60)
        write("doubt", language="en", text="Ask.", by=cast.ruth)
        at.shift(60)
        assert is_unread(cast.mina)
        assert [name for name, one in shown(cast.mina).items() if one.is_new] == ["doubt"]
        mark_read(cast.mina, seen_at=opened)
        assert is_unread(cast.mina)
        assert [(one.agent, one.is_behind) for one in readers() if one.at] == [(cast.mina, True)]
        mark_read(cast.mina, seen_at=clock.now() + timedelta(days=9))
        assert not is_unread(cast.mina)
        at.shift(60)
        set_goal(None, words="Quicker", figure="", target=None, by_on=None, by=cast.ruth)
        assert is_unread(cast.mina)


@pytest.mark.parametrize(
    ("words", "figure", "target"),
    [("", "", None), ("  ", "", None), ("x", "csat", None), ("x", "csat", 0), ("x", "csat", 101), ("x", "luck", 5)],
)
def test_a_goal_without_words_or_share_is_refused(cast, words, figure, target):
    with pytest.raises(BadGoal):
        set_goal(None, words=words, figure=figure, target=target, by_on=None, by=cast.ruth)


def test_a_goal_is_changed_and_dropped(cast):
    goal = set_goal(None, words="九成好评", figure="csat", target=90, by_on=date(2026, 12, 31), by=cast.ruth)
    set_goal(goal, words="九成好评", figure="", target=90, by_on=None, by=cast.ruth)
    goal.refresh_from_db()
    assert (goal.figure, goal.target) == ("", None)
    drop_goal(goal, by=cast.ruth)
    drop_goal(goal, by=cast.ruth)
    assert not Goal.objects.standing().exists()
    assert Event.objects.filter(name="goal.dropped").count() == 1


def test_its_owner_is_reminded_once_on_the_day(cast):
    with time_machine.travel("2026-11-21T10:00Z", tick=False) as at:
        entrust(to=cast.mina, review_on=date(2026, 11, 22), by=cast.ruth)
        assert remind() == 0
        at.shift(86_400)
        assert (remind(), remind()) == (1, 0)
        telling.tell(Event.objects.get(name="principle.review_due"))
        notice = Notice.objects.get()
        assert (notice.agent, notice.kind) == (cast.mina, "review")
        entrust(to=cast.mina, review_on=date(2026, 11, 22), by=cast.ruth)
        assert remind() == 0
        entrust(to=None, review_on=date(2026, 11, 1), by=cast.ruth)
        assert remind() == 0


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("same", "same", []),
        ("", "new", [Piece("added", "new")]),
        ("old", "", [Piece("removed", "old")]),
        ("be kind", "be very kind", [Piece("kept", "be "), Piece("added", "very "), Piece("kept", "kind")]),
        ("好话", "好的话", [Piece("kept", "好"), Piece("added", "的"), Piece("kept", "话")]),
    ],
)
def test_a_version_shows_what_it_changed(before, after, expected):
    assert changes(before, after) == expected
