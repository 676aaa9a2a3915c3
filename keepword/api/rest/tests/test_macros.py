"""Macros for programs."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.inbound import File
from keepword.conversations.macros.actions import Action
from keepword.conversations.macros.defining import Draft, define
from tests import cast as stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return stage.gather()


def test_a_macro_is_read_with_its_words_acts_files_and_counts(cast):
    draft = Draft(
        "Late", {"en": "Sorry", "ko": "죄송합니다"}, "Parcels", team=cast.team, actions=[Action("tag", "late")]
    )
    made = define(draft, by=cast.ruth, files=[File("a.pdf", "application/pdf", b"a")])
    item = Program(cast.mina).get(f"/macros/{made.pk}").json()
    assert item == {
        "id": made.pk,
        "name": "Late",
        "folder": "Parcels",
        "team": {"id": cast.team.pk, "name": "Shop"},
        "is_private": False,
        "texts": [{"language": "en", "text": "Sorry"}, {"language": "ko", "text": "죄송합니다"}],
        "actions": [{"do": "tag", "to": "late"}],
        "files": [{"name": "a.pdf", "type": "application/pdf", "size": 1}],
        "use_count": 0,
        "last_used_at": None,
    }
    assert Program(cast.mina).get("/macros").json() == {"items": [item], "next": None}
    assert Program(cast.stranger).get("/macros").json()["items"] == []


def test_nobody_elses_private_macro_is_told(cast):
    private = define(Draft("Mine", {"en": "x"}, owner=cast.mina), by=cast.mina)
    assert Program(cast.mina).get(f"/macros/{private.pk}").json()["is_private"] is True
    assert Program(cast.ruth).get(f"/macros/{private.pk}").status_code == 404


def test_a_reply_with_a_mark_is_refused_by_its_place(cast):
    conversation = stage.conversation_of(cast)
    answer = Program(cast.mina).send("POST", f"/conversations/{conversation.pk}/replies", {"text": "Hello [[name]]"})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"pointer": "/text", "detail": "Fill in or remove: [[name]]"}]
