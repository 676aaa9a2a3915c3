"""Many conversations at once, at the desk."""

import pytest

from keepword.conversations.models import Bulk, Conversation
from keepword.events import working
from tests import cast as stage

HTMX = {"HX-Request": "true"}


@pytest.fixture
def two(cast, conversation):
    return [conversation, stage.conversation_of(cast, "ko")]


def ask(client, rows, act, **more):
    data = {"ids": ",".join(str(one.pk) for one in rows), "act": act, **more}
    return client.post("/bulk", data, headers=HTMX)


def finish():
    while working.run_due():
        pass


def statuses():
    return set(Conversation.objects.values_list("status", flat=True))


def test_a_selection_is_resolved_watched_and_taken_back(mina, two):
    first = ask(mina, two, "resolve").content.decode()
    assert "every 1s" in first
    assert "0 of 2" in first
    finish()
    number = Bulk.objects.get().pk
    told = mina.get(f"/bulk/{number}", headers=HTMX).content.decode()
    assert "2 of 2" in told
    assert "every 1s" not in told
    assert statuses() == {"resolved"}
    mina.post(f"/bulk/{number}/undoing", headers=HTMX)
    finish()
    assert statuses() == {"open"}


def test_all_in_a_view_are_meant_by_the_address_of_the_list(mina, two, cast):
    answer = mina.post("/bulk", {"act": f"assign:{cast.dave.pk}", "list": "/inbox/unassigned?sort=waiting"})
    assert answer.url == f"/bulk/{Bulk.objects.get().pk}"
    finish()
    assert set(Conversation.objects.values_list("assignee", flat=True)) == {cast.dave.pk}
    assert mina.post("/bulk", {"act": "resolve", "list": "/contacts"}).status_code == 404


def test_all_that_a_search_finds_is_meant_by_its_address(mina, two, cast):
    mina.post("/bulk", {"act": f"assign:{cast.dave.pk}", "list": "/search?q=status%3Aopen"})
    finish()
    assert set(Conversation.objects.values_list("assignee", flat=True)) == {cast.dave.pk}
    assert mina.post("/bulk", {"act": "resolve", "list": "/search?q=nothinghere"}).status_code == 422


@pytest.mark.parametrize(("act", "words"), [("tag", ""), ("reply", " "), ("fly", ""), ("snooze:x", "")])
def test_what_makes_no_sense_is_refused_in_words(mina, two, act, words):
    answer = ask(mina, two, act, words=words)
    assert answer.status_code == 422
    assert not Bulk.objects.exists()


def test_a_stranger_and_a_colleague_see_nothing_of_it_and_change_nothing(mina, stranger, at_desk, cast, two):
    ask(stranger, two, "resolve")
    finish()
    assert statuses() == {"open"}
    theirs = Bulk.objects.get().pk
    for client in (mina, at_desk(cast.ruth)):
        assert client.get(f"/bulk/{theirs}").status_code == 404
        assert client.post(f"/bulk/{theirs}/undoing").status_code == 404


def test_only_what_the_role_includes_is_offered(mina, stranger, cast, at_desk):
    page = mina.get("/bulk/choices").content.decode()
    assert "reply_and_resolve" in page
    cast.dave.role = "light_agent"
    cast.dave.save()
    dave = at_desk(cast.dave)
    assert dave.get("/bulk/choices").status_code == 403
    assert "bulk-bar" not in dave.get("/inbox/open").content.decode()
