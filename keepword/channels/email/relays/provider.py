"""Hand a mail to a provider that django-anymail knows."""

from collections.abc import Iterator, Sequence
from email.encoders import encode_base64
from email.message import EmailMessage
from email.mime.base import MIMEBase
from typing import Any

from anymail.exceptions import (
    AnymailAPIError,
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
    AnymailSerializationError,
    AnymailUnsupportedFeature,
)
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives, get_connection

from keepword.channels.email.relays.outcomes import NotNow, OurTrouble, Receipt, Refused

CARRIED = (
    "Message-ID", "In-Reply-To", "References", "Date", "Auto-Submitted", "X-Auto-Response-Suppress", "Precedence",
    "X-PM-KeepID",
)  # fmt: skip
SIGN_IN = (401, 403)


def hand_over(
    mail: EmailMessage, *, to: list[str], hidden: Sequence[str], backend: str, options: dict[str, Any]
) -> Receipt:
    """Raises Refused, NotNow or OurTrouble."""
    envelope = as_django(mail, to=to, hidden=hidden)
    try:
        get_connection(backend, **options).send_messages([envelope])
    except AnymailRecipientsRefused as error:
        raise Refused("rejected", _words(error)) from error
    except (AnymailInvalidAddress, AnymailUnsupportedFeature, AnymailSerializationError) as error:
        raise Refused("contenterror", _words(error)) from error
    except AnymailAPIError as error:
        raise _from_status(error) from error
    except (ImproperlyConfigured, ImportError) as error:
        raise OurTrouble(f"The provider is not set up: {_words(error)}") from error
    except OSError as error:
        raise OurTrouble(f"The provider cannot be reached: {_words(error)}") from error
    status = getattr(envelope, "anymail_status", None)
    return Receipt(message_id=_one_id(getattr(status, "message_id", None)))


def as_django(mail: EmailMessage, *, to: list[str], hidden: Sequence[str] = ()) -> EmailMultiAlternatives:
    """Django's kind of mail with the same parts: providers are handed parts, not bytes."""
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    headers = {name: str(mail[name]) for name in CARRIED if mail[name]}
    answers_to = [str(mail["Reply-To"])] if mail["Reply-To"] else None
    said = text.get_content() if text else ""
    envelope = EmailMultiAlternatives(
        str(mail["Subject"]), said, str(mail["From"]), to, headers=headers, reply_to=answers_to, bcc=list(hidden)
    )
    if mail["Cc"]:
        envelope.cc = [str(one) for one in mail["Cc"].addresses]
    if page:
        envelope.attach_alternative(page.get_content(), "text/html")
    for picture in _pictures(mail):
        envelope.attach(picture)
    for part in mail.iter_attachments():
        content = part.get_payload(decode=True)
        envelope.attach(part.get_filename() or "file", content, part.get_content_type())
    return envelope


def _pictures(mail: EmailMessage) -> Iterator[MIMEBase]:
    """Those that stand in the letter, by Content-ID."""
    for part in mail.walk():
        if part["Content-ID"] and not part.is_multipart():
            picture = MIMEBase(part.get_content_maintype(), part.get_content_subtype())
            picture.set_payload(part.get_payload(decode=True))
            encode_base64(picture)
            picture["Content-ID"] = str(part["Content-ID"])
            picture.add_header("Content-Disposition", "inline", filename=part.get_filename() or "picture")
            yield picture


def _from_status(error: AnymailAPIError) -> Refused | NotNow:
    status = error.status_code
    if status in SIGN_IN:
        return OurTrouble(f"The provider did not accept our key: {_words(error)}")
    if status is None:
        return OurTrouble(f"The provider cannot be reached: {_words(error)}")
    if status == 429 or status >= 500:
        return NotNow(_words(error))
    return Refused("rejected", _words(error))


def _one_id(found: object) -> str:
    """Of one mail to one recipient there is one id; of several we keep any, they name the same mail."""
    if isinstance(found, set):
        found = next(iter(sorted(filter(None, found))), "")
    return str(found or "").strip("<> ")


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:1000] or type(error).__name__
