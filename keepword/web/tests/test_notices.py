"""The bell, and the list behind it."""

from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keepword.conversations.assigning import assign
from keepword.conversations.noting import note
from keepword.events import working
from keepword.notices.models import Notice
from keepword.people.models import Agent


@pytest.fixture
def given(cast, conversation):
    """Dave was given a conversation and called in it."""
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    note(conversation, text="@Dave can you ask?", by=cast.mina)
    working.run_due_inside()
    return conversation


@pytest.fixture
def dave(cast, at_desk):
    return at_desk(cast.dave)


def text(answer):
    return answer.content.decode()


def test_the_bell_says_how_many_are_unread_without_asking(cast, conversation, dave):
    with CaptureQueriesContext(connection) as before:
        assert 'data-count=""' in text(dave.get("/inbox/spam"))
    note(conversation, text="@Dave can you ask?", by=cast.mina)
    working.run_due_inside()
    with CaptureQueriesContext(connection) as after:
        assert 'data-count="1"' in text(dave.get("/inbox/spam"))
    assert len(after) == len(before)


def test_the_list_says_what_happened_where_and_leads_there(given, dave):
    page = text(dave.get("/notices"))
    assert "Mina Park gave it to you." in page
    assert "Mina Park mentions you." in page
    assert "Where is my parcel?" in page
    assert f'href="/conversations/{given.pk}"' in page
    assert page.count('class="mark attention"') == 2


def test_opening_the_conversation_reads_what_was_told_of_it(given, dave):
    dave.get(f"/conversations/{given.pk}", headers={"HX-Request": "true", "X-Refresh": "true"})
    assert Notice.objects.unread().count() == 2  # a page that looks again by itself proves nothing
    assert 'data-count=""' in text(dave.get(f"/conversations/{given.pk}"))
    assert not Notice.objects.unread().exists()


def test_what_arrives_before_ones_eyes_is_read_by_the_page(given, dave):
    assert dave.post("/notices/reading", {"conversation": given.pk}).status_code == 204
    assert not Notice.objects.unread().exists()


def test_all_are_read_at_one_press_and_unread_again_at_another(given, dave):
    answer = dave.post("/notices/reading", follow=True)
    assert "All are marked as read." in text(answer)
    assert "Nothing is unread" in text(dave.get("/notices?state=unread"))
    undo = unquote(answer.request["QUERY_STRING"].removeprefix("read="))
    dave.post("/notices/reading", {"undo": undo})
    assert 'data-count="2"' in text(dave.get("/notices"))


def test_one_is_marked_and_marked_back(given, dave):
    one = Notice.objects.order_by("id")[0]
    dave.post("/notices/reading", {"notice": one.pk, "read": "yes"})
    assert 'data-count="1"' in text(dave.get("/notices/bell"))
    dave.post("/notices/reading", {"notice": one.pk, "read": "no"})
    assert 'data-count="2"' in text(dave.get("/notices/bell"))


@pytest.mark.parametrize(
    "data", [{"notice": "x"}, {"notice": "9" * 40}, {"undo": "yesterday"}, {"undo": "2026-13-45T00:00+00:00"}]
)
def test_a_mark_for_what_is_not_there_changes_nothing(given, dave, data):
    assert dave.post("/notices/reading", data).status_code == 302
    assert Notice.objects.unread().count() == 2
    assert dave.get("/notices?before=nonsense").status_code == 404


def test_nobody_sees_or_marks_those_of_a_colleague(cast, given, mina, stranger):
    one = Notice.objects.order_by("id")[0]
    for other in (mina, stranger):
        assert "gave it to you" not in text(other.get("/notices"))
        other.post("/notices/reading", {"notice": one.pk, "read": "yes"})
        other.post("/notices/reading", {"conversation": given.pk})
        other.post("/notices/reading")
    assert Notice.objects.unread().count() == 2


def test_whoever_loses_the_inbox_sees_nothing_of_it_any_more(cast, given, at_desk):
    cast.dave.teams.clear()
    page = text(at_desk(Agent.objects.get(pk=cast.dave.pk)).get("/notices"))
    assert "Where is my parcel?" not in page
    assert "gave it to you" not in page
