"""Mentions and followers by program."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.noting import note
from tests import cast as stage

pytestmark = pytest.mark.django_db


def test_a_program_reads_the_mentions_of_its_agent_and_marks_them():
    cast = stage.gather()
    conversation = stage.conversation_of(cast)
    said = note(conversation, text="@Dave one", by=cast.mina)
    program = Program(cast.dave)
    [one] = program.get("/mentions?is_read=false").json()["items"]
    assert (one["conversation"], one["message"], one["text"]) == (conversation.pk, said.pk, "@Dave one")
    assert program.send("PUT", f"/mentions/{one['id']}/reading").json()["read_at"]
    assert program.get("/mentions?is_read=false").json()["items"] == []
    assert program.send("DELETE", f"/mentions/{one['id']}/reading").json()["read_at"] is None
    assert Program(cast.mina).send("PUT", f"/mentions/{one['id']}/reading").status_code == 404


def test_a_program_follows_and_stops_and_calls_nobody_who_may_not_see_it():
    cast = stage.gather()
    conversation = stage.conversation_of(cast)
    program, address = Program(cast.ruth), f"/conversations/{conversation.pk}"
    assert program.send("PUT", f"{address}/following").json()["items"] == [{"id": cast.ruth.pk, "name": "Ruth Adler"}]
    assert program.send("DELETE", f"{address}/following").json()["items"] == []
    answer = program.post(f"{address}/notes", {"text": "@Sam Other"})
    assert answer.status_code == 422
    assert "Sam Other" in answer.content.decode()
