"""Programs find duplicates, merge them and part them again."""

import pytest

from keepword.api.tests.program import Program
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def pair(cast):
    one = stage.conversation_of(cast, address="k.obermeier@old.example", name="Katja Obermeier").contact
    return one, stage.conversation_of(cast, address="k.obermeier@new.example", name="").contact


def test_a_program_merges_what_looks_alike_and_undoes_it(cast, pair):
    one, two = pair
    mina = Program(cast.mina)
    found = mina.send("GET", f"/contacts/{one.pk}/duplicates").json()["items"]
    assert [(item["contact"]["id"], item["score"], item["reasons"]) for item in found] == [(two.pk, 60, ["mailbox"])]
    for _ in range(2):
        merged = mina.send("POST", f"/contacts/{one.pk}/merges", {"contact": two.pk})
        assert merged.status_code == 200
        addresses = [known["value"] for known in merged.json()["addresses"]]
        assert addresses == ["k.obermeier@old.example", "k.obermeier@new.example"]
    assert mina.send("GET", f"/contacts/{two.pk}").json()["id"] == one.pk
    assert mina.send("GET", f"/contacts/{one.pk}/duplicates").json() == {"items": []}
    for _ in range(2):
        parted = mina.send("DELETE", f"/contacts/{one.pk}/merges/{two.pk}").json()
        assert [known["value"] for known in parted["addresses"]] == ["k.obermeier@old.example"]
    assert mina.send("GET", f"/contacts/{two.pk}").json()["id"] == two.pk


def test_two_who_are_told_apart_are_not_suggested(cast, pair):
    one, two = pair
    mina = Program(cast.mina)
    assert mina.send("PUT", f"/contacts/{two.pk}/others/{one.pk}").status_code == 200
    assert mina.send("GET", f"/contacts/{one.pk}/duplicates").json() == {"items": []}


def test_what_cannot_be_merged_is_refused_with_a_reason(cast, pair):
    one, two = pair
    mina = Program(cast.mina)
    wrong = [one.pk, 999_999]
    answers = [mina.send("POST", f"/contacts/{one.pk}/merges", {"contact": number}) for number in wrong]
    assert [answer.status_code for answer in answers] == [422, 422]
    three = stage.conversation_of(cast, "ko").contact
    for into, other in ((two, one), (three, two)):
        assert mina.send("POST", f"/contacts/{into.pk}/merges", {"contact": other.pk}).status_code == 200
    # The kept one went on itself: its id leads on, and the merge before is not undone over its head.
    assert mina.send("DELETE", f"/contacts/{two.pk}/merges/{one.pk}").status_code == 200
    assert mina.send("GET", f"/contacts/{one.pk}").json()["id"] == three.pk


def test_whoever_may_not_know_one_of_both_may_not_merge_them(cast, pair):
    one, two = pair
    assert Program(cast.stranger).send("POST", f"/contacts/{one.pk}/merges", {"contact": two.pk}).status_code == 404
