"""What somebody deletes by hand is in the bin and nowhere else, and stands where it stood when it is restored."""

from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.assigning import assign
from keepword.conversations.binning import CannotDelete, put_in_bin, restore
from keepword.conversations.bulk import running
from keepword.conversations.bulk.beginning import begin
from keepword.conversations.finding.results import find
from keepword.conversations.inbound import Thread
from keepword.conversations.joining.merging import CannotMerge, merge
from keepword.conversations.marking_spam import mark_spam
from keepword.conversations.models import Bulk, BulkRow, Conversation
from keepword.conversations.models.conversation import VIEWS
from keepword.conversations.receiving import receive
from keepword.conversations.replying import reply
from keepword.conversations.resolving import reopen, resolve, wait_for_customer
from keepword.conversations.settling import need_no_reply
from keepword.conversations.snoozing import snooze
from keepword.conversations.tasks.giving import Asked, give
from keepword.conversations.tasks.listing import tasks_of
from keepword.conversations.views.built_in import BUILT_IN
from keepword.conversations.views.listing import count_of, page_of
from keepword.conversations.views.rules import Rule
from keepword.events.models import Event
from keepword.kit import clock
from keepword.privacy.retention import binned
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def one(cast) -> Conversation:
    made = stage.conversation_of(cast)
    assign(made, to=cast.ruth, by=cast.ruth.as_actor)
    return made


STOOD = {
    "open": lambda one, by: None,
    "settled": lambda one, by: need_no_reply(one, by=by.as_actor),
    "waiting": lambda one, by: wait_for_customer(one, by=by.as_actor),
    "snoozed": lambda one, by: snooze(one, until=clock.now() + timedelta(days=2), by=by.as_actor),
    "resolved": lambda one, by: resolve(one, by=by.as_actor),
    "spam": lambda one, by: mark_spam(one, by=by.as_actor),
}
SAID = ("status", "waiting_since", "snoozed_until", "resolved_at", "delete_at", "due_at", "assignee_id", "is_held")


def now(one) -> dict[str, object]:
    return Conversation.objects.values(*SAID).get(pk=one.pk)


def lists_with(one, *, agent) -> set[str]:
    """Every built-in list as a prepared page and as rules, and a view that somebody made."""
    seen = Conversation.objects.visible_to(agent)
    found = {name for name in VIEWS if seen.of_view(name, agent=agent).filter(pk=one.pk).exists()}
    asked = {name: kind.rules for name, kind in BUILT_IN.items()} | {"own": (Rule("language", "is", ("en",)),)}
    for name, rules in asked.items():
        page = page_of(rules, sort="newest", agent=agent, cursor=None, columns=("id",), limit=9)
        assert count_of(rules, agent=agent).number == len(page.rows)
        found |= {name} if page.rows else set()
    return found


@pytest.mark.parametrize("stood", STOOD)
def test_what_is_deleted_is_in_the_bin_alone_and_comes_back_as_it_was(cast, one, stood):
    STOOD[stood](one, cast.ruth)
    was, lists = now(one), lists_with(one, agent=cast.ruth)
    put_in_bin(one, by=cast.ruth)
    assert lists_with(one, agent=cast.ruth) == {"bin"}
    there = now(one)
    assert (there["status"], there["waiting_since"], there["due_at"]) == ("binned", None, None)
    restore(one, by=cast.ruth)
    assert now(one) == was
    assert lists_with(one, agent=cast.ruth) == lists


def test_both_are_done_once(cast, one):
    for act in (put_in_bin, put_in_bin, restore, restore):
        act(one, by=cast.ruth)
    names = list(Event.objects.filter(conversation_id=one.pk).values_list("name", flat=True))
    assert (names.count("conversation.deleted"), names.count("conversation.brought_back")) == (1, 1)


def test_what_was_put_aside_until_a_time_that_went_by_is_open(cast, one):
    with time_machine.travel(clock.now(), tick=False) as travel:
        STOOD["snoozed"](one, cast.ruth)
        put_in_bin(one, by=cast.ruth)
        travel.shift(timedelta(days=3))
        restore(one, by=cast.ruth)
    assert now(one)["status"] == "open"


def _writes(cast, one, **changes):
    return receive(stage.written(thread=Thread(conversation_id=one.pk), **changes), inbox=cast.inbox)


@pytest.mark.parametrize("stood", [name for name in STOOD if name != "spam"])
def test_a_customer_who_writes_is_never_lost_in_the_bin(cast, one, stood):
    STOOD[stood](one, cast.ruth)
    put_in_bin(one, by=cast.ruth)
    said = _writes(cast, one, text="Is anybody there?")
    assert said.conversation_id == one.pk
    there = now(one)
    assert (there["status"], there["delete_at"], there["waiting_since"]) == ("open", None, said.at)
    assert [line.data["was"] for line in Event.objects.filter(name="conversation.reopened")] == ["binned"]


def test_spam_from_the_bin_goes_to_spam(cast, one):
    mark_spam(one, by=cast.ruth.as_actor)
    put_in_bin(one, by=cast.ruth)
    _writes(cast, one)
    assert (now(one)["status"], now(one)["delete_at"]) == ("spam", None)


def test_the_word_of_a_robot_takes_nothing_out_of_the_bin(cast, one):
    put_in_bin(one, by=cast.ruth)
    _writes(cast, one, is_automatic=True)
    assert now(one)["status"] == "binned"


def _a_month_later(monkeypatch):
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert binned.empty_due() == 1


@pytest.mark.parametrize("stood", ["open", "spam"])
def test_after_a_month_it_is_in_no_list_and_cannot_be_restored(cast, one, stood, monkeypatch):
    STOOD[stood](one, cast.ruth)
    put_in_bin(one, by=cast.ruth)
    _a_month_later(monkeypatch)
    for act in (restore, put_in_bin):
        act(one, by=cast.ruth)
        assert lists_with(one, agent=cast.ruth) == set()
    _writes(cast, one, is_automatic=True)
    assert now(one)["status"] == ("spam" if stood == "spam" else "resolved")


def test_who_answers_it_takes_it_out(cast, one):
    put_in_bin(one, by=cast.ruth)
    reply(one, text="Here it is.", by=cast.mina)
    assert (now(one)["status"], now(one)["delete_at"]) == ("waiting", None)


def test_who_opens_it_takes_it_out(cast, one):
    put_in_bin(one, by=cast.ruth)
    reopen(one, by=cast.mina.as_actor)
    assert (now(one)["status"], now(one)["delete_at"]) == ("open", None)


def found(query, *, agent) -> list[int]:
    said = find(query, agent=agent, limit=9)
    return [number for _, number in said.hits] + ([said.exact] if said.exact else [])


def test_search_finds_it_where_it_is_asked_for_and_nowhere_else(cast, one):
    other = stage.conversation_of(cast)
    put_in_bin(one, by=cast.ruth)
    assert found("parcel", agent=cast.ruth) == [other.pk]
    assert found("-walnut", agent=cast.ruth) == [other.pk]
    assert found("tag:x -parcel", agent=cast.ruth) == []
    assert found(one.reference, agent=cast.ruth) == []
    assert found("in:bin", agent=cast.ruth) == [one.pk]
    assert found("in:bin parcel", agent=cast.ruth) == [one.pk]
    assert found(f"in:bin {one.reference}", agent=cast.ruth) == [one.pk]
    assert found("in:bin parcel", agent=cast.stranger) == []
    assert [trouble.kind for trouble in find("in:bag parcel", agent=cast.ruth, limit=9).troubles] == ["in"]


def test_its_tasks_are_nobodys_until_it_is_back(cast, one):
    give(Asked("Call the courier", agent=cast.mina), by=cast.ruth, conversation=one)
    give(Asked("Water the plants", agent=cast.mina), by=cast.ruth)

    def mine():
        return [task.words for task in tasks_of(cast.mina, whose="mine", is_done=False)]

    put_in_bin(one, by=cast.ruth)
    assert mine() == ["Water the plants"]
    restore(one, by=cast.ruth)
    assert mine() == ["Call the courier", "Water the plants"]


def _bulk(do, one, *, by, to=None) -> tuple[str, str]:
    made = begin(do, by=by, to=to, ids=[one.pk])
    running.run(Event.objects.get(name="bulk.begun", data__bulk=made.pk))
    return BulkRow.objects.values_list("state", "reason").get(bulk=Bulk.objects.get(pk=made.pk))


def test_many_are_restored_at_once_and_nothing_else_is_done_to_them(cast, one):
    put_in_bin(one, by=cast.ruth)
    assert _bulk("tag", one, by=cast.ruth, to="winter") == ("failed", "binned")
    assert _bulk("restore", one, by=cast.ruth) == ("done", "")
    assert now(one)["status"] == "open"


def test_nothing_is_merged_with_what_is_deleted(cast, one):
    other = stage.conversation_of(cast, "ko")
    put_in_bin(one, by=cast.ruth)
    for left, right in ((one, other), (other, one)):
        with pytest.raises(CannotMerge) as refused:
            merge(left, into=right, by=cast.ruth)
        assert refused.value.why == "binned"


def test_what_was_merged_is_deleted_by_the_one_in_which_it_goes_on(cast, one):
    other = stage.conversation_of(cast, "ko")
    merge(other, into=one, by=cast.ruth)
    with pytest.raises(CannotDelete):
        put_in_bin(other, by=cast.ruth)
