"""Each provider's own way to say the same few things."""

import pytest

from keepword.api.hooks import anymail
from keepword.api.tests.providers import (
    ANN,
    PROVIDERS,
    RAW,
    SAID,
    SECRET,
    Brevo,
    MailerSend,
    Mandrill,
    SignedSendGrid,
    SparkPost,
    auth,
)
from keepword.channels.email.models import StoredMail
from keepword.conversations import threading
from keepword.conversations.delivering import mark_sent
from keepword.conversations.models import Conversation, Message
from keepword.conversations.replying import reply
from keepword.events import working
from keepword.events.models import Event
from keepword.kit.http import Answer
from keepword.wiring import environment
from tests import cast as stage

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:django-anymail has dropped")]
SIGNING = {SignedSendGrid: "HTTP_X_TWILIO_EMAIL_EVENT_WEBHOOK_SIGNATURE", Mandrill: "HTTP_X_MANDRILL_SIGNATURE",
           MailerSend: "HTTP_SIGNATURE"}  # fmt: skip


@pytest.fixture
def cast():
    return stage.gather()


@pytest.fixture(params=PROVIDERS, ids=lambda one: type(one).__name__)
def provider(request, settings, cast):
    return use(request.param, settings=settings)


@pytest.fixture
def sent(cast, provider):
    """A reply that went out under a name that the provider gave it."""
    message = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    mark_sent(message)
    threading.remember(Conversation.objects.get(pk=message.conversation_id), ids=["288230398"])
    Message.objects.filter(pk=message.pk).update(sent_as="288230398")
    return message


def use(provider, *, settings):
    settings.HOOKS = environment.hooks({"KEEPWORD_HOOKS_SECRET": SECRET, **provider.env})
    return provider


def call(client, provider, post, *, kind="inbound"):
    return client.post(f"/hooks/mail/{provider.env['KEEPWORD_HOOKS']}/{kind}", **post).status_code


def test_a_mail_becomes_a_message_once_however_often_it_is_told(client, provider):
    for _ in range(2):
        assert call(client, provider, provider.mail()) == 200
    working.run_due()
    message = Message.objects.get()
    assert (message.sender_address, message.text.strip()) == (ANN, SAID)
    assert message.conversation.subject == "Tea"


def test_who_does_not_know_the_password_is_refused(client, provider):
    assert call(client, provider, provider.mail() | auth("hooks:wrong")) == 400
    assert not StoredMail.objects.exists()


def test_who_brings_no_password_is_asked_for_one(client, provider):
    post = provider.mail()
    del post["HTTP_AUTHORIZATION"]
    answer = client.post(f"/hooks/mail/{provider.env['KEEPWORD_HOOKS']}/inbound", **post)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Basic realm="Keepword"')
    assert not StoredMail.objects.exists()


def test_a_bounce_turns_the_reply_to_failed(client, provider, sent):
    assert call(client, provider, provider.report("bounced", "288230398"), kind="tracking") == 200
    sent.refresh_from_db()
    assert (sent.delivery_state, sent.delivery_reason) == ("failed", "userunknown")


def test_a_reply_that_arrived_says_so_once(client, provider, sent):
    if isinstance(provider, Mandrill):
        return  # tells only of what it handed on
    for _ in range(2):
        assert call(client, provider, provider.report("delivered", "288230398"), kind="tracking") == 200
    sent.refresh_from_db()
    assert (sent.delivery_state, sent.arrived_at is not None) == ("sent", True)
    assert Event.objects.filter(name="message.delivered", message_id=sent.pk).count() == 1


def test_what_arrived_and_then_bounces_has_failed(client, provider, sent):
    if isinstance(provider, Mandrill):
        return
    for kind in ("delivered", "bounced", "delivered"):
        call(client, provider, provider.report(kind, "288230398"), kind="tracking")
    sent.refresh_from_db()
    assert sent.delivery_state == "failed"


@pytest.mark.parametrize("said", ["", "Z3Vlc3NlZA==", "\u00e9"])
@pytest.mark.parametrize("signing", SIGNING, ids=lambda one: one.__name__)
def test_a_wrong_signature_is_refused_even_with_the_password(client, settings, cast, signing, said):
    provider = use(signing(), settings=settings)
    kind = "tracking" if signing is SignedSendGrid else "inbound"
    post = provider.report("bounced", "1") if kind == "tracking" else provider.mail()
    assert call(client, provider, post | {SIGNING[signing]: said}, kind=kind) == 400
    del post[SIGNING[signing]]
    assert call(client, provider, post, kind=kind) == 400
    assert not StoredMail.objects.exists()


@pytest.mark.parametrize("signing", [Mandrill, MailerSend], ids=lambda one: one.__name__)
def test_a_signature_of_other_words_is_refused(client, settings, cast, signing):
    provider = use(signing(), settings=settings)
    post = provider.mail()
    other = post["data"].replace("green", "black") if isinstance(post["data"], str) else {"mandrill_events": "[]"}
    assert call(client, provider, post | {"data": other}) == 400
    assert not StoredMail.objects.exists()


def test_mandrill_signs_the_address_that_it_was_given_whatever_a_proxy_makes_of_it(client, settings, cast):
    settings.PUBLIC_ADDRESS = "https://help.leafloom.example"
    provider = use(Mandrill(), settings=settings)
    assert call(client, provider, provider.mail()) == 400
    provider.host = "https://help.leafloom.example"
    assert call(client, provider, provider.mail()) == 200


def test_a_mail_in_an_old_charset_comes_through_unharmed(client, settings, cast):
    provider = use(SparkPost(), settings=settings)
    raw = RAW.replace("\r\n\r\n", "\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n").replace(SAID, "绿茶有货吗?")
    assert call(client, provider, provider.mail(raw.encode("gb2312"))) == 200
    working.run_due()
    assert Message.objects.get().text.strip() == "绿茶有货吗?"


def test_brevo_tells_where_a_file_lies_and_it_is_fetched(client, settings, cast, monkeypatch):
    fetched = []

    def download(address, *, headers=None):
        fetched.append((address, headers))
        return Answer(200, "image/png", b"\x89PNG")

    monkeypatch.setattr(anymail, "download", download)
    provider = use(Brevo(), settings=settings)
    file = {"Name": "cup.png", "ContentType": "image/png", "ContentID": None, "DownloadToken": "a/b"}
    assert call(client, provider, provider.mail(file)) == 200
    working.run_due()
    assert [(one.name, one.size) for one in Message.objects.get().attachments.all()] == [("cup.png", 4)]
    assert fetched == [("https://api.brevo.com/v3/inbound/attachments/a%2Fb", {"api-key": "an-api-key"})]


@pytest.mark.parametrize("body", ["{", "[]", "7", "null", '"x"', '{"items": 1}', '[{"msys": 1}]'])
def test_what_is_no_call_of_theirs_is_refused(client, provider, body):
    for kind in ("inbound", "tracking"):
        post = {"data": body, "content_type": "application/json", **auth()}
        assert call(client, provider, post, kind=kind) < 500
    assert not StoredMail.objects.exists()
