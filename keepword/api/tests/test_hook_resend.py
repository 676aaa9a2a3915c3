"""Resend names a mail, and we fetch it."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest

from keepword.api.hooks import resend
from keepword.api.hooks.calls import Elsewhere
from keepword.api.tests.providers import ANN, INBOX, RAW, SAID, SECRET, auth
from keepword.channels.email.models import StoredMail
from keepword.conversations import threading
from keepword.conversations.delivering import mark_sent
from keepword.conversations.models import Conversation, Message
from keepword.conversations.replying import reply
from keepword.events import working
from keepword.kit import clock
from keepword.kit.http import Answer
from keepword.wiring import environment
from tests import cast as stage

pytestmark = pytest.mark.django_db
ID = "56761188-7520-42d8-8898-ff6fc54ce618"
SIGNING = base64.b64encode(b"resend's secret for inbound").decode()


@pytest.fixture
def cast(settings):
    env = {"KEEPWORD_HOOKS": "resend", "KEEPWORD_HOOKS_SECRET": SECRET, "KEEPWORD_HOOKS_API_KEY": "an-api-key"}
    other = base64.b64encode(b"the one for reports").decode()
    settings.HOOKS = environment.hooks(env | {"KEEPWORD_HOOKS_KEY": f"whsec_{other},whsec_{SIGNING}"})
    return stage.gather()


@pytest.fixture
def their_side(monkeypatch):
    """What Resend answers to whom; the fetching itself has tests of its own."""
    asked = []
    found = json.dumps({"id": ID, "raw": {"download_url": "https://cdn.resend.example/raw?token=1"}})

    def download(address, *, headers=None):
        asked.append((address, headers))
        return Answer(200, "", found.encode() if headers else RAW.encode())

    monkeypatch.setattr(resend, "download", download)
    return asked


def call(client, said, *, kind="inbound", key=SIGNING, ago=0, **changes):
    body, at = json.dumps(said), str(int((clock.now() - timedelta(seconds=ago)).timestamp()))
    digest = hmac.digest(base64.b64decode(key), f"msg_1.{at}.{body}".encode(), hashlib.sha256)
    signed = {"HTTP_SVIX_ID": "msg_1", "HTTP_SVIX_TIMESTAMP": at,
              "HTTP_SVIX_SIGNATURE": "v1,b3RoZXI= v1," + base64.b64encode(digest).decode()}  # fmt: skip
    address = f"/hooks/mail/resend/{kind}"
    return client.post(address, body, content_type="application/json", **(auth() | signed | changes)).status_code


def received():
    data = {"email_id": ID, "from": ANN, "to": [INBOX], "cc": [], "subject": "Tea", "attachments": []}
    return {"type": "email.received", "created_at": "2026-11-21T18:00:00.000Z", "data": data}


def test_a_mail_is_fetched_whole_and_becomes_a_message_once(client, cast, their_side):
    for _ in range(2):
        assert call(client, received()) == 200
    working.run_due()
    assert Message.objects.get().text.strip() == SAID
    key = {"Authorization": "Bearer an-api-key"}
    assert their_side[:2] == [
        (f"https://api.resend.com/emails/receiving/{ID}", key), ("https://cdn.resend.example/raw?token=1", None),
    ]  # fmt: skip


def test_a_mail_that_cannot_be_fetched_now_is_asked_for_again(client, cast, monkeypatch):
    def away(*args, **kwargs):
        raise Elsewhere("Too slow.")

    monkeypatch.setattr(resend, "download", away)
    assert call(client, received()) == 503
    assert not StoredMail.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"HTTP_SVIX_SIGNATURE": ""},
        {"HTTP_SVIX_SIGNATURE": "v1,Z3Vlc3NlZA=="},
        {"HTTP_SVIX_SIGNATURE": "v1,\u00e9"},
        {"HTTP_SVIX_ID": "msg_2"},
        {"HTTP_SVIX_TIMESTAMP": ""},
        {"HTTP_SVIX_TIMESTAMP": "soon"},
        {"key": base64.b64encode(b"guessed").decode()},
        {"ago": 3600},
        auth("hooks:wrong"),
    ],
)
def test_what_is_not_proved_fetches_and_changes_nothing(client, cast, their_side, changes):
    assert call(client, received(), **changes) == 400
    assert (their_side, StoredMail.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("kind", "state", "arrived"), [("email.bounced", "failed", False), ("email.delivered", "sent", True)]
)
def test_what_became_of_a_reply_is_written_down(client, cast, kind, state, arrived):
    message = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    mark_sent(message)
    threading.remember(Conversation.objects.get(pk=message.conversation_id), ids=[ID])
    Message.objects.filter(pk=message.pk).update(sent_as=ID)
    bounce = {"message": "The recipient's mailbox does not exist: user unknown", "type": "Permanent"}
    said = {"type": kind, "data": {"email_id": ID, "to": [ANN], "bounce": bounce}}
    assert call(client, said, kind="tracking") == 200
    message.refresh_from_db()
    assert (message.delivery_state, message.arrived_at is not None) == (state, arrived)
