"""Amazon SES by way of SNS, which signs with a certificate that lies at Amazon's."""

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from keepword.api.hooks import amazon, storage, topics
from keepword.api.hooks.calls import Elsewhere
from keepword.api.tests.providers import ANN, INBOX, RAW, REFUSED, SAID, SECRET, auth
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
TOPIC = "arn:aws:sns:eu-west-1:123456789012:mail"
PEM = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem"
ID = "0102018c7e1b2f3a-5d1c7e54-9b1d-4a57-8f43-2f9cbb1d7e10-000000"
CONFIRM = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=a&Token=b"


def certificate(key, *, days=30):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    start = clock.now() - timedelta(days=60)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(start).not_valid_after(clock.now() + timedelta(days=days)).sign(key, hashes.SHA256())
    return made.public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def cast(settings):
    env = {"KEEPWORD_HOOKS": "amazon-ses", "KEEPWORD_HOOKS_SECRET": SECRET, "KEEPWORD_HOOKS_KEY": TOPIC}
    settings.HOOKS = environment.hooks(env | {"KEEPWORD_HOOKS_API_KEY": "AKID:secret"})
    return stage.gather()


@pytest.fixture
def at_amazon(monkeypatch, key):
    """What lies at Amazon's, by address, and what was fetched; the fetching itself has tests of its own."""
    lying, fetched = {PEM: certificate(key), CONFIRM: b"<ok/>"}, []

    def download(address, *, headers=None):
        fetched.append(address)
        if address not in lying:
            raise Elsewhere(address)
        return Answer(200, "", lying[address])

    topics._certificate.cache_clear()
    for room in (topics, amazon, storage):
        monkeypatch.setattr(room, "download", download)
    yield lying, fetched
    topics._certificate.cache_clear()


def signed(message, *, key, version="2", kind="Notification", **changes):
    call = {"Type": kind, "MessageId": "m1", "TopicArn": TOPIC, "Timestamp": "2026-11-21T18:00:00.000Z",
            "Message": message if isinstance(message, str) else json.dumps(message), "SignatureVersion": version,
            "SigningCertURL": PEM} | changes  # fmt: skip
    names = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
    said = "".join(f"{name}\n{call[name]}\n" for name in names if name in call)
    how = {"1": hashes.SHA1, "2": hashes.SHA256}[version]()
    return call | {"Signature": b64encode(key.sign(said.encode(), padding.PKCS1v15(), how)).decode()}


def post(client, call, *, kind="inbound", secret=SECRET):
    headers = {"HTTP_X_AMZ_SNS_MESSAGE_TYPE": call["Type"], "HTTP_X_AMZ_SNS_MESSAGE_ID": call["MessageId"]}
    address = f"/hooks/mail/amazon-ses/{kind}"
    body = json.dumps(call)
    return client.post(address, body, content_type="text/plain; charset=UTF-8", **auth(secret), **headers).status_code


def received(**changes):
    receipt = {"recipients": [INBOX], "spamVerdict": {"status": "PASS"}, "action": {"type": "SNS", "topicArn": TOPIC}}
    return {"notificationType": "Received", "receipt": receipt, "mail": {"source": ANN, "messageId": ID},
            "content": RAW} | changes  # fmt: skip


@pytest.mark.parametrize("version", ["1", "2"])
def test_a_mail_becomes_a_message_once_however_often_it_is_told(client, cast, at_amazon, key, version):
    call = signed(received(), key=key, version=version, Subject="Amazon SES Email Receipt Notification")
    for _ in range(2):
        assert post(client, call) == 200
    working.run_due()
    assert Message.objects.get().text.strip() == SAID
    assert StoredMail.objects.first().envelope_from == ANN
    assert at_amazon[1] == [PEM]  # once, not for each call


def test_a_mail_that_is_packed_is_unpacked(client, cast, at_amazon, key):
    said = received(content=b64encode(RAW.encode()).decode())
    said["receipt"]["action"]["encoding"] = "BASE64"
    assert post(client, signed(said, key=key)) == 200
    assert SAID.encode() in bytes(StoredMail.objects.get().raw)


def test_a_large_mail_is_fetched_from_where_it_lies_or_asked_for_again(client, cast, at_amazon, key):
    said = received(content=None)
    said["receipt"]["action"] = {"type": "S3", "bucketName": "mail", "objectKey": "in/1 2"}
    assert post(client, signed(said, key=key)) == 503
    at_amazon[0]["https://s3.eu-west-1.amazonaws.com/mail/in/1%202"] = RAW.encode()
    assert post(client, signed(said, key=key)) == 200
    assert StoredMail.objects.count() == 1


def test_asking_for_what_lies_in_a_bucket_is_signed_as_amazon_shows():
    """The first example of Amazon's own documentation of Signature Version 4 for S3."""
    headers = storage.signed_headers(
        "examplebucket.s3.amazonaws.com", "/test.txt", region="us-east-1", owner="AKIAIOSFODNN7EXAMPLE",
        secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", at=datetime(2013, 5, 24, tzinfo=UTC),
        more=(("range", "bytes=0-9"),),
    )  # fmt: skip
    expected = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    assert headers["Authorization"].endswith(f"Signature={expected}")


def test_a_topic_that_asks_whether_we_listen_is_answered(client, cast, at_amazon, key):
    words = {"SubscribeURL": CONFIRM, "Token": "b"}
    call = signed("You have chosen to subscribe.", key=key, kind="SubscriptionConfirmation", **words)
    assert post(client, call) == 200
    assert at_amazon[1] == [PEM, CONFIRM]


@pytest.mark.parametrize(
    "changes",
    [
        {"TopicArn": "arn:aws:sns:eu-west-1:999999999999:mail"},
        {"SigningCertURL": "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0.pem"},
        {"SigningCertURL": "https://evil.s3.amazonaws.com/SimpleNotificationService-0.pem"},
        {"SigningCertURL": "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem"},
        {"SigningCertURL": "https://sns.eu-west-1.amazonaws.com/../SimpleNotificationService-0.pem"},
    ],
)
def test_a_call_of_another_topic_or_with_another_certificate_is_refused(client, cast, at_amazon, key, changes):
    assert post(client, signed(received(), key=key, **changes)) == 400
    assert (at_amazon[1], StoredMail.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    "changes", [{"Message": "{}"}, {"Signature": ""}, {"Signature": "Z3Vlc3NlZA=="}, {"SignatureVersion": "3"}]
)
def test_a_wrong_signature_is_refused_even_with_the_password(client, cast, at_amazon, key, changes):
    assert post(client, signed(received(), key=key) | changes) == 400
    assert not StoredMail.objects.exists()


def test_a_confirmation_that_leads_elsewhere_is_not_followed(client, cast, at_amazon, key):
    words = {"SubscribeURL": "https://sns.eu-west-1.amazonaws.com.evil.example/?Action=ConfirmSubscription&x",
             "Token": "b"}  # fmt: skip
    assert post(client, signed("Hello", key=key, kind="SubscriptionConfirmation", **words)) == 400
    assert at_amazon[1] == [PEM]


def test_a_certificate_that_is_over_proves_nothing(client, cast, at_amazon, key):
    at_amazon[0][PEM] = certificate(key, days=-1)
    assert post(client, signed(received(), key=key)) == 400


def test_who_does_not_know_the_password_is_refused(client, cast, at_amazon, key):
    assert post(client, signed(received(), key=key), secret="hooks:wrong") == 400
    assert (at_amazon[1], StoredMail.objects.count()) == ([], 0)


@pytest.mark.parametrize("field", ["eventType", "notificationType"])
@pytest.mark.parametrize(
    ("said", "state", "arrived"),
    [
        ({"Bounce": {"bounceType": "Permanent", "bounceSubType": "General",
                     "bouncedRecipients": [{"emailAddress": ANN, "diagnosticCode": f"smtp; {REFUSED}"}]}},
         "failed", False),
        ({"Bounce": {"bounceType": "Permanent", "bounceSubType": "Suppressed",
                     "bouncedRecipients": [{"emailAddress": ANN, "status": "5.1.1"}]}}, "failed", False),
        ({"Reject": {"reason": "Bad content"}}, "failed", False),
        ({"Delivery": {"recipients": [ANN], "smtpResponse": "250 ok"}}, "sent", True),
        ({"Delivery": {"recipients": ["copied@customer.example"]}}, "sent", False),
        ({"DeliveryDelay": {"delayType": "MailboxFull", "delayedRecipients": [{"emailAddress": ANN}]}}, "sent", False),
        ({"Open": {"ipAddress": "192.0.2.1"}}, "sent", False),
    ],
)  # fmt: skip
def test_what_became_of_a_reply_is_written_down(client, cast, at_amazon, key, field, said, state, arrived):
    message = reply(stage.conversation_of(cast), text="On its way.", by=cast.mina)
    mark_sent(message)
    threading.remember(Conversation.objects.get(pk=message.conversation_id), ids=[ID])
    Message.objects.filter(pk=message.pk).update(sent_as=ID)
    [(name, what)] = said.items()
    news = {field: name, "mail": {"messageId": ID, "destination": [ANN]}, name[0].lower() + name[1:]: what}
    assert post(client, signed(news, key=key), kind="tracking") == 200
    message.refresh_from_db()
    assert (message.delivery_state, message.arrived_at is not None) == (state, arrived)


def test_what_a_topic_says_of_itself_is_taken_calmly(client, cast, at_amazon, key):
    call = signed("Successfully validated SNS topic for Amazon SES event publishing.", key=key)
    assert post(client, call, kind="tracking") == 200
