"""A person asks what is kept about them, and to be forgotten: /contacts/<id>/privacy."""

import io
import json
import zipfile

import pytest

from keepword.events.models import AuditEntry, Event
from keepword.privacy.erasing import BEGUN, follow
from keepword.privacy.models import Erasure
from tests import cast as stage


@pytest.fixture
def conversation(cast):
    return stage.conversation_of(cast, "zh-Hans")


@pytest.fixture
def address(conversation):
    return f"/contacts/{conversation.contact_id}/privacy"


def test_the_page_says_what_is_kept_and_what_erasing_does(cast, at_desk, address, conversation):
    page = at_desk(cast.ruth).get(address)
    assert page.status_code == 200
    assert conversation.contact.name in page.content.decode()
    assert "This cannot be undone." in page.content.decode()


def test_the_word_is_typed_before_anything_is_erased(cast, at_desk, address, conversation):
    for wrong in ("", "yes", "ERAS"):
        assert at_desk(cast.ruth).post(address, {"word": wrong}).status_code == 422
    assert Erasure.objects.count() == 0
    conversation.contact.refresh_from_db()
    assert conversation.contact.name != ""


def test_afterwards_the_page_is_the_report(cast, at_desk, address, conversation):
    name = conversation.contact.name
    assert at_desk(cast.ruth).post(address, {"word": " erase "}).status_code == 302
    page = at_desk(cast.ruth).get(address).content.decode()
    assert "This person is erased" in page
    assert name not in page
    assert "Ruth Adler" in page


def test_the_conversation_says_that_its_words_were_erased(cast, at_desk, address, conversation):
    at_desk(cast.ruth).post(address, {"word": "erase"})
    page = at_desk(cast.ruth).get(f"/conversations/{conversation.pk}")
    assert page.status_code == 200
    assert "The words were erased" in page.content.decode()
    assert "订单" not in page.content.decode()


def test_the_file_is_saved_and_never_kept_by_a_browser(cast, at_desk, conversation):
    response = at_desk(cast.ruth).get(f"/contacts/{conversation.contact_id}/file?notes=yes")
    assert (response["Content-Type"], response["Cache-Control"]) == ("application/zip", "private, no-store")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert json.loads(archive.read("person.json"))["conversations"][0]["subject"] == "订单还没有到"
    assert AuditEntry.objects.get(name="contact.exported").actor_id == cast.ruth.pk


def test_it_takes_the_permission_and_a_person_whom_one_may_know(cast, at_desk, address):
    assert at_desk(cast.mina).get(address).status_code == 403
    assert at_desk(cast.mina).post(address, {"word": "erase"}).status_code == 403
    cast.stranger.role = "manager"
    cast.stranger.save()
    assert at_desk(cast.stranger).get(address).status_code == 404
    assert at_desk(cast.stranger).get(address.replace("privacy", "file")).status_code == 404
    assert at_desk(cast.stranger).post(address, {"word": "erase"}).status_code == 404


def test_a_manager_of_some_inboxes_is_told_who_can(cast, at_desk, address):
    cast.mina.role = "manager"
    cast.mina.save()
    answer = at_desk(cast.mina).post(address, {"word": "erase"})
    assert answer.status_code == 422
    assert "somebody who sees every inbox" in answer.content.decode()
    assert Erasure.objects.count() == 0


def test_the_page_says_that_it_goes_on_and_then_that_it_is_done(cast, at_desk, address, conversation, monkeypatch):
    monkeypatch.setattr("keepword.web.contacts.privacy.AT_ONCE", 0)
    assert at_desk(cast.ruth).post(address, {"word": "erase"}).status_code == 302
    page = at_desk(cast.ruth).get(address).content.decode()
    assert "This person is being erased" in page
    part = at_desk(cast.ruth).get(address, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in part
    assert "<html" not in part
    assert at_desk(cast.stranger).get(address).status_code == 404
    follow(Event.objects.get(name=BEGUN))
    part = at_desk(cast.ruth).get(address, headers={"HX-Request": "true"}).content.decode()
    assert "This person is erased" in part
    assert "every 1s" not in part
