"""What mail providers post to us, in the shapes and with the signatures of their documentation. Each gives the words
of Django's test client: `mail()` for a mail that came in, `report(kind, id)` for what became of one of ours; kind is
"bounced", "delayed" or "delivered"."""

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

SECRET = "hooks:a-long-enough-password"
KEY = "a-signing-key"
INBOX, ANN = "help@leafloom.example", "ann@customer.example"
SAID = "Is the green one back?"
HEADERS = {"From": f"Ann Lee <{ANN}>", "To": INBOX, "Message-ID": "<1@customer.example>", "Subject": "Tea"}
RAW = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items()) + f"\r\n{SAID}\r\n"
REFUSED = "550 5.1.1 user unknown"
Post = dict[str, Any]


def auth(secret: str = SECRET) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(secret.encode()).decode()}


def as_json(said: object) -> Post:
    return {"data": json.dumps(said), "content_type": "application/json", **auth()}


class SendGrid:
    env = {"KEEPWORD_HOOKS": "sendgrid"}

    def mail(self) -> Post:
        headers = "".join(f"{name}: {value}\n" for name, value in HEADERS.items())
        envelope = json.dumps({"to": [INBOX], "from": ANN})
        return {"data": {"headers": headers, "text": SAID, "envelope": envelope, "attachments": "0",
                         "charsets": '{"text": "UTF-8"}'}, **auth()}  # fmt: skip

    def report(self, kind: str, message_id: str) -> Post:
        name = {"bounced": "bounce", "delayed": "deferred", "delivered": "delivered"}[kind]
        field = "reason" if kind == "bounced" else "response"
        return as_json([{"event": name, "email": ANN, "timestamp": 1700000000, "anymail_id": message_id,
                         "smtp-id": "<other@geopod>", "sg_event_id": "e1", field: REFUSED}])  # fmt: skip


class SignedSendGrid(SendGrid):
    """Signs what it reports, when that is switched on; not the mails."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        public = self._key.public_key().public_bytes(serialization.Encoding.DER, form)
        self.env = {"KEEPWORD_HOOKS": "sendgrid", "KEEPWORD_HOOKS_KEY": base64.b64encode(public).decode()}

    def report(self, kind: str, message_id: str) -> Post:
        post = super().report(kind, message_id)
        signature = self._key.sign(b"1700000000" + post["data"].encode(), ec.ECDSA(hashes.SHA256()))
        return post | {
            "HTTP_X_TWILIO_EMAIL_EVENT_WEBHOOK_SIGNATURE": base64.b64encode(signature).decode(),
            "HTTP_X_TWILIO_EMAIL_EVENT_WEBHOOK_TIMESTAMP": "1700000000",
        }


class Mailjet:
    env = {"KEEPWORD_HOOKS": "mailjet"}

    def mail(self) -> Post:
        part = {"Headers": {"Content-Type": ['text/plain; charset="UTF-8"']}, "ContentRef": "Text-part"}
        return as_json({"Sender": ANN, "Recipient": INBOX, "Headers": HEADERS, "Parts": [part], "Text-part": SAID})

    def report(self, kind: str, message_id: str) -> Post:
        said = {"bounced": {"event": "bounce", "hard_bounce": True, "error": "user unknown", "smtp_reply": REFUSED},
                "delayed": {"event": "bounce", "hard_bounce": False, "error": "greylisted"},
                "delivered": {"event": "sent", "smtp_reply": "250 OK"}}[kind]  # fmt: skip
        return as_json([{"time": 1700000000, "MessageID": int(message_id), "email": ANN, **said}])


class SparkPost:
    env = {"KEEPWORD_HOOKS": "sparkpost"}

    def mail(self, raw: bytes = RAW.encode()) -> Post:
        content = {"email_rfc822": base64.b64encode(raw).decode(), "email_rfc822_is_base64": True}
        relayed = {"protocol": "smtp", "rcpt_to": INBOX, "msg_from": ANN, "content": content}
        return as_json([{"msys": {}}, {"msys": {"relay_message": relayed}}])

    def report(self, kind: str, message_id: str) -> Post:
        name = {"bounced": "bounce", "delayed": "delay", "delivered": "delivery"}[kind]
        event = {"type": name, "raw_rcpt_to": ANN, "timestamp": "1700000000", "transmission_id": message_id}
        if kind != "delivered":
            event |= {"raw_reason": REFUSED, "bounce_class": "10" if kind == "bounced" else "20"}
        return as_json([{"msys": {"message_event": event}}])


class Mandrill:
    env = {"KEEPWORD_HOOKS": "mandrill", "KEEPWORD_HOOKS_KEY": f"another-key, {KEY}"}
    host = "http://testserver"

    def mail(self) -> Post:
        msg = {"raw_msg": RAW, "email": INBOX, "from_email": ANN, "spam_report": {"score": 0.1}}
        return self._signed("inbound", [{"event": "inbound", "ts": 1700000000, "msg": msg}])

    def report(self, kind: str, message_id: str) -> Post:
        name = {"bounced": "hard_bounce", "delayed": "deferral", "delivered": "delivered"}[kind]
        msg = {"email": ANN, "diag": f"smtp;{REFUSED}", "state": "bounced", "_id": message_id}
        return self._signed("tracking", [{"event": name, "ts": 1700000000, "_id": message_id, "msg": msg}])

    def _signed(self, address: str, events: list[object]) -> Post:
        said = json.dumps(events)
        where = self.host.replace("://", f"://{SECRET}@") + f"/hooks/mail/mandrill/{address}"
        signature = hmac.digest(KEY.encode(), f"{where}mandrill_events{said}".encode(), hashlib.sha1)
        return {"data": {"mandrill_events": said}, **auth(),
                "HTTP_X_MANDRILL_SIGNATURE": base64.b64encode(signature).decode()}  # fmt: skip


class MailerSend:
    env = {"KEEPWORD_HOOKS": "mailersend", "KEEPWORD_HOOKS_KEY": f"{KEY},another-key"}

    def mail(self) -> Post:
        data = {
            "object": "message",
            "raw": RAW,
            "sender": {"email": ANN},
            "recipients": {"rcptTo": [{"email": INBOX}]},
        }
        return self._signed({"type": "inbound.message", "data": data})

    def report(self, kind: str, message_id: str) -> Post:
        name = {"bounced": "hard_bounced", "delivered": "delivered"}[kind]
        mail = {"message": {"id": message_id}, "recipient": {"email": ANN}, "status": name}
        morph = {"object": "recipient_bounce", "reason": REFUSED} if kind == "bounced" else None
        data = {"type": name, "id": "a1", "email": mail, "morph": morph, "created_at": "2026-11-21T18:00:00Z"}
        return self._signed({"type": f"activity.{name}", "data": data})

    def _signed(self, said: object) -> Post:
        post = as_json(said)
        return post | {"HTTP_SIGNATURE": hmac.new(KEY.encode(), post["data"].encode(), hashlib.sha256).hexdigest()}


class Brevo:
    env = {"KEEPWORD_HOOKS": "brevo", "KEEPWORD_HOOKS_API_KEY": "an-api-key"}

    def mail(self, *files: object) -> Post:
        item = {"Uuid": ["u1"], "Headers": HEADERS, "RawTextBody": f"{SAID}\r\n", "RawHtmlBody": "",
                "Attachments": list(files)}  # fmt: skip
        return as_json({"items": [item]})

    def report(self, kind: str, message_id: str) -> Post:
        name = {"bounced": "hard_bounce", "delayed": "deferred", "delivered": "delivered"}[kind]
        return as_json({"event": name, "email": ANN, "message-id": f"<{message_id}>", "reason": REFUSED})


PROVIDERS = (SendGrid(), SignedSendGrid(), Mailjet(), SparkPost(), Mandrill(), MailerSend(), Brevo())
