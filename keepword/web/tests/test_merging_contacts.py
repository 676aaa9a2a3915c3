"""One person under several addresses: /contacts/<id>/merging."""

import io
import json
import zipfile

import pytest

from keepword.conversations.models import Inbox
from keepword.conversations.receiving import receive
from keepword.people.models import Contact, ContactMerge, NotSame
from keepword.people.noting import note
from keepword.people.permissions import LIGHT_AGENT
from keepword.privacy.erasing import erase
from tests import cast as stage


@pytest.fixture
def pair(cast):
    one = stage.conversation_of(cast, address="k.obermeier@old.example", name="Katja Obermeier").contact
    return one, stage.conversation_of(cast, address="k.obermeier@new.example", name="", subject="New address").contact


def words(page):
    return page.content.decode()


def test_a_suggestion_says_why_and_merging_shows_everything_in_one_place(mina, pair):
    one, two = pair
    page = words(mina.get(f"/contacts/{one.pk}"))
    assert "Perhaps the same person" in page and "Same name before the @" in page
    done = mina.post(f"/contacts/{one.pk}/merging/with", {"contact": two.pk}, follow=True)
    page = words(done)
    assert done.redirect_chain[0][0].startswith(f"/contacts/{one.pk}?merged=")
    assert "was merged into this contact" in page and "New address" in page
    assert "Perhaps the same person" not in page
    assert mina.get(f"/contacts/{two.pk}").headers["Location"] == f"/contacts/{one.pk}"
    assert mina.post(f"/contacts/{one.pk}/merging/with", {"contact": two.pk}).status_code == 302  # pressed twice
    assert ContactMerge.objects.count() == 1


def test_the_other_way_round_keeps_the_other_ones_name(mina, pair):
    one, two = pair
    done = mina.post(f"/contacts/{two.pk}/merging/with", {"contact": one.pk, "way": "into"})
    assert done.headers["Location"].startswith(f"/contacts/{one.pk}?")
    assert Contact.objects.get(pk=two.pk).merged_into_id == one.pk


def test_a_merge_is_undone_from_the_page_of_the_person(mina, pair):
    one, two = pair
    mina.post(f"/contacts/{one.pk}/merging/with", {"contact": two.pk})
    made = ContactMerge.objects.get()
    for _ in range(2):
        assert mina.post(f"/contacts/{one.pk}/merging/undoing", {"merged": made.pk}).status_code == 302
    assert "New address" in words(mina.get(f"/contacts/{two.pk}"))
    assert "Merged into this contact" not in words(mina.get(f"/contacts/{one.pk}"))


def test_somebody_else_is_remembered_and_can_be_taken_back(mina, pair):
    one, two = pair
    mina.post(f"/contacts/{one.pk}/merging/distinction", {"contact": two.pk})
    assert "Perhaps the same person" not in words(mina.get(f"/contacts/{two.pk}"))
    assert "k.obermeier@new.example" in words(mina.get(f"/contacts/{one.pk}/merging"))
    mina.post(f"/contacts/{one.pk}/merging/distinction", {"contact": two.pk, "taken_back": "yes"})
    assert "Perhaps the same person" in words(mina.get(f"/contacts/{two.pk}"))
    assert not NotSame.objects.exists()


def test_anybody_can_be_found_to_merge_with(cast, mina, pair):
    stage.conversation_of(cast, "ko")
    page = words(mina.get(f"/contacts/{pair[0].pk}/merging", {"q": "민지"}, headers={"HX-Request": "true"}))
    assert "김민지" in page and "<html" not in page
    assert "Nobody whom you may know" in words(mina.get(f"/contacts/{pair[0].pk}/merging", {"q": "nobody"}))


def test_who_may_not_know_the_other_one_is_not_shown_it_and_cannot_merge_it(cast, at_desk, pair):
    one, _two = pair
    closed = Inbox.objects.create(name="Closed", address="closed@leafloom.example", brand=cast.brand)
    closed.teams.create(name="Board")
    mail = stage.written(address="k.obermeier@home.example", name="")
    secret = receive(mail, inbox=closed).contact
    dave = at_desk(cast.dave)
    assert "home.example" not in words(dave.get(f"/contacts/{one.pk}"))
    assert dave.post(f"/contacts/{one.pk}/merging/with", {"contact": secret.pk}).status_code == 404
    assert dave.post(f"/contacts/{one.pk}/merging/distinction", {"contact": secret.pk}).status_code == 404
    assert "home.example" in words(at_desk(cast.ruth).get(f"/contacts/{one.pk}"))


def test_a_role_without_it_sees_neither_suggestions_nor_buttons(cast, at_desk, pair):
    one, two = pair
    cast.mina.role = LIGHT_AGENT
    cast.mina.save()
    page = words(at_desk(cast.mina).get(f"/contacts/{one.pk}"))
    assert "Perhaps the same person" not in page and "Merge with somebody" not in page
    assert at_desk(cast.mina).post(f"/contacts/{one.pk}/merging/with", {"contact": two.pk}).status_code == 403


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "999999"])
def test_nonsense_finds_nobody(mina, pair, number):
    one = pair[0]
    for what in ("with", "distinction", "undoing"):
        answer = mina.post(f"/contacts/{one.pk}/merging/{what}", {"contact": number, "merged": number})
        assert answer.status_code == 404


def test_what_cannot_be_merged_is_said_with_its_reason(cast, mina, pair):
    one, two = pair
    Contact.objects.filter(pk=two.pk).update(erased_at=one.created_at)
    refused = mina.post(f"/contacts/{one.pk}/merging/with", {"contact": two.pk})
    assert refused.status_code == 422 and "One of them is erased" in words(refused)


def test_erasing_and_handing_out_reach_the_whole_person(cast, at_desk, pair):
    one, two = pair
    note(two, text="zauberwort", by=cast.mina)
    desk = at_desk(cast.ruth)
    desk.post(f"/contacts/{one.pk}/merging/with", {"contact": two.pk})
    file = b"".join(desk.get(f"/contacts/{two.pk}/file?notes=yes").streaming_content)
    whole = json.loads(zipfile.ZipFile(io.BytesIO(file)).read("person.json"))
    assert (len(whole["person"]["addresses"]), whole["person"]["note"]) == (2, "zauberwort")
    assert len(whole["conversations"]) == 2
    report = erase(two, by=cast.ruth)
    assert (report.contact_id, report.counts["addresses"], report.counts["conversations"]) == (one.pk, 2, 2)
    assert erase(one, by=cast.ruth) == report
    assert list(Contact.objects.filter(pk__in=[one.pk, two.pk]).values_list("name", "note")) == [("", "")] * 2
    assert not ContactMerge.objects.exists()
