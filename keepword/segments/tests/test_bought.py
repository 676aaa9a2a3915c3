"""Segments by what people bought: what a condition means, and that they enter and leave by themselves."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from keepword.commerce.drafts import OrderDraft
from keepword.commerce.enrolling import MembershipDraft, enrol
from keepword.commerce.taking_in import take_in
from keepword.conversations.views.rules import Rule
from keepword.events.actor import SYSTEM
from keepword.kit import clock
from keepword.people.identifying import identify
from keepword.people.merging.merging import merge
from keepword.people.merging.unmerging import unmerge
from keepword.people.models import Contact, ContactMerge, SegmentMember
from keepword.privacy.erasing import erase
from keepword.segments.defining import Draft, define
from keepword.segments.following import OF_CONVERSATIONS, follow
from keepword.segments.tests.conftest import NOW, names_in
from keepword.segments.walking import walk_to_the_end
from tests import cast as stage

DAY = timedelta(days=1)
ANN, KIM, WANG = "ann@customer.example", "kim@customer.example", "wang@customer.example"
NAMES = {ANN: "Ann Lee", KIM: "김민지", WANG: "王小明"}
ALL = set(NAMES.values())


def order(number, *, address=ANN, days_ago=0, total=5000, currency="EUR", state="paid", **more):
    placed = clock.now() - days_ago * DAY
    told = OrderDraft(
        number, currency, total, address=address, name=NAMES.get(address, ""), state=state,
        times={"placed": placed}, **more,
    )  # fmt: skip
    return take_in(told, by=SYSTEM).order


def quiet(monday):
    """What happened until now is counted."""
    monday.shift(60)
    follow()
    monday.shift(60)


@pytest.fixture
def three(cast, monday):
    """Ann ordered twice, long ago and yesterday; Kim once, in won, and is gold; Wang wrote and never bought."""
    order("1", days_ago=100)
    order("2", days_ago=1, total=2500)
    order("3", address=KIM, days_ago=40, total=70_000, currency="KRW")
    order("4", address=KIM, days_ago=2, total=70_000, currency="KRW", state="cancelled")
    enrol(MembershipDraft("Leaf", KIM, tier="Straße GOLD", points=1200), by=SYSTEM)
    identify(address=WANG, name=NAMES[WANG])
    return {name: Contact.objects.get(name=name) for name in ALL}


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        (Rule("orders", "at_least", (1,)), {"Ann Lee", "김민지"}),
        (Rule("orders", "at_least", (2,)), {"Ann Lee"}),
        (Rule("orders", "at_least", (0,)), ALL),
        (Rule("orders", "at_most", (0,)), {"王小明"}),
        (Rule("orders", "at_most", (1,)), {"김민지", "王小明"}),
        (Rule("spent", "at_least", (7500, "EUR")), {"Ann Lee"}),
        (Rule("spent", "at_least", (7501, "EUR")), set()),
        (Rule("spent", "at_least", (1, "KRW")), {"김민지"}),
        (Rule("spent", "at_least", (70_001, "KRW")), set()),
        (Rule("spent", "at_most", (7500, "EUR")), ALL),
        (Rule("spent", "at_most", (0, "EUR")), {"김민지", "王小明"}),
        (Rule("first_order", "longer_ago", (100, "days")), set()),
        (Rule("first_order", "longer_ago", (99, "days")), {"Ann Lee"}),
        (Rule("first_order", "in_last", (100, "days")), {"Ann Lee", "김민지"}),
        (Rule("first_order", "in_last", (40, "days")), {"김민지"}),
        (Rule("last_order", "longer_ago", (30, "days")), set()),
        (Rule("last_order", "in_last", (1, "days")), {"Ann Lee"}),
        (Rule("last_order", "before", ("2026-11-15",)), {"김민지"}),
        (Rule("last_order", "after", ("2026-11-15",)), {"Ann Lee"}),
        (Rule("last_order", "is_set"), {"Ann Lee", "김민지"}),
        (Rule("last_order", "is_empty"), {"王小明"}),
        (Rule("tier", "is", ("STRASSE gold",)), {"김민지"}),
        (Rule("tier", "is", ("silver", "straße  Gold")), {"김민지"}),
        (Rule("tier", "is", ("nobody's",)), set()),
        (Rule("tier", "is_not", ("straße gold",)), {"Ann Lee", "王小明"}),
        (Rule("tier", "is_not", ("nobody's",)), ALL),
        (Rule("tier", "is_set"), {"김민지"}),
        (Rule("tier", "is_empty"), {"Ann Lee", "王小明"}),
        (Rule("points", "at_least", (1200,)), {"김민지"}),
        (Rule("points", "at_least", (1201,)), set()),
        (Rule("points", "at_most", (1200,)), {"김민지"}),
        (Rule("points", "is_empty"), {"Ann Lee", "王小明"}),
    ],
    ids=lambda one: f"{one.field} {one.op} {one.values}" if isinstance(one, Rule) else "",
)
def test_a_condition_means_what_it_says(three, segment, rule, names):
    assert names_in(segment(rule)) == names


def test_an_order_that_comes_is_paid_back_or_changes_hands_is_followed(three, segment, monday):
    made = segment(Rule("spent", "at_least", (10_000, "EUR")))
    quiet(monday)
    order("5", total=2500)
    assert names_in(made) == set()
    assert follow() == 1
    assert names_in(made) == {"Ann Lee"}
    monday.shift(60)
    order("5", total=2500, state="refunded")
    follow()
    assert names_in(made) == set()
    monday.shift(60)
    order("5", total=50_000, state="paid")
    follow()
    monday.shift(60)
    order("5", total=50_000, state="paid", address=WANG)  # it was somebody else's
    assert follow() == 2
    assert names_in(made) == {"王小明"}


def test_points_and_tiers_are_followed(three, segment, monday):
    made = segment(Rule("points", "at_least", (2000,)))
    monday.shift(60)
    enrol(MembershipDraft("Leaf", KIM, tier="gold", points=2000), by=SYSTEM)
    enrol(MembershipDraft("Leaf", WANG, points=3000), by=SYSTEM)
    follow()
    assert names_in(made) == {"김민지", "王小明"}


def test_people_leave_and_enter_as_time_passes(three, segment, monday):
    idle, fresh = (segment(Rule("last_order", op, (10, "days")), name=op) for op in ("longer_ago", "in_last"))
    assert (names_in(idle), names_in(fresh)) == (set(), {"Ann Lee", "김민지"})
    for hours, names in [(8 * 24 - 1, set()), (2, {"김민지"}), (24, {"Ann Lee", "김민지"})]:
        for _hour in range(hours):
            monday.shift(timedelta(hours=1))
            follow()
        assert names_in(idle) == names
        assert names_in(fresh) == {"Ann Lee", "김민지"} - names


def test_who_is_merged_parted_and_erased_is_counted_right(cast, three, segment):
    made = segment(Rule("orders", "at_least", (3,)))
    merged = merge(three["김민지"], into=three["Ann Lee"], by=cast.ruth)
    assert names_in(made) == {"Ann Lee"}
    unmerge(merged, by=cast.ruth)
    assert names_in(made) == set()
    made = segment(Rule("orders", "at_least", (1,)), name="Any")
    erase(three["Ann Lee"], by=cast.ruth)
    assert names_in(made) == {"김민지"}


def test_mails_are_not_looked_through_for_who_asks_of_purchases_alone(cast, three, segment, monday):
    segment(Rule("orders", "at_least", (1,)))
    quiet(monday)
    stage.conversation_of(cast, "ar")
    with CaptureQueriesContext(connection) as asked:
        assert follow() == 0
    facts = [one["sql"] for one in asked if "events_event" in one["sql"]]
    assert len(facts) == 1
    assert OF_CONVERSATIONS[0] not in facts[0] and "order.placed" in facts[0]


def test_orders_are_not_looked_at_while_no_segment_asks_for_them(cast, three, segment, monday):
    segment(Rule("open", "is_set"))
    quiet(monday)
    order("5")
    with CaptureQueriesContext(connection) as asked:
        assert follow() == 0
    assert not [one for one in asked if "commerce" in one["sql"] or "order.placed" in one["sql"]]


STEPS = some.one_of(
    some.tuples(
        some.just("order"), some.sampled_from("1234"), some.sampled_from([ANN, KIM, WANG]),
        some.sampled_from(["placed", "paid", "cancelled", "refunded"]), some.integers(0, 12),
    ),
    some.tuples(some.just("points"), some.sampled_from([ANN, KIM, WANG]), some.integers(0, 3)),
    some.tuples(some.just("merge"), some.sampled_from([(ANN, KIM), (KIM, WANG), (WANG, ANN)])),
    some.tuples(some.just("unmerge")),
    some.tuples(some.just("wait"), some.integers(1, 25)),
)  # fmt: skip
ASKED = [
    Rule("orders", "at_least", (2,)),
    Rule("orders", "at_most", (0,)),
    Rule("spent", "at_least", (5000, "EUR")),
    Rule("first_order", "longer_ago", (7, "days")),
    Rule("last_order", "in_last", (5, "days")),
    Rule("tier", "is_not", ("tier 2",)),
    Rule("points", "at_most", (1,)),
]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=some.lists(STEPS, min_size=1, max_size=10))
def test_following_and_looking_at_everybody_say_the_same(db, steps):
    with transaction.atomic(), time_machine.travel(NOW, tick=False) as traveller:
        _live_through(steps, traveller=traveller)
        transaction.set_rollback(True)


def _live_through(steps, *, traveller):
    cast = stage.gather()
    made = [define(Draft(str(number), [rule]), by=cast.ruth) for number, rule in enumerate(ASKED)]
    for one in made:
        walk_to_the_end(one)
    for step in steps:
        traveller.shift(timedelta(minutes=5))
        _take(step, by=cast.ruth, traveller=traveller)
        follow()
    followed = _who()
    for one in made:
        walk_to_the_end(one)
    assert _who() == followed


def _who():
    return sorted(SegmentMember.objects.values_list("segment__name", "contact_id"))


def _take(step, *, by, traveller):
    kind, *what = step
    if kind == "order":
        number, address, state, days = what
        order(number, address=address, state=state, days_ago=days)
    elif kind == "points":
        enrol(MembershipDraft("Leaf", what[0], tier=f"Tier {what[1]}", points=what[1]), by=SYSTEM)
    elif kind == "merge":
        one, other = (identify(address=address) for address in what[0])
        if one.pk != other.pk:
            merge(one, into=other, by=by)
    elif kind == "unmerge":
        for merged in ContactMerge.objects.standing().filter(kept__merged_into=None).order_by("-id")[:1]:
            unmerge(merged, by=by)
    else:
        for _turn in range(what[0]):
            traveller.shift(timedelta(hours=7))
            follow()
