"""A passkey opens the door of its owner, at our address, once for each question."""

from dataclasses import replace

import pytest
import time_machine

from keepword.people.accounts.factors import factors_of
from keepword.people.accounts.passkeys import NotProved, Site, add, ask, ask_again, confirm, offer, remove, whose
from keepword.people.accounts.tests.soft_key import PRESENT, SoftKey
from keepword.people.models import Agent, Passkey

pytestmark = pytest.mark.django_db
OURS = Site(host="desk.example", origin="https://desk.example")
THEIRS = Site(host="evil.example", origin="https://evil.example")


@pytest.fixture
def mina():
    return Agent.objects.create_user("mina@leafloom.example", name="Mina Park")


@pytest.fixture
def dave():
    return Agent.objects.create_user("dave@leafloom.example", name="Dave")


def key_of(agent, *, site=OURS, **options):
    key = SoftKey(origin=site.origin, host=site.host, **options)
    asked = offer(agent, site=OURS)
    add(agent, ticket=asked.ticket, response=key.make(asked.options), name="Phone", site=OURS)
    return key


def enter(key):
    asked = ask(site=OURS)
    return whose(ticket=asked.ticket, response=key.sign(asked.options), site=OURS)


def test_a_passkey_says_who_comes(mina, dave):
    key = key_of(mina)
    key_of(dave, credential_id=b"soft-key-2")
    assert enter(key) == mina
    assert (factors_of(mina).passkeys, Passkey.objects.get(agent=mina).used_at is None) == (1, False)


def test_each_answer_is_good_once(mina):
    key = key_of(mina)
    asked = ask(site=OURS)
    answer = {"ticket": asked.ticket, "response": key.sign(asked.options), "site": OURS}
    assert whose(**answer) == mina
    with pytest.raises(NotProved):
        whose(**answer)


def test_a_question_is_over_after_five_minutes(mina):
    with time_machine.travel("2026-03-02T09:00Z", tick=False) as time:
        key = key_of(mina)
        asked = ask(site=OURS)
        time.shift(301)
        with pytest.raises(NotProved):
            whose(ticket=asked.ticket, response=key.sign(asked.options), site=OURS)


def test_what_was_signed_for_another_site_opens_nothing_here(mina):
    key = key_of(mina)
    for there in (
        replace(key, origin=THEIRS.origin),
        replace(key, host=THEIRS.host),
        replace(key, origin="https://desk.example.evil.example"),
    ):
        with pytest.raises(NotProved):
            enter(there)
    with pytest.raises(NotProved):
        key_of(mina, site=THEIRS, credential_id=b"other")


def test_another_key_with_the_same_name_opens_nothing(mina):
    key_of(mina)
    with pytest.raises(NotProved):
        enter(SoftKey(origin=OURS.origin, host=OURS.host))


def test_alone_it_opens_only_when_the_device_made_sure_of_its_owner(mina):
    key = replace(key_of(mina), flags=PRESENT)
    with pytest.raises(NotProved):
        enter(key)
    asked = ask_again(mina, site=OURS)
    confirm(mina, ticket=asked.ticket, response=key.sign(asked.options), site=OURS)


def test_nobody_confirms_with_the_passkey_of_somebody_else(mina, dave):
    key_of(mina)
    key = key_of(dave, credential_id=b"soft-key-2")
    asked = ask_again(mina, site=OURS)
    with pytest.raises(NotProved):
        confirm(mina, ticket=asked.ticket, response=key.sign(asked.options), site=OURS)


def test_a_question_for_one_purpose_is_none_for_another(mina):
    key = key_of(mina)
    asked = ask(site=OURS)
    with pytest.raises(NotProved):
        confirm(mina, ticket=asked.ticket, response=key.sign(asked.options), site=OURS)


def test_a_copied_device_is_found_by_its_count(mina):
    key = key_of(mina, count=5)
    with pytest.raises(NotProved):
        enter(key)
    assert enter(replace(key, count=6)) == mina


def test_who_left_does_not_come_in(mina):
    key = key_of(mina)
    Agent.objects.update(is_active=False)
    with pytest.raises(NotProved):
        enter(key)


def test_a_passkey_belongs_to_one_person(mina, dave):
    key_of(mina)
    with pytest.raises(NotProved):
        key_of(dave)


def test_nobody_removes_what_is_not_theirs(mina, dave):
    key_of(mina)
    number = Passkey.objects.get().pk
    assert not remove(dave, number=number, by=dave.as_actor)
    assert remove(mina, number=number, by=mina.as_actor)


@pytest.mark.parametrize(
    "response",
    [
        {},
        {"rawId": 3},
        {"rawId": "c29mdC1rZXktMQ", "id": "c29mdC1rZXktMQ"},
        {"rawId": "c29mdC1rZXktMQ", "id": "c29mdC1rZXktMQ", "response": {"clientDataJSON": "!"}},
        {"rawId": "c29mdC1rZXktMQ", "id": "c29mdC1rZXktMQ", "type": "x", "response": {
            "clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AA"}},
    ],
)  # fmt: skip
def test_nonsense_is_refused_and_breaks_nothing(mina, response):
    key_of(mina)
    with pytest.raises(NotProved):
        whose(ticket=ask(site=OURS).ticket, response=response, site=OURS)
    with pytest.raises(NotProved):
        add(mina, ticket=offer(mina, site=OURS).ticket, response=response, name="x", site=OURS)
