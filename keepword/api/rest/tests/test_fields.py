"""Programs read and write own fields."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.fields.defining import Draft, define
from keepword.events.actor import SYSTEM
from tests import cast as stage

pytestmark = pytest.mark.django_db


def test_fields_are_listed_written_and_refused_with_a_reason():
    cast = stage.gather()
    conversation = stage.conversation_of(cast)
    define(Draft("Size", kind="choices", choices=["S", "L"]), by=SYSTEM)
    define(Draft("Order", about="conversation", kind="number", is_required=True), by=SYSTEM)
    mina = Program(cast.mina)
    listed = mina.send("GET", "/fields").json()["items"]
    assert [(one["about"], one["key"], one["kind"]) for one in listed] == [
        ("contact", "size", "choices"),
        ("conversation", "order", "number"),
    ]
    theirs, its = f"/contacts/{conversation.contact_id}/fields", f"/conversations/{conversation.pk}/fields"
    assert mina.send("GET", theirs).json() == {"values": {"size": []}}
    assert mina.send("PUT", theirs, {"values": {"size": ["L", "S"]}}).json() == {"values": {"size": ["S", "L"]}}
    assert mina.send("PUT", theirs, {"values": {}}).json() == {"values": {"size": ["S", "L"]}}
    assert mina.send("PUT", its, {"values": {"order": ["7,50"]}}).json() == {"values": {"order": ["7.5"]}}
    assert mina.send("GET", its).json() == {"values": {"order": ["7.5"]}}
    for address, values, why in (
        (theirs, {"colour": ["x"]}, "no such field"),
        (theirs, {"size": ["XL"]}, "not among the choices"),
        (its, {"order": ["a"]}, "no number"),
        (its, {"order": []}, "needed"),
        (its, {"order": ["1", "2"]}, "one value"),
    ):
        refused = mina.send("PUT", address, {"values": values})
        assert refused.status_code == 422 and why in refused.content.decode(), values
