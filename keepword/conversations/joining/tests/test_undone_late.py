"""A merge is undone after a colleague has changed what it made: their word stands, and what is gone
does not come back."""

from datetime import timedelta

import pytest
import time_machine

from keepword.conversations.binning import KEPT, put_in_bin, restore
from keepword.conversations.joining.merging import merge
from keepword.conversations.joining.unmerging import CannotUnmerge, unmerge
from keepword.conversations.marking_spam import mark_spam, unmark_spam
from keepword.conversations.models import Conversation, Merge
from keepword.kit import clock
from keepword.privacy.retention.binned import empty_due
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def pair(cast):
    older = stage.conversation_of(cast, at=clock.now() - timedelta(hours=2))
    newer = stage.conversation_of(cast, at=clock.now() - timedelta(hours=1), subject="Parcel again")
    return older, newer


def status_of(*conversations):
    return [Conversation.objects.values_list("status", flat=True).get(pk=one.pk) for one in conversations]


def test_what_was_marked_as_spam_since_is_spam_still(cast, pair):
    older, newer = pair
    merged = merge(older, into=newer, by=cast.mina)
    mark_spam(newer, by=cast.dave.as_actor)
    unmerge(merged, by=cast.mina)
    assert status_of(older, newer) == ["open", "spam"]
    newer.refresh_from_db()
    assert newer.waiting_since is None
    unmark_spam(newer, by=cast.dave.as_actor)
    assert status_of(newer) == ["open"]
    newer.refresh_from_db()
    assert newer.waiting_since == newer.messages.get().at


def test_what_was_spam_for_a_while_stays_as_it_is_now(cast, pair):
    older, newer = pair
    merged = merge(older, into=newer, by=cast.mina)
    mark_spam(newer, by=cast.dave.as_actor)
    unmark_spam(newer, by=cast.dave.as_actor)
    unmerge(merged, by=cast.mina)
    assert status_of(older, newer) == ["open", "open"]
    newer.refresh_from_db()
    assert newer.waiting_since == newer.messages.get().at


def test_what_lies_in_the_bin_since_stays_there_and_the_other_comes_out(cast, pair):
    older, newer = pair
    merged = merge(older, into=newer, by=cast.mina)
    put_in_bin(newer, by=cast.ruth)
    unmerge(merged, by=cast.mina)
    assert status_of(older, newer) == ["open", "binned"]
    newer.refresh_from_db()
    restore(newer, by=cast.ruth)
    assert status_of(newer) == ["open"]
    assert [one.messages.count() for one in pair] == [1, 1]


def test_nothing_comes_back_out_of_what_was_emptied(cast, pair):
    older, newer = pair
    merged = merge(older, into=newer, by=cast.mina)
    put_in_bin(newer, by=cast.ruth)
    with time_machine.travel(clock.now() + KEPT + timedelta(hours=1)):
        empty_due()
        with pytest.raises(CannotUnmerge) as refused:
            unmerge(merged, by=cast.mina)
    assert refused.value.why == "emptied"
    assert status_of(older, newer) == ["merged", "deleted"]
    assert Merge.objects.standing().filter(pk=merged.pk).exists()
