"""Within the limits at once, above them with somebody else's word."""

from datetime import timedelta

import pytest

from keepword.care.arranging import limits_as_set, rules_in_force
from keepword.care.giving import Erased, NobodyMayApprove, NothingGiven, give, standing_of
from keepword.care.models import Gift, GiftKind
from keepword.care.tests.conftest import START, arranged, wish
from keepword.conversations.history.lines import history
from keepword.conversations.models import InternalTask
from keepword.events.models import AuditEntry, Event
from keepword.people.models import Agent, Role
from keepword.people.permissions import GIVE, OWN
from keepword.privacy.erasing import erase
from tests import cast as stage


def test_what_is_within_the_limit_is_given_at_once(cast, conversation):
    gift = give(conversation, wish=wish(20_00, order_number=" 4711 "), by=cast.mina)
    assert (gift.state, gift.given_at, gift.is_alone, gift.order_number) == ("given", START, True, "4711")
    assert history(conversation)[-2].text == "Mina Park gave the customer €20.00 (Refund)."
    entry = AuditEntry.objects.get(name="gift.given")
    assert (entry.data["amount"], entry.data["currency"], entry.actor_id) == (2000, "EUR", cast.mina.pk)


def test_the_agent_sees_before_what_they_may_give(cast, conversation):
    give(conversation, wish=wish(20_00), by=cast.dave)
    standing = standing_of(conversation, agent=cast.mina)
    assert (standing.allowance.most, standing.used.customer, standing.used.agent) == (30_00, 20_00, 0)
    give(conversation, wish=wish(25_00), by=cast.mina)
    standing = standing_of(conversation, agent=cast.mina)
    assert (standing.allowance.most, standing.allowance.by) == (15_00, "customer")


def test_what_is_above_is_asked_for_and_counts_only_with_a_yes(cast, conversation, asked):
    assert (asked.state, asked.given_at, asked.is_alone) == ("asked", None, False)
    assert standing_of(conversation, agent=cast.mina).used.customer == 0
    assert Event.objects.get(name="gift.asked").data["to"] == [cast.ruth.pk]


def test_a_customer_is_one_in_all_conversations_and_for_all_agents(cast, conversation):
    other = stage.conversation_of(cast)
    assert other.contact_id == conversation.contact_id
    for agent in (cast.mina, cast.dave):
        assert give(conversation, wish=wish(30_00), by=agent).state == "given"
    assert give(other, wish=wish(1), by=cast.dave).state == "asked"


def test_an_agent_has_a_purse_over_all_customers(cast):
    for number in range(3):
        one = stage.conversation_of(cast, address=f"{number}@customer.example")
        assert give(one, wish=wish(30_00), by=cast.mina).state == "given"
    last = stage.conversation_of(cast, address="last@customer.example")
    assert standing_of(last, agent=cast.mina).allowance.most == 10_00
    assert give(last, wish=wish(10_01), by=cast.mina).state == "asked"


def test_the_period_moves_on(cast, conversation, travel):
    for _once in range(2):
        give(conversation, wish=wish(30_00), by=cast.mina)
    travel.move_to(START + timedelta(days=30) - timedelta(seconds=1))
    assert standing_of(conversation, agent=cast.mina).allowance.most == 0
    travel.move_to(START + timedelta(days=30))
    assert standing_of(conversation, agent=cast.mina).allowance.most == 30_00


def test_two_sendings_of_one_form_are_one_gift(cast, conversation):
    first = give(conversation, wish=wish(20_00), by=cast.mina, mark="form:x")
    assert give(conversation, wish=wish(20_00), by=cast.mina, mark="form:x") == first
    assert Event.objects.filter(name="gift.given").count() == 1


def test_what_is_to_be_done_in_the_shop_is_a_task_of_whoever_gave_it(cast, conversation):
    gift = give(conversation, wish=wish(20_00, order_number="4711"), by=cast.mina)
    assert gift.task.agent == cast.mina
    assert gift.task.words == "Carry out: Refund, €20.00 · 4711"
    done = give(conversation, wish=wish(5_00, is_done=True), by=cast.mina)
    assert (done.task, done.carried_out_by) == (None, cast.mina)


def test_or_of_the_team_that_does_such_things(cast, conversation):
    arranged(cast, team=cast.team)
    assert give(conversation, wish=wish(20_00), by=cast.mina).task.team == cast.team
    assert InternalTask.objects.count() == 1


@pytest.mark.parametrize(
    "bad", [{"amount": 0}, {"amount": -5}, {"amount": 10**13}, {"reason": "because"}, {"reason": ""}]
)
def test_what_makes_no_gift_is_refused(cast, conversation, bad):
    with pytest.raises(NothingGiven):
        give(conversation, wish=wish(**{"amount": 20_00} | bad), by=cast.mina)
    assert not Gift.objects.exists()


def test_nothing_is_given_of_a_kind_that_is_switched_off_or_while_all_is_off(cast, conversation):
    GiftKind.objects.filter(key="credit").update(is_on=False)
    with pytest.raises(NothingGiven):
        give(conversation, wish=wish(5_00, kind="credit"), by=cast.mina)
    arranged(cast, is_on=False)
    assert standing_of(conversation, agent=cast.mina) is None
    with pytest.raises(NothingGiven):
        give(conversation, wish=wish(5_00), by=cast.mina)


def test_an_own_reason_is_one(cast, conversation):
    arranged(cast, reasons=["Broken cup", "", "Broken  cup"])
    assert rules_in_force().reasons == ["Broken cup"]
    assert give(conversation, wish=wish(5_00, reason="Broken cup"), by=cast.mina).reason == "Broken cup"


def test_what_nobody_could_ever_approve_is_refused_at_once(cast, conversation):
    Agent.objects.filter(pk=cast.ruth.pk).update(is_active=False)
    with pytest.raises(NobodyMayApprove):
        give(conversation, wish=wish(45_00), by=cast.mina)


def test_an_own_role_has_its_own_limits_and_nothing_before_they_are_set(cast, conversation):
    role = Role.objects.create(name="Shop floor", permissions=[GIVE], made_at=START)
    Agent.objects.filter(pk=cast.mina.pk).update(role=OWN, own_role=role)
    mina = Agent.objects.get(pk=cast.mina.pk)
    assert standing_of(conversation, agent=mina).allowance.most == 0
    limits = limits_as_set("EUR")
    assert limits[OWN, role.pk].for_one == 30_00
    arranged(cast, limits=limits)
    assert standing_of(conversation, agent=mina).allowance.most == 30_00


def test_another_currency_begins_anew(cast, conversation):
    give(conversation, wish=wish(30_00), by=cast.mina)
    arranged(cast, currency="JPY")
    assert standing_of(conversation, agent=cast.mina).used.customer == 0


def test_nothing_is_written_about_somebody_who_is_erased(cast, conversation, asked):
    given = give(conversation, wish=wish(20_00, note="Her vase", order_number="4711"), by=cast.mina)
    assert erase(conversation.contact, by=cast.ruth).counts["gifts"] == 1
    given.refresh_from_db()
    asked.refresh_from_db()
    assert (given.note, given.order_number, given.amount, asked.state) == ("", "", 20_00, "withdrawn")
    with pytest.raises(Erased):
        give(conversation, wish=wish(5_00), by=cast.mina)
