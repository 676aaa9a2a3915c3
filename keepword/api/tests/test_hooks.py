"""Our mail provider calls. Anybody may, so what is not proved changes nothing."""

import base64
import hashlib
import hmac
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from keepword.api.hooks import calling
from keepword.channels.email.models import StoredMail
from keepword.conversations.models import Inbox, Message
from keepword.conversations.replying import reply
from keepword.events import working
from keepword.people.models import Identity
from keepword.wiring import environment
from tests import cast as stage

pytestmark = pytest.mark.django_db
SECRET, KEY = "hooks:a-long-enough-password", "a-signing-key"
RAW = (
    "From: Ann Lee <ann@customer.example>\r\nTo: help@leafloom.example\r\nMessage-ID: <1@x>\r\nSubject: Tea\r\n\r\n"
    "Hello?\r\n"
)


def auth(secret=SECRET):
    return {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(secret.encode()).decode()}


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture
def provider(settings, cast):
    def use(name):
        env = {"KEEPWORD_HOOKS": name, "KEEPWORD_HOOKS_SECRET": SECRET, "KEEPWORD_HOOKS_KEY": KEY}
        settings.HOOKS = environment.hooks(env)

    return use


def postmark(client, *, secret=SECRET, kind="inbound", **changes):
    said = {"RawEmail": RAW, "OriginalRecipient": "help@leafloom.example", "Headers": []} | changes
    address = f"/hooks/mail/postmark/{kind}"
    return client.post(address, json.dumps(said), content_type="application/json", **auth(secret)).status_code


def test_a_mail_is_stored_as_it_came_and_taken_in_like_any_other(cast, client, provider):
    provider("postmark")
    headers = [{"Name": "Return-Path", "Value": "<ann@customer.example>"}]
    assert postmark(client, Headers=headers) == 200
    stored = StoredMail.objects.get()
    assert (stored.way, stored.envelope_from, stored.inbox) == ("hook", "ann@customer.example", cast.inbox)
    assert bytes(stored.raw).replace(b"\r\n", b"\n") == RAW.replace("\r\n", "\n").encode()
    working.run_due()
    message = Message.objects.get()
    assert (message.sender_address, message.text.strip()) == ("ann@customer.example", "Hello?")


def test_a_call_that_comes_twice_is_one_message(client, provider):
    provider("postmark")
    postmark(client)
    postmark(client)
    working.run_due()
    assert Message.objects.count() == 1


def test_a_mail_may_be_larger_than_a_form_without_files(client, provider):
    provider("postmark")
    assert postmark(client, RawEmail=RAW + "x" * 3_000_000) == 200


@pytest.mark.parametrize("secret", ["hooks:wrong", "", "a-long-enough-password:hooks"])
def test_who_does_not_know_the_password_changes_nothing(client, provider, secret):
    provider("postmark")
    assert postmark(client, secret=secret) == 400
    assert not StoredMail.objects.exists()


def test_nobody_is_answered_where_no_provider_is_set_or_another_one(client, provider):
    assert postmark(client) == 404
    provider("mailjet")
    assert postmark(client) == 404
    assert not StoredMail.objects.exists()


def test_mail_for_no_inbox_is_given_back_for_good(client, provider):
    provider("postmark")
    assert postmark(client, OriginalRecipient="nobody@leafloom.example") == 406


def test_mail_to_two_inboxes_is_kept_for_both(cast, client, provider):
    Inbox.objects.create(name="Sales", address="sales@leafloom.example", brand=cast.brand)
    provider("postmark")
    raw = RAW.replace("To: help@leafloom.example", "To: help@leafloom.example, Sales <sales@leafloom.example>")
    postmark(client, RawEmail=raw, OriginalRecipient="")
    assert StoredMail.objects.count() == 2


def test_what_cannot_be_kept_now_is_asked_for_again(client, provider, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("away")

    provider("postmark")
    monkeypatch.setattr(calling, "keep", away)
    client.raise_request_exception = False
    assert postmark(client) == 503


def test_what_is_no_call_of_theirs_is_refused(client, provider):
    provider("postmark")
    for body in ("{", "[]", "7"):
        answer = client.post("/hooks/mail/postmark/inbound", body, content_type="application/json", **auth())
        assert answer.status_code == 400


def mailgun(client, *, key=KEY, **changes):
    token, timestamp = "t" * 50, "1700000000"
    signature = hmac.new(key.encode(), f"{timestamp}{token}".encode(), hashlib.sha256).hexdigest()
    said = {
        "token": token, "timestamp": timestamp, "signature": signature, "sender": "ann@customer.example",
        "recipient": "help@leafloom.example", "body-plain": "Hello?", "attachment-count": "1",
        "message-headers": json.dumps([["From", "Ann Lee <ann@customer.example>"], ["Subject", "Tea"],
                                       ["To", "help@leafloom.example"], ["Message-Id", "<1@x>"]]),
        "attachment-1": SimpleUploadedFile("cup.png", b"\x89PNG" * 800_000, content_type="image/png"),
    }  # fmt: skip
    return client.post("/hooks/mail/mailgun/inbound", said | changes, **auth()).status_code


def test_a_signed_mail_that_was_taken_apart_is_put_together_again_with_its_files(client, provider):
    provider("mailgun")
    assert mailgun(client) == 200
    working.run_due()
    message = Message.objects.get()
    assert (message.sender_address, message.text.strip()) == ("ann@customer.example", "Hello?")
    assert [(file.name, file.size) for file in message.attachments.all()] == [("cup.png", 3_200_000)]


def test_a_wrong_signature_changes_nothing_even_with_the_password(client, provider):
    provider("mailgun")
    assert mailgun(client, key="guessed") == 400
    assert not StoredMail.objects.exists()


BOUNCE = {
    "RecordType": "Bounce", "ID": 4, "Type": "HardBounce", "TypeCode": 1, "Email": "ann@customer.example",
    "Details": "smtp;550 5.1.1 The email account does not exist: user unknown", "BouncedAt": "2026-11-21T18:00:00Z",
    "Description": "The server was unable to deliver your message",
}  # fmt: skip


def test_a_bounce_that_the_provider_tells_of_turns_the_reply_to_failed(cast, client, provider):
    message = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    provider("postmark")
    for _ in range(2):
        assert postmark(client, kind="tracking", MessageID=message.message_id, **BOUNCE) == 200
    message.refresh_from_db()
    assert (message.delivery_state, message.delivery_reason) == ("failed", "userunknown")
    assert Identity.objects.get(value="ann@customer.example").died_at is not None


def test_a_bounce_of_a_mail_that_is_not_ours_changes_nothing(cast, client, provider):
    message = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    provider("postmark")
    forged = message.message_id.replace("kw.", "kw.9", 1)
    assert postmark(client, kind="tracking", MessageID=forged, **BOUNCE) == 200
    message.refresh_from_db()
    assert message.delivery_state == "queued"


@pytest.mark.parametrize(
    ("env", "named"),
    [
        ({"KEEPWORD_HOOKS": "pigeon"}, "KEEPWORD_HOOKS"),
        ({"KEEPWORD_HOOKS": "postmark"}, "KEEPWORD_HOOKS_SECRET"),
        ({"KEEPWORD_HOOKS": "postmark", "KEEPWORD_HOOKS_SECRET": "a:short"}, "KEEPWORD_HOOKS_SECRET"),
        ({"KEEPWORD_HOOKS": "mailgun", "KEEPWORD_HOOKS_SECRET": SECRET}, "KEEPWORD_HOOKS_KEY"),
    ],
)
def test_an_unsafe_setting_is_refused_at_start(env, named):
    with pytest.raises(environment.SettingError, match=named):
        environment.hooks(env)
