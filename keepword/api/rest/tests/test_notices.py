"""Notices by program."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.assigning import assign
from keepword.events import working
from keepword.notices.models import Notice
from tests import cast as stage

pytestmark = pytest.mark.django_db


def test_a_program_reads_the_notices_of_its_agent_and_marks_them():
    cast = stage.gather()
    conversation = stage.conversation_of(cast)
    assign(conversation, to=cast.dave, by=cast.mina.as_actor)
    working.run_due_inside()
    program = Program(cast.dave)
    [one] = program.get("/notices?is_read=false").json()["items"]
    assert (one["kind"], one["conversation"], one["count"]) == ("assigned", conversation.pk, 1)
    assert program.send("PUT", f"/notices/{one['id']}/reading").json()["read_at"]
    assert program.get("/notices?is_read=false").json()["items"] == []
    assert program.send("DELETE", f"/notices/{one['id']}/reading").json()["read_at"] is None
    other = Program(cast.mina)
    assert other.get("/notices").json()["items"] == []
    assert other.send("PUT", f"/notices/{one['id']}/reading").status_code == 404
    assert Notice.objects.unread().count() == 1
