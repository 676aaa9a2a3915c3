"""Signatures are written and looked at, and whoever answers sees theirs."""

import pytest

from keepword.conversations.models import Signature
from keepword.conversations.signing.defining import Wanted, define
from keepword.events.actor import SYSTEM
from keepword.events.models import AuditEntry
from keepword.people.models import Agent
from keepword.web.tests.reading import error_of, words
from tests import cast as stage


@pytest.fixture
def signature(cast):
    return define(Wanted(cast.brand, "{{agent.name}}\n{{brand.name}}", language="ko"), by=SYSTEM)


def form(cast, **changes):
    return {"brand": cast.brand.pk, "team": "", "language": "", "text": "{{agent.name}}\nLoom"} | changes


def test_a_signature_is_written_listed_and_noted(cast, ruth):
    shown = ruth.post("/settings/signatures/new", form(cast, language="ko", team=cast.team.pk), follow=True)
    assert all(one in words(shown) for one in ("Saved", "Shop", "Korean", "{{agent.name}}"))
    assert AuditEntry.objects.filter(name="signature.defined").count() == 1


def test_how_it_reads_is_shown_before_it_is_kept(cast, ruth):
    shown = words(ruth.post("/settings/signatures/new", form(cast, preview="yes")))
    assert "Ruth Adler" in shown
    assert "Under one that nobody wrote" in shown
    assert not Signature.objects.exists()


def test_the_form_says_what_is_wrong_with_it(cast, ruth, signature):
    wrong = ruth.post("/settings/signatures/new", form(cast, text="{{agent.shoe}}"))
    assert (wrong.status_code, "agent.shoe" in error_of(wrong, "text")) == (422, True)
    twice = ruth.post("/settings/signatures/new", form(cast, language="ko"))
    assert (twice.status_code, "another signature" in error_of(twice, "language")) == (422, True)
    brand = {"name": "x", "slug": "x", "language": "en", "sender_name": "brand", "signature": "{{foo}}"}
    assert "foo" in error_of(ruth.post(f"/settings/brands/{cast.brand.pk}", brand), "signature")


def test_a_signature_is_put_away_and_comes_back(cast, ruth, signature):
    address = f"/settings/signatures/{signature.pk}/removal"
    assert "Bring it back" in words(ruth.post(address, {"removed": "yes"}, follow=True))
    assert ruth.get(f"/settings/signatures/{signature.pk}").status_code == 404
    ruth.post(address, {"removed": "no"})
    assert ruth.get(f"/settings/signatures/{signature.pk}").status_code == 200


def test_an_agent_says_what_they_are(cast, mina):
    own = {"name": "Mina Park", "title": "Tea adviser", "language": "en", "time_zone": "UTC", "undo_seconds": 0}
    assert mina.post("/settings", own | {"theme": "system"}).status_code == 302
    assert Agent.objects.get(pk=cast.mina.pk).title == "Tea adviser"


def test_whoever_answers_sees_what_will_stand_under_it(cast, mina, signature):
    korean, english = stage.conversation_of(cast, "ko"), stage.conversation_of(cast)
    assert "Mina Park" in words(mina.get(f"/conversations/{korean.pk}/signature"))
    assert words(mina.get(f"/conversations/{english.pk}/signature")).strip() == ""
    assert "Mina Park" in words(mina.post(f"/conversations/{korean.pk}/preview", {"text": "Hello"}))


def test_a_stranger_sees_no_signature_of_a_closed_inbox(cast, stranger, signature):
    assert stranger.get(f"/conversations/{stage.conversation_of(cast, 'ko').pk}/signature").status_code == 404
    assert stranger.get("/settings/signatures").status_code == 403
