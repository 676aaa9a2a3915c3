"""Saved views for programs."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.models import SavedView
from keepword.conversations.tagging import tag
from tests import cast as stage

pytestmark = pytest.mark.django_db
LATE = {"name": "Late", "conditions": [{"field": "tag", "op": "is", "values": ["Late"]}], "sort": "waiting"}


@pytest.fixture
def cast():
    return stage.gather()


def test_a_view_is_saved_read_listed_changed_and_removed(cast):
    late = stage.conversation_of(cast)
    stage.conversation_of(cast)
    tag(late, name="late", by=cast.mina.as_actor)
    mina = Program(cast.mina)
    made = mina.send("POST", "/views", LATE)
    assert made.status_code == 201
    number = made.json()["id"]
    assert made.json()["conditions"] == [{"field": "tag", "op": "is", "values": ["late"]}]
    assert mina.get("/views").json()["items"] == [mina.get(f"/views/{number}").json()]
    assert [one["id"] for one in mina.get(f"/views/{number}/conversations").json()["items"]] == [late.pk]
    assert mina.get(f"/views/{number}/count").json() == {"count": 1, "is_more": False}
    assert mina.send("PUT", f"/views/{number}", {"name": "All"}).json()["conditions"] == []
    assert mina.get(f"/views/{number}/count").json()["count"] == 2
    page = mina.get(f"/views/{number}/conversations?limit=1").json()
    assert len(mina.get(f"/views/{number}/conversations?limit=1&cursor={page['next']}").json()["items"]) == 1
    assert mina.send("DELETE", f"/views/{number}").status_code == 200
    assert mina.get(f"/views/{number}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"conditions": [{"field": "colour", "op": "is", "values": ["red"]}]}, "/conditions"),
        ({"conditions": [{"field": "assignee", "op": "is", "values": [99999]}]}, "/conditions"),
        ({"team": 99999, "is_private": False}, "/team"),
        ({"team": 1}, "/team"),
        ({"name": "  "}, "/name"),
        ({"sort": "loudest"}, "/sort"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(cast, changes, pointer):
    refused = Program(cast.ruth).send("POST", "/views", LATE | changes)
    assert refused.status_code == 422
    assert pointer in str(refused.json()["errors"])
    assert not SavedView.objects.exists()


def test_a_shared_view_takes_the_permission(cast):
    shared = LATE | {"is_private": False}
    assert Program(cast.mina).send("POST", "/views", shared).status_code == 403
    number = Program(cast.ruth).send("POST", "/views", shared).json()["id"]
    assert Program(cast.mina).get(f"/views/{number}").status_code == 200
    assert Program(cast.mina).send("DELETE", f"/views/{number}").status_code == 403
    assert Program(cast.mina).get(f"/views/{number}/conversations?cursor=x").status_code == 400
