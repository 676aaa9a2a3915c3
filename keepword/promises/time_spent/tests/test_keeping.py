"""Where the time of real conversations went, as their verbs tell it."""

from datetime import date, timedelta

import pytest

from keepword.conversations.asides.beginning import Wanted, begin
from keepword.conversations.asides.closing import finish as finish_aside
from keepword.conversations.assigning import assign_team
from keepword.conversations.delivering import mark_failed
from keepword.conversations.joining.merging import merge
from keepword.conversations.joining.unmerging import unmerge
from keepword.conversations.marking_spam import mark_spam, unmark_spam
from keepword.conversations.models import Message
from keepword.conversations.replying import reply
from keepword.conversations.resolving import reopen, resolve
from keepword.conversations.tasks.finishing import finish
from keepword.conversations.tasks.giving import Asked, change, give
from keepword.events.models import Event
from keepword.events.working import run_due_inside
from keepword.hours.calendar import Calendar
from keepword.hours.defining import define
from keepword.people.models import Team
from keepword.promises.clocks.rebuilding import rebuild
from keepword.promises.models import TimeSpent, WeekSpent, WeekTouched
from keepword.promises.time_spent.counting import count_touched
from keepword.promises.time_spent.keeping import keep
from keepword.promises.time_spent.reading import Wanted as Shown
from keepword.promises.time_spent.reading import time_spent
from tests import cast as stage
from tests.outside import answer_to, arrive

WEEK = date(2026, 11, 16)
SUPPLIER = "sales@mill.example"


def solve(conversation, *, by):
    resolve(conversation, by=by.as_actor)
    while run_due_inside():
        pass


def settle():
    while run_due_inside():
        pass
    count_touched()


def hours_of(conversation):
    """Calendar hours of each part."""
    rows = TimeSpent.objects.filter(conversation=conversation)
    return {one.part: one.calendar_seconds / 3600 for one in rows}


def test_a_solved_conversation_tells_for_whom_it_waited(cast, conversation, travel):
    travel.to(2)
    reply(conversation, text="When did you order?", by=cast.mina)
    travel.to(7)
    stage.conversation_of(cast)  # somebody else
    resolve(conversation, by=cast.mina.as_actor)
    assert not TimeSpent.objects.exists()  # the answer to the press did not wait for it
    settle()
    assert hours_of(conversation) == {"agent": 2, "customer": 5}


def test_a_supplier_who_is_asked_by_letter_is_waited_for_until_they_answer(cast, conversation, travel):
    travel.to(1)
    asked = begin(conversation, wanted=Wanted("Trays", "When?", addresses=[SUPPLIER]), by=cast.mina)
    travel.to(2)
    reply(conversation, text="I ask the mill.", by=cast.mina)
    travel.to(11)
    arrive(cast, answer_to(asked.message_id))
    travel.to(12)
    reply(conversation, text="On Friday.", by=cast.mina)
    solve(conversation, by=cast.mina)
    assert hours_of(conversation) == {"agent": 2, "supplier": 10}


def test_a_letter_that_did_not_arrive_asked_nobody(cast, conversation, travel):
    travel.to(1)
    asked = begin(conversation, wanted=Wanted("Trays", "When?", addresses=[SUPPLIER]), by=cast.mina)
    mark_failed(Message.everywhere.get(pk=asked.pk), reason="no_such_address", detail="")
    travel.to(5)
    solve(conversation, by=cast.mina)
    assert hours_of(conversation) == {"agent": 5}


def test_a_team_that_is_asked_beside_is_waited_for_until_somebody_says_it_is_done(cast, conversation, travel):
    travel.to(1)
    asked = begin(conversation, wanted=Wanted("Trays", "Are there any?", team=cast.team), by=cast.mina)
    travel.to(4)
    finish_aside(asked.aside, by=cast.mina.as_actor)
    travel.to(6)
    solve(conversation, by=cast.mina)
    assert hours_of(conversation) == {"agent": 3, "team": 3}


@pytest.mark.parametrize("awaits", ["team", "supplier", "approval"])
def test_a_task_says_for_whom_we_wait(cast, conversation, travel, awaits):
    travel.to(1)
    task = give(Asked("Ask Ruth", agent=cast.dave, awaits=awaits), by=cast.mina, conversation=conversation)
    travel.to(9)
    finish(task, by=cast.dave)
    travel.to(10)
    solve(conversation, by=cast.mina)
    assert hours_of(conversation) == {"agent": 2, awaits: 8}


def test_our_own_work_is_ours_and_another_team_is_another(cast, conversation, travel):
    assign_team(conversation, to=cast.team, by=cast.mina.as_actor)
    other = Team.objects.create(name="Stock")
    cast.dave.teams.add(other)
    own = give(Asked("Look it up", team=cast.team), by=cast.mina, conversation=conversation)
    theirs = give(Asked("Look it up", team=other), by=cast.mina, conversation=conversation)
    assert (own.awaits, theirs.awaits) == ("", "team")
    assert give(Asked("Call", agent=cast.dave), by=cast.mina, conversation=conversation).awaits == ""
    change(theirs, to=Asked("Look it up now", team=other), by=cast.mina)
    theirs.refresh_from_db()
    assert theirs.awaits == "team"
    change(theirs, to=Asked("Look it up now", team=other, awaits="approval"), by=cast.mina)
    assert Event.objects.filter(name="task.changed").latest("id").data["awaits"] == "approval"


def test_opened_again_it_is_not_solved_and_solved_again_it_counts_once_more_in_that_week(cast, conversation, travel):
    travel.to(2)
    solve(conversation, by=cast.mina)
    travel.to(7 * 24)
    reopen(conversation, by=cast.mina.as_actor)
    settle()
    assert hours_of(conversation) == {}
    travel.to(7 * 24 + 1)
    solve(conversation, by=cast.mina)
    settle()
    assert hours_of(conversation) == {"agent": 3}  # the week between was nobody's
    assert TimeSpent.objects.get().week_on == WEEK + timedelta(weeks=1)
    assert WeekSpent.objects.get(week_on=WEEK).groups == []


def test_spam_counts_nowhere_and_merged_counts_once(cast, conversation, travel):
    other = stage.conversation_of(cast)
    travel.to(2)
    for one in (conversation, other):
        solve(one, by=cast.mina)
    mark_spam(conversation, by=cast.mina.as_actor)
    settle()
    assert (hours_of(conversation), hours_of(other)) == ({}, {"agent": 2})
    unmark_spam(conversation, by=cast.mina.as_actor)
    solve(conversation, by=cast.mina)
    undo = merge(other, into=conversation, by=cast.mina)
    settle()
    assert set(TimeSpent.objects.values_list("conversation_id", flat=True)) <= {conversation.pk}
    unmerge(undo, by=cast.mina)
    settle()
    assert hours_of(other) == {"agent": 2}


def test_nights_are_nobodys_in_opening_time(cast, conversation, travel):
    cast.inbox.business_hours = define("Office", calendar=Calendar("UTC", week=(((540, 1020),),) * 7))
    cast.inbox.save()
    travel.to(24)
    solve(conversation, by=cast.mina)
    row = TimeSpent.objects.get()
    assert (row.calendar_seconds, row.business_seconds) == (24 * 3600, 8 * 3600)


def test_weeks_are_counted_again_only_where_something_changed(cast, conversation, travel):
    travel.to(2)
    solve(conversation, by=cast.mina)
    assert (count_touched(), count_touched(), WeekTouched.objects.count()) == (1, 0, 0)
    shown = time_spent(Shown([WEEK], is_business=False))
    assert (shown.whole["agent"].n, shown.whole["agent"].seconds) == (1, 2 * 3600)
    assert shown.by_channel["email"]["agent"].quantile(0.5) == pytest.approx(2 * 3600, rel=0.06)
    elsewhere = time_spent(Shown([WEEK], inboxes=[cast.inbox.pk + 1], is_business=False))
    assert (elsewhere.whole, elsewhere.channels) == ({}, set())


def test_made_anew_from_the_log_it_is_the_same(cast, conversation, travel):
    travel.to(1)
    give(Asked("Ask Ruth", agent=cast.dave, awaits="approval"), by=cast.mina, conversation=conversation)
    travel.to(2)
    solve(conversation, by=cast.mina)
    settle()
    told, counted = hours_of(conversation), WeekSpent.objects.get().groups
    TimeSpent.objects.all().delete()
    WeekSpent.objects.all().delete()
    rebuild()
    assert (hours_of(conversation), WeekSpent.objects.get().groups) == (told, counted)
    assert told == {"agent": 1, "approval": 1}


def test_many_at_once_cost_the_queries_of_one(cast, travel, django_assert_max_num_queries):
    those = [stage.conversation_of(cast, address=f"a{number}@customer.example") for number in range(12)]
    travel.to(1)
    for one in those:
        give(Asked("Ask Ruth", agent=cast.dave, awaits="approval"), by=cast.mina, conversation=one)
        resolve(one, by=cast.mina.as_actor)
    with django_assert_max_num_queries(24):
        keep([one.pk for one in those])
    assert TimeSpent.objects.filter(part="agent").count() == 12
