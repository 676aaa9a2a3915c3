"""Programs read and write companies."""

import pytest

from keepword.api.tests.program import Program
from keepword.conversations.fields.defining import Draft, define
from keepword.events.actor import SYSTEM
from tests import cast as stage

pytestmark = pytest.mark.django_db


def test_a_company_is_made_given_people_changed_and_listed():
    cast = stage.gather()
    contact = stage.conversation_of(cast).contact
    define(Draft("Employees", about="company", kind="number"), by=SYSTEM)
    mina = Program(cast.mina)
    made = mina.send("POST", "/companies", {"name": "Acme", "domains": ["acme.example"]})
    assert made.status_code == 201
    address = f"/companies/{made.json()['id']}"
    assert mina.send("PUT", f"/contacts/{contact.pk}/company", {"company": made.json()["id"]}).status_code == 200
    assert mina.send("GET", f"/contacts/{contact.pk}").json()["company"] == made.json()["id"]
    changed = mina.send("PATCH", address, {"note": "Pay late."}).json()
    assert (changed["domains"], changed["note"]) == (["acme.example"], "Pay late.")
    assert mina.send("PUT", f"{address}/fields", {"values": {"employees": ["250"]}}).status_code == 200
    assert mina.send("GET", f"{address}/fields").json() == {"values": {"employees": ["250"]}}
    assert [one["name"] for one in mina.send("GET", "/companies?name=ACME").json()["items"]] == ["Acme"]
    assert mina.send("GET", "/companies?name=Other").json()["items"] == []
    assert mina.send("POST", "/companies", {"name": "acme"}).status_code == 422
    assert mina.send("PATCH", address, {"domains": ["gmail.com"]}).status_code == 422
    assert mina.send("PUT", f"/contacts/{contact.pk}/company", {"company": 999}).status_code == 422
    assert mina.send("PUT", f"/contacts/{contact.pk}/company", {"company": None}).json()["company"] is None
    assert mina.send("GET", address).status_code == 200  # whoever made it sees it while nobody belongs to it
    assert Program(cast.dave).send("GET", address).status_code == 404
