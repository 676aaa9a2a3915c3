from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import OperationalError

from keepword.events import claiming, log, reacting, working
from keepword.events.models import Event, Task
from keepword.events.waking import INSIDE, OUTSIDE
from keepword.kit import clock

pytestmark = pytest.mark.django_db(transaction=True)

ran: list[int] = []


def write_down(event):
    ran.append(event.pk)


def not_now(event):
    raise reacting.TryLater("the other side sleeps")


def never(event):
    raise reacting.GiveUp("no such address")


def stumble(event):
    raise RuntimeError("a fault of ours")


def write_and_stumble_on_seven(event):
    Event.objects.create(name="made", at=event.at, actor_kind="system", data={"by": event.data.get("n")})
    if event.data.get("n") == 7:
        raise RuntimeError("seven")


def talk_to_the_outside(event):
    def written():
        write_and_stumble_on_seven(event)

    return written


def together(events):
    for event in events:
        write_and_stumble_on_seven(event)


def lose_the_database(event):
    raise OperationalError("the disk is full")


def ask_for_too_much(event):
    """Neither database returns so many columns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["1"] * 2100))


def ask_together(events):
    for event in events:
        if event.data["number"] == 7:
            ask_for_too_much(event)
        write_down(event)


def ask(event):
    ask_together([event])


class List:
    TOGETHER: dict = {}
    AFTERWARDS = {
        "well": [write_down],
        "later": [not_now],
        "hopeless": [never],
        "faulty": [stumble],
        "away": [lose_the_database],
        "outside": [talk_to_the_outside],
        "grouped": [write_and_stumble_on_seven],
        "too much": [ask_for_too_much],
        "too much together": [ask],
    }
    IN_GROUPS = {write_and_stumble_on_seven: together, ask: ask_together}


@pytest.fixture(autouse=True)
def reactions(settings, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "tests_reactions", List)
    settings.REACTIONS = "tests_reactions"
    caches = (reacting.reaction_list, reacting.afterwards_by_name, reacting.groups_by_name)
    for cached in caches:
        cached.cache_clear()
    ran.clear()
    yield
    for cached in caches:
        cached.cache_clear()


def happen(name, **data):
    with transaction.atomic():
        return log.record(name, **data)


def claimed(place=OUTSIDE):
    return claiming.claim(place, limit=5, lease=working.LEASE)


def test_a_fact_is_handed_on_once_and_its_task_is_gone():
    event = happen("well")
    working.run_due()
    working.run_due()
    assert ran == [event.pk]
    assert not Task.objects.exists()


def test_a_fact_that_was_rolled_back_has_no_consequence():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        log.record("well")
        raise ZeroDivisionError
    assert working.run_due() == 0
    assert not Event.objects.exists()


def test_a_fact_without_its_change_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        log.record("well")


def test_not_now_is_tried_again_after_growing_pauses_and_given_up_after_three_days():
    with time_machine.travel(clock.now(), tick=False) as time:
        happen("later")
        pauses = []
        while not Task.objects.dead().exists():
            assert working.run_due() == 1
            task = Task.objects.get()
            pauses.append((task.run_at - clock.now()).total_seconds())
            time.move_to(task.run_at + timedelta(seconds=1))
            assert len(pauses) < 200
        assert pauses[:8] == [5, 15, 60, 300, 900, 1800, 3600, 3600]
        assert timedelta(days=3) < clock.now() - task.first_failed_at < timedelta(days=3, hours=3)
    assert "the other side sleeps" in Task.objects.get().last_error


def test_what_is_hopeless_is_shown_at_once_and_can_be_run_again():
    happen("hopeless")
    working.run_due()
    task = Task.objects.dead().get()
    assert working.run_due() == 0
    working.run_again(task)
    assert working.run_due() == 1
    assert Task.objects.dead().count() == 1


def test_a_fault_of_ours_is_given_up_after_eight_attempts():
    with time_machine.travel(clock.now(), tick=False) as time:
        happen("faulty")
        for _ in range(working.ATTEMPTS_WITH_A_FAULT):
            assert working.run_due() == 1
            time.move_to(clock.now() + timedelta(hours=2))
        assert Task.objects.dead().count() == 1


def test_a_task_of_a_worker_that_was_killed_runs_when_its_lease_ends():
    with time_machine.travel(clock.now(), tick=False) as time:
        event = happen("well")
        assert len(claimed()) == 1  # and then the worker dies
        assert working.run_due() == 0
        time.move_to(clock.now() + claiming.LEASE + timedelta(seconds=1))
        assert working.run_due() == 1
    assert ran == [event.pk]


def test_one_bad_task_of_a_group_undoes_only_itself():
    for number in range(10):
        happen("grouped", n=number)
    working.run_due()
    made = Event.objects.filter(name="made").order_by("id")
    assert [event.data["by"] for event in made] == [0, 1, 2, 3, 4, 5, 6, 8, 9]
    assert Task.objects.get().event.data == {"n": 7}


def test_looking_for_work_where_there_is_none_is_one_query_of_each_kind(django_assert_num_queries):
    with django_assert_num_queries(3):  # bundles, tasks inside, tasks outside
        assert working.run_due() == 0


def test_a_worker_that_is_alone_takes_over_at_once_what_a_killed_one_held():
    event = happen("well")
    claimed()
    assert working.run_due() == 0
    assert claiming.take_over() == 1
    assert working.run_due() == 1
    assert ran == [event.pk]


def test_what_was_held_when_the_database_went_away_is_let_go_when_it_is_back():
    happen("away")
    with pytest.raises(claiming.DatabaseAway) as away:
        working.run_due()
    assert working.run_due() == 0
    claiming.let_go(away.value.held)
    with pytest.raises(claiming.DatabaseAway):
        working.run_due()
    assert Task.objects.get().attempts == 0


def test_what_the_database_can_never_do_is_the_fault_of_its_task_and_holds_up_nobody():
    happen("too much")
    happen("well")
    while working.run_due():
        pass
    assert len(ran) == 1
    assert Task.objects.get().attempts == 1


def test_one_impossible_task_of_a_group_holds_up_none_of_its_neighbours():
    events = [happen("too much together", number=number) for number in (6, 7, 8)]
    working.run_due()
    assert sorted(set(ran)) == [events[0].pk, events[2].pk]
    assert Task.objects.get().event == events[1]


def test_a_task_that_another_version_ran_in_groups_is_run_all_the_same():
    event = happen("well")
    Task.objects.update(place=INSIDE)
    assert working.run_due() == 1
    assert ran == [event.pk]
    assert not Task.objects.exists()


@pytest.mark.parametrize("place", [INSIDE, OUTSIDE])
def test_claiming_is_a_short_walk_however_many_tasks_are_dead_or_wait_for_later(place):
    """One index, read from its beginning in its own order: nothing is sorted and no dead or future task is met."""
    event, now, later = happen("nobody listens"), clock.now(), clock.now() + timedelta(hours=1)
    kinds = [{"run_at": now, "dead_at": now}, {"run_at": later}, {"run_at": now}]
    Task.objects.bulk_create(
        Task(event=event, reaction=f"{where} {number}", place=where, **kinds[number % 3])
        for where in (INSIDE, OUTSIDE)
        for number in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = claiming.due_at(clock.now(), place=place).values_list("id")[: working.BATCH].explain().lower()
    assert "task_waiting" in plan
    assert not {word for word in ("sort", "temp b-tree", "seq scan", "bitmap") if word in plan}, plan


def test_what_came_of_work_outside_is_written_with_the_removal_of_its_task():
    happen("outside")
    assert working.run_due() == 1
    assert (Event.objects.filter(name="made").count(), Task.objects.count()) == (1, 0)


def test_when_it_cannot_be_written_the_task_stays_and_is_tried_again():
    happen("outside", n=7)
    assert working.run_due() == 1
    assert not Event.objects.filter(name="made").exists()
    assert Task.objects.get().attempts == 1
