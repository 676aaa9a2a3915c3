from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import OperationalError

from keepword.events import backlog, bundling, claiming, log, reacting, working
from keepword.events.models import Bundle, Event, Task, size_of
from keepword.kit import clock

pytestmark = pytest.mark.django_db(transaction=True)

told: list[tuple[str, list[int]]] = []
broken: list[Exception] = []
faulty: set[int] = set()


def note(what, events):
    told.append((what, [event.data.get("n") for event in events]))
    Event.objects.create(name=what, at=clock.now(), actor_kind="system")


def give_out(event):
    give_out_all([event])


def give_out_all(events):
    note("given out", events)


def answer(event):
    answer_all([event])


def answer_all(events):
    note("answered", events)
    if broken:
        raise broken[0]
    if any(event.data.get("n") in faulty for event in events):
        raise RuntimeError("seven")


def tell(event):
    tell_all([event])


def tell_all(events):
    note("told", events)


def send(event):
    pass


class List:
    TOGETHER: dict = {}
    AFTERWARDS = {"came": [give_out, answer, tell], "left": [tell, send]}
    IN_GROUPS = {give_out: give_out_all, answer: answer_all, tell: tell_all}


@pytest.fixture(autouse=True)
def reactions(settings, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "tests_reactions", List)
    settings.REACTIONS = "tests_reactions"
    caches = (reacting.reaction_list, reacting.afterwards_by_name, reacting.groups_by_name)
    for cached in caches:
        cached.cache_clear()
    told.clear()
    broken.clear()
    faulty.update({7})
    yield
    for cached in caches:
        cached.cache_clear()


def happen(*numbers, name="came"):
    with transaction.atomic():
        return log.record_all(log.Fact(name, data={"n": number}) for number in numbers)


def kept(name):
    """How many times it was done and stayed so."""
    return Event.objects.filter(name=name).count()


def test_all_that_follows_from_a_transaction_is_one_row_and_is_done_in_the_order_of_the_list():
    happen(1, 2, 3)
    assert (Bundle.objects.get().size, Task.objects.count()) == (9, 0)
    assert working.run_due() == 9
    assert told == [("given out", [1, 2, 3]), ("answered", [1, 2, 3]), ("told", [1, 2, 3])]
    assert backlog.waiting() == 0


def test_what_goes_out_into_the_world_is_a_task_of_its_own():
    happen(1, 2, name="left")
    assert [task.reaction.rpartition(".")[2] for task in Task.objects.all()] == ["send", "send"]
    assert backlog.waiting() == 4


def test_facts_of_several_transactions_are_handed_on_together_and_in_their_order():
    happen(1)
    happen(2, name="left")
    happen(3)
    working.run_due_inside()
    assert told == [("given out", [1, 3]), ("answered", [1, 3]), ("told", [1, 2, 3])]


def test_a_reaction_that_fails_undoes_neither_other_reactions_nor_other_facts():
    facts = happen(6, 7, 8)
    working.run_due()
    assert (kept("given out"), kept("told")) == (1, 1)
    assert kept("answered") == 2  # six and eight, each by itself
    task = Task.objects.get()
    assert (task.event, task.attempts, task.last_error) == (facts[1], 1, "RuntimeError: seven")
    assert not Bundle.objects.exists()


def test_what_fails_is_tried_again_after_its_pause_and_shown_when_it_is_given_up():
    with time_machine.travel(clock.now(), tick=False) as time:
        happen(7)
        for _ in range(working.ATTEMPTS_WITH_A_FAULT):
            assert working.run_due()
            assert working.run_due() == 0
            time.move_to(clock.now() + timedelta(hours=2))
        task = Task.objects.dead().get()
        working.run_again(task)
        faulty.clear()
        assert working.run_due() == 1
    assert (kept("answered"), backlog.waiting(), Task.objects.count()) == (1, 0, 0)


def test_what_was_done_before_the_database_went_away_is_not_done_again():
    happen(1, 2)
    broken.append(OperationalError("the disk is full"))
    with pytest.raises(claiming.DatabaseAway) as away:
        working.run_due()
    assert (kept("given out"), backlog.waiting()) == (1, 4)
    assert working.run_due() == 0
    broken.clear()
    claiming.let_go(away.value.held)
    assert working.run_due() == 4
    assert (kept("given out"), kept("answered"), kept("told")) == (1, 1, 1)


def test_a_bundle_of_a_worker_that_was_killed_runs_when_its_lease_ends_or_at_once_when_nobody_else_works():
    with time_machine.travel(clock.now(), tick=False) as time:
        happen(1)
        assert len(claiming.claim_bundles()) == 1
        assert working.run_due() == 0
        time.move_to(clock.now() + claiming.LEASE + timedelta(seconds=1))
        assert len(claiming.claim_bundles()) == 1
        assert claiming.take_over() == 1
        assert working.run_due() == 3


def test_two_who_hold_the_same_bundle_leave_one_task_for_what_failed():
    happen(7)
    [mine], [theirs] = (list(Bundle.objects.all()) for _ in range(2))
    bundling.run_bundles([mine])
    bundling.run_bundles([theirs])
    assert Task.objects.count() == 1
    assert not Bundle.objects.exists()


def test_a_fact_that_was_erased_has_no_consequence_and_holds_up_nobody():
    first, _ = happen(1, 2)
    first.delete()
    working.run_due()
    assert told[0] == ("given out", [2])
    happen(3)[0].delete()
    assert working.run_due() == 3
    assert len(told) == 3
    assert backlog.waiting() == 0


def test_what_another_version_ran_in_groups_runs_alone(monkeypatch):
    happen(1, 2)
    monkeypatch.setattr(List, "IN_GROUPS", {answer: answer_all, tell: tell_all})
    reacting.groups_by_name.cache_clear()
    while working.run_due():
        pass
    assert told.count(("given out", [1])) == told.count(("given out", [2])) == 1
    assert backlog.waiting() == 0


def test_a_claim_takes_no_more_than_a_batch_but_always_one():
    def bundle(facts):
        work = [("answer", list(range(facts))), ("tell", [1])]
        return Bundle(work=work, size=size_of(work))

    assert [len(claiming.enough(map(bundle, sizes))) for sizes in ([60, 40, 1], [500, 1], [99, 2], [])] == [2, 1, 1, 0]


def test_a_long_transaction_leaves_several_bundles():
    happen(*range(450))
    assert [bundle.size for bundle in Bundle.objects.order_by("id")] == [600, 600, 150]


def test_how_long_the_oldest_waits_is_known():
    now = clock.now()
    assert backlog.oldest_due(at=now) is None
    happen(1, name="left")
    Bundle.objects.update(run_at=now - timedelta(minutes=5))
    assert backlog.oldest_due(at=now) == now - timedelta(minutes=5)
    assert (backlog.waiting(since=now - timedelta(minutes=1)), backlog.waiting()) == (1, 2)


def test_claiming_bundles_is_a_short_walk():
    now, later = clock.now(), clock.now() + timedelta(hours=1)
    Bundle.objects.bulk_create(
        Bundle(work=[("tell", [1])], size=1, run_at=now if number % 3 else later) for number in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = claiming.bundles_due_at(clock.now()).values_list("id")[: claiming.BATCH].explain().lower()
    assert "bundle_waiting" in plan
    assert not {word for word in ("sort", "temp b-tree", "seq scan", "bitmap") if word in plan}, plan
