"""How much somebody may give without asking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keepword.care.budgets import NOTHING, Allowance, Limits, Used, allowance, may_approve

AMOUNT = st.integers(min_value=0, max_value=10**12)
LIMIT = st.none() | AMOUNT
LIMITS = st.builds(Limits, LIMIT, LIMIT, LIMIT)
USED = st.builds(Used, AMOUNT, AMOUNT)


@pytest.mark.parametrize(
    ("limits", "used", "expected"),
    [
        (Limits(), Used(), Allowance(None)),
        (Limits(), Used(10**12, 10**12), Allowance(None)),
        (NOTHING, Used(), Allowance(0, "one")),
        (Limits(for_one=0), Used(), Allowance(0, "one")),
        (Limits(for_one=30), Used(99, 99), Allowance(30, "one")),
        (Limits(30, 60, 100), Used(), Allowance(30, "one")),
        (Limits(30, 60, 100), Used(customer=40), Allowance(20, "customer")),
        (Limits(30, 60, 100), Used(customer=30), Allowance(30, "one")),
        (Limits(30, 60, 100), Used(agent=95), Allowance(5, "agent")),
        (Limits(30, 60, 100), Used(customer=60, agent=100), Allowance(0, "customer")),
        (Limits(30, 60, 100), Used(customer=75), Allowance(0, "customer")),
        (Limits(per_customer=60), Used(customer=61), Allowance(0, "customer")),
        (Limits(per_agent=1), Used(customer=10**12), Allowance(1, "agent")),
    ],
)
def test_the_narrowest_limit_says_what_may_be_given_alone(limits, used, expected):
    assert allowance(limits, used=used) == expected


@given(limits=LIMITS, used=USED)
def test_what_is_covered_never_passes_any_limit(limits, used):
    most = allowance(limits, used=used).most
    if most is None:
        assert limits == Limits()
        return
    assert most >= 0
    for limit, spent in ((limits.for_one, 0), (limits.per_customer, used.customer), (limits.per_agent, used.agent)):
        assert limit is None or most == 0 or spent + most <= limit


@given(limits=LIMITS, used=USED, amount=st.integers(min_value=1, max_value=10**12))
def test_one_unit_more_than_the_allowance_is_not_covered(limits, used, amount):
    found = allowance(limits, used=used)
    assert found.covers(amount) == (found.most is None or amount <= found.most)
    if found.most is not None:
        assert found.covers(found.most)
        assert not found.covers(found.most + 1)


@given(limits=LIMITS, used=USED, more=AMOUNT)
def test_who_got_more_is_never_given_more(limits, used, more):
    now, later = allowance(limits, used=used), allowance(limits, used=Used(used.customer + more, used.agent + more))
    assert now.most is None or (later.most is not None and later.most <= now.most)


@pytest.mark.parametrize(
    ("limit", "amount", "may"), [(None, 10**12, True), (200, 200, True), (200, 201, False), (0, 1, False)]
)
def test_nobody_says_yes_to_more_than_they_could_give_at_once(limit, amount, may):
    assert may_approve(Limits(for_one=limit), amount=amount) is may
