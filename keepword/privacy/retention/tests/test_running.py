"""What is older than its rule goes, and nothing else."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepword.conversations.joining.merging import merge
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Conversation, Message, Tag
from keepword.conversations.noting import note
from keepword.conversations.resolving import resolve
from keepword.conversations.searching import search
from keepword.events.actor import SYSTEM
from keepword.events.models import AuditEntry, Event
from keepword.kit import clock
from keepword.privacy.holding import NoReason, hold, holds_of, release
from keepword.privacy.models import RESOLVED, SPAM, RetentionRule, RetentionRun
from keepword.privacy.retention import deleting, running
from keepword.privacy.retention.ages import COOLING
from keepword.privacy.retention.due import due
from keepword.privacy.retention.setting import change, make, switch_off, switch_on
from keepword.privacy.retention.tests.world import OLD, aged, resolved, rule_of, words, work
from keepword.promises.ledger.making import promise
from keepword.promises.models import Promise, Wait
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def test_without_a_rule_everything_is_kept(cast):
    one = resolved(cast, by=timedelta(days=4000))
    assert running.run() == 0
    assert words(one) != ""


def test_old_conversations_lose_their_words_and_stay_counted(cast):
    one, waits, events = resolved(cast, "ko"), Wait.objects.count(), Event.objects.count()
    rule = rule_of(cast)
    work()
    assert words(one) == ""
    assert one.emptied_at is not None
    assert (one.status, one.resolved_at is not None) == ("resolved", True)
    assert Message.objects.filter(conversation=one).get().warnings == ["deleted"]
    assert search("배송", agent=cast.ruth) == []
    assert (Wait.objects.count(), Event.objects.count() - events) == (waits, 2)  # the rule, and its report
    run = RetentionRun.objects.get()
    assert (run.rule, run.counts["conversations"], run.counts["messages"]) == (rule, 1, 1)
    assert AuditEntry.objects.get(name="retention.ran").data["conversations"] == 1


def test_a_second_round_finds_nothing_and_reports_nothing(cast):
    resolved(cast)
    rule = rule_of(cast)
    work()
    RetentionRule.objects.filter(pk=rule.pk).update(passed_at=None)
    assert running.run() == 0
    assert RetentionRun.objects.count() == 1


@pytest.mark.parametrize("language", ["en", "zh-Hans", "ar"])
def test_what_is_younger_is_not_touched(cast, language):
    one = resolved(cast, language, by=timedelta(days=360))
    rule_of(cast)
    work()
    assert words(one) != ""


def test_open_conversations_are_not_touched_however_old(cast):
    one = aged(stage.conversation_of(cast))
    rule_of(cast)
    work()
    assert words(one) != ""


def test_a_young_note_in_an_old_conversation_keeps_it(cast):
    one = resolved(cast)
    note(one, text="Wait, there is more.", by=cast.mina)
    rule_of(cast)
    work()
    assert words(one) != ""


def test_an_open_promise_keeps_it(cast):
    one = resolved(cast)
    promise(one, what="call", kind="agent", due_at=clock.now() + timedelta(days=1), by=cast.mina, said="tomorrow")
    rule_of(cast)
    work()
    assert words(one) != ""


def test_words_of_promises_go_and_the_ledger_stays(cast):
    one = resolved(cast)
    made = promise(one, what="call", kind="agent", due_at=clock.now() + timedelta(days=1), by=cast.mina, said="soon")
    at = clock.now() - OLD
    Promise.objects.filter(pk=made.pk).update(
        state="kept", made_at=at, due_at=at + timedelta(1), settled_at=at, done_at=at
    )
    rule_of(cast)
    work()
    made.refresh_from_db()
    assert (made.state, made.said) == ("kept", "")


def test_a_tag_keeps_it(cast):
    kept, gone = resolved(cast, "en"), resolved(cast, "ko")
    warranty = Tag.objects.create(name="warranty")
    kept.tags.add(warranty)
    rule_of(cast, kept_tags=[warranty])
    work()
    assert words(kept) != ""
    assert words(gone) == ""


def test_a_held_conversation_is_never_touched_and_goes_when_it_is_released(cast):
    one = resolved(cast)
    hold(one, reason="Court file 12", by=cast.ruth)
    rule = rule_of(cast)
    work()
    assert words(one) != ""
    release(one, by=cast.ruth)
    RetentionRule.objects.filter(pk=rule.pk).update(passed_at=None)
    work()
    assert words(one) == ""
    assert [(held.reason, held.ended_by) for held in holds_of(one)] == [("Court file 12", cast.ruth)]


def test_a_hold_says_why(cast):
    with pytest.raises(NoReason):
        hold(resolved(cast), reason="  ", by=cast.ruth)


def test_what_was_merged_goes_with_it_and_a_hold_on_either_keeps_both(cast):
    into, other = stage.conversation_of(cast, "en"), stage.conversation_of(cast, "ko")
    hold(other, reason="Court", by=cast.ruth)
    merge(other, into=into, by=cast.mina)
    resolve(into, by=cast.mina.as_actor)
    aged(into)
    rule = rule_of(cast)
    work()
    assert words(into) != ""
    release(other, by=cast.ruth)
    RetentionRule.objects.filter(pk=rule.pk).update(passed_at=None)
    work()
    assert (words(into), words(other)) == ("", "")


def test_a_problem_is_kept_while_one_of_its_cases_is(cast):
    problem, case = resolved(cast, "en"), stage.conversation_of(cast, "ko")
    Conversation.objects.filter(pk=case.pk).update(parent=problem)
    rule = rule_of(cast)
    work()
    assert words(problem) != ""
    resolve(case, by=cast.mina.as_actor)
    aged(case)
    RetentionRule.objects.filter(pk=rule.pk).update(passed_at=None)
    work()
    RetentionRule.objects.filter(pk=rule.pk).update(passed_at=None)
    work()
    assert (words(case), words(problem)) == ("", "")


def test_it_begins_a_week_after_it_was_switched_on_and_can_be_stopped(cast, monkeypatch):
    one = resolved(cast)
    rule = make(RESOLVED, after=12, by=cast.ruth)
    switch_on(rule, by=cast.ruth)
    work()
    assert words(one) != ""
    now = clock.now() + COOLING
    monkeypatch.setattr(clock, "now", lambda: now)
    switch_off(rule, by=cast.ruth)
    work()
    assert words(one) != ""
    switch_on(rule, by=cast.ruth)
    work()
    assert words(one) != ""
    later = now + COOLING
    monkeypatch.setattr(clock, "now", lambda: later)
    work()
    assert words(one) == ""


def test_a_shorter_time_waits_anew(cast):
    one = resolved(cast, by=timedelta(days=100))
    rule = rule_of(cast, after=12)
    change(rule, after=2, kept_tags=[], by=cast.ruth)
    work()
    assert words(one) != ""


def test_a_large_backlog_is_done_bit_by_bit_from_where_it_stopped(cast, monkeypatch):
    monkeypatch.setitem(deleting.AT_ONCE, RESOLVED, 2)
    ones = [resolved(cast, address=f"a{number}@c.example") for number in range(5)]
    rule = rule_of(cast)
    assert running.step(rule.pk) == 2
    assert [bool(words(one)) for one in ones] == [False, False, True, True, True]
    assert RetentionRun.objects.get().ended_at is None
    assert [running.step(rule.pk) for _time in range(2)] == [2, 1]
    run = RetentionRun.objects.get()
    assert (run.counts["conversations"], run.ended_at is not None) == (5, True)


ROWS = st.tuples(st.integers(1, 900), st.booleans(), st.sampled_from(["open", "resolved", "spam"]))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(1, 900), st.booleans(), st.sampled_from(["open", "resolved", "spam"])),
        min_size=1,
        max_size=6,
    ),
    st.integers(1, 24),
    st.integers(7, 700),
)
def test_whatever_the_rules_nothing_younger_and_nothing_held_is_touched(cast, rows, months, days):
    RetentionRule.objects.all().delete()
    made = []
    for age, is_held, status in rows:
        one = stage.conversation_of(cast, address=f"c{len(made)}@customer.example")
        if status == "spam":
            mark_spam(one, by=SYSTEM)
        elif status == "resolved":
            resolve(one, by=SYSTEM)
        if is_held:
            hold(one, reason="Court", by=cast.ruth)
        made.append((aged(one, by=timedelta(days=age)), age, is_held, status))
    rule_of(cast, RESOLVED, after=months)
    rule_of(cast, SPAM, after=days)
    work()
    least = {"resolved": months * 28, "spam": days, "open": 10_000}
    most = {"resolved": months * 31, "spam": days, "open": 10_000}
    for one, age, is_held, status in made:
        if is_held or age < least[status]:
            assert words(one) != ""
        elif age > most[status]:
            assert words(one) == ""
    assert not due(RetentionRule.objects.get(what=RESOLVED)).exists()
