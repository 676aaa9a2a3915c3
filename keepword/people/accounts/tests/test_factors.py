"""A second step is added, asked for, lost and required."""

from datetime import timedelta

import pytest
import time_machine

from keepword.events.models import AuditEntry
from keepword.kit import clock
from keepword.people.accounts import app, recovery, totp
from keepword.people.accounts.factors import NeedsOneFirst, StillNeeded, factors_of, is_required, require, reset
from keepword.people.accounts.tests.test_sessions import sit
from keepword.people.models import Agent, AuthenticatorApp, DeskSession, RecoveryCode

pytestmark = pytest.mark.django_db
AT = "2026-03-02T09:00Z"


@pytest.fixture
def mina():
    return Agent.objects.create_user("mina@leafloom.example", name="Mina Park")


def code(seed, *, later=0):
    return totp.code_of(seed, step=totp.step_at(clock.now()) + later)


def with_app(agent):
    seed = totp.new_seed()
    assert app.add(agent, seed=seed, code=code(seed))
    return seed


def test_an_app_is_added_by_its_first_code_and_not_by_a_wrong_one(mina):
    seed = totp.new_seed()
    with time_machine.travel(AT, tick=False):
        assert not app.add(mina, seed=seed, code=code(seed, later=5))
        assert not factors_of(mina).has_any
        assert app.add(mina, seed=seed, code=code(seed))
    assert factors_of(mina).has_app


def test_a_code_is_good_once_even_the_one_that_added_the_app(mina):
    with time_machine.travel(AT, tick=False) as time:
        seed = with_app(mina)
        assert not app.accepts(mina, code=code(seed))
        time.shift(30)
        assert app.accepts(mina, code=code(seed))
        assert not app.accepts(mina, code=code(seed))


def test_the_seed_is_kept_sealed(mina):
    seed = with_app(mina)
    assert seed not in AuthenticatorApp.objects.get().sealed_seed


def test_a_seed_that_was_offered_to_somebody_else_is_not_taken(mina):
    dave = Agent.objects.create_user("dave@leafloom.example", name="Dave")
    sealed = app.sealed_for(dave, seed=totp.new_seed())
    assert app.offered_to(dave, sealed=sealed)
    assert app.offered_to(mina, sealed=sealed) is None
    assert app.offered_to(mina, sealed="nonsense") is None


def test_a_code_on_paper_opens_once_however_it_is_written(mina):
    codes = recovery.make_codes(mina)
    assert len(set(codes)) == 10
    assert recovery.spend(mina, code=f"  {codes[0].upper().replace('-', ' ')} ")
    assert not recovery.spend(mina, code=codes[0])
    assert factors_of(mina).codes_left == 9
    assert not RecoveryCode.objects.filter(digest__contains=codes[1].replace("-", "")).exists()


def test_codes_of_somebody_else_and_codes_of_before_are_worth_nothing(mina):
    dave = Agent.objects.create_user("dave@leafloom.example", name="Dave")
    before = recovery.make_codes(mina)
    assert not recovery.spend(dave, code=before[0])
    recovery.make_codes(mina)
    assert not recovery.spend(mina, code=before[0])


def test_codes_on_paper_go_with_the_last_thing_they_stand_for(mina):
    with_app(mina)
    recovery.make_codes(mina)
    app.remove(mina, by=mina.as_actor)
    assert not RecoveryCode.objects.exists()


def test_who_asks_it_of_everybody_has_one_and_whoever_has_none_is_signed_out(mina):
    dave = Agent.objects.create_user("dave@leafloom.example", name="Dave")
    sit(mina), sit(dave)
    with pytest.raises(NeedsOneFirst):
        require(True, by=mina)
    assert not is_required()
    with_app(mina)
    require(True, by=mina)
    assert is_required()
    assert list(DeskSession.objects.values_list("agent", flat=True)) == [mina.pk]


def test_the_last_one_stays_as_long_as_everybody_needs_one(mina):
    with_app(mina)
    require(True, by=mina)
    with pytest.raises(StillNeeded):
        app.remove(mina, by=mina.as_actor)
    assert factors_of(mina).has_app
    require(False, by=mina)
    app.remove(mina, by=mina.as_actor)


def test_a_colleague_who_lost_everything_begins_again_and_it_is_kept_who_did_it(mina):
    ruth = Agent.objects.create_user("ruth@leafloom.example", name="Ruth", role="administrator")
    with_app(mina)
    recovery.make_codes(mina)
    sit(mina)
    reset(mina, by=ruth.as_actor)
    assert factors_of(mina).codes_left == 0
    assert not factors_of(mina).has_any
    assert not DeskSession.objects.exists()
    entry = AuditEntry.objects.get(name="agent.factors_reset")
    assert (entry.actor_id, entry.data["agent"]) == (ruth.pk, mina.pk)


def test_an_old_code_is_no_use(mina):
    with time_machine.travel(AT, tick=False) as time:
        seed = with_app(mina)
        time.shift(timedelta(minutes=2))
        assert not app.accepts(mina, code=code(seed, later=-3))
