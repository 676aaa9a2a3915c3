"""Whether the relay would take a mail from this inbox: everything is said to it but the mail itself."""

import base64
import smtplib
import socket  # house: only its error class
import ssl
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from keepword.channels.email.relays.outcomes import SIGN_IN, in_words
from keepword.channels.email.relays.smtp import connect
from keepword.channels.email.sending import SMTP
from keepword.channels.email.trying.findings import LOOK, TROUBLE, UNKNOWN, WELL, Finding

SECONDS = 8
# X509_V_ERR_… of OpenSSL
OTHER_NAME, SELF_SIGNED, UNKNOWN_ISSUER, EXPIRED = (62, 64), (18, 19), (20, 21), 10


class SenderRefused(Exception):
    """`code` and words of the relay when it was told who writes."""

    def __init__(self, code: int, said: bytes) -> None:
        super().__init__(code, said)
        self.code, self.said = code, in_words(said)


def relay_finding(sender: str) -> Finding:
    """Takes some seconds. `sender` is the inbox's address."""
    relay, about = settings.RELAY, _("Mail out")
    if not relay.backend:
        says = _(
            "No mail relay is set, so answers wait in the local outbox. Set KEEPWORD_RELAY_URL, for example "
            "smtp://user:password@mail.example:587, and start Keepword again."
        )
        return Finding(about, TROUBLE, says)
    if relay.backend != SMTP:
        says = _("Mail leaves through %(relay)s. Its interface has no trial: send yourself an answer.")
        return Finding(about, UNKNOWN, says % {"relay": relay.name})
    options = {**relay.options, "timeout": SECONDS}
    try:
        _ask(options, sender=sender)
    except (OSError, smtplib.SMTPException, SenderRefused) as error:
        return Finding(about, TROUBLE, trouble(error, options=options, sender=sender))
    return _taken(options, about=about, sender=sender)


def _taken(options: Mapping[str, Any], *, about: str, sender: str) -> Finding:
    at = {"host": options["host"], "sender": sender}
    if options["username"] and not (options["use_ssl"] or options["use_tls"]):
        says = _(
            "%(host)s takes mail from %(sender)s, but the name and password go to it for everybody to read. If it "
            "offers TLS, write smtp+starttls:// or smtps:// in KEEPWORD_RELAY_URL."
        )
        return Finding(about, LOOK, says % at)
    return Finding(about, WELL, _("%(host)s let us in and takes mail from %(sender)s.") % at)


def _ask(options: Mapping[str, Any], *, sender: str) -> None:
    """To the inbox itself, for many relays look at the sender only when they hear a recipient. No mail is sent."""
    with connect(options) as session:
        if options["username"]:
            session.login(options["username"], options["password"])
        for say in (session.mail, session.rcpt):
            code, said = say(sender)
            if code >= 400:
                raise SenderRefused(code, said)
        session.rset()


def trouble(error: Exception, *, options: Mapping[str, Any], sender: str) -> str:
    """One or two sentences for an administrator. The password is in none, whatever the relay said."""
    at = {"host": options["host"], "port": options["port"], "sender": sender, "said": _said(error, options=options)}
    return str(_sentence(error, options=options) % at)


def _sentence(error: Exception, *, options: Mapping[str, Any]) -> str:
    if isinstance(error, SenderRefused):
        return _about_sender(error.code)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _(
            "%(host)s did not accept the name and password of KEEPWORD_RELAY_URL: %(said)s. Many providers want a "
            "password for apps here."
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return _not_offered(options)
    if isinstance(error, ssl.SSLCertVerificationError):
        return _about_certificate(error.verify_code)
    if isinstance(error, ssl.SSLError):
        return _(
            "No encrypted connection with %(host)s at port %(port)s: %(said)s. Usually port 465 is for smtps:// and "
            "port 587 for smtp+starttls://."
        )
    return _about_reaching(error)


def _about_sender(code: int) -> str:
    if code in SIGN_IN:
        return _("%(host)s wants us to sign in: %(said)s. Put a name and a password into KEEPWORD_RELAY_URL.")
    if code < 500:
        return _("%(host)s does not take mail at this moment: %(said)s. Try it again in a few minutes.")
    return _("%(host)s lets us in but takes no mail from %(sender)s: %(said)s. Allow this address there as a sender.")


def _not_offered(options: Mapping[str, Any]) -> str:
    if options["use_tls"]:
        return _(
            "%(host)s offers no STARTTLS at port %(port)s, so nothing was said to it. Use its port with TLS "
            "(smtps://, 465), or smtp:// when it stands in your own network."
        )
    return _("%(host)s lets nobody sign in at port %(port)s without TLS. Write smtp+starttls:// or smtps:// instead.")


def _about_certificate(code: int) -> str:
    if code in OTHER_NAME:
        return _("The certificate at %(host)s is for another name. Write the name in it into KEEPWORD_RELAY_URL.")
    if code == EXPIRED:
        return _("The certificate of %(host)s has expired. Whoever runs the relay has to renew it.")
    if code in SELF_SIGNED:
        return _(
            "%(host)s made its certificate itself, so anybody could. Give it one of a known authority, or make this "
            "machine trust it."
        )
    if code in UNKNOWN_ISSUER:
        return _("This machine does not know who issued the certificate of %(host)s. The relay may not send the whole "
                 "chain.")  # fmt: skip
    return _("The certificate of %(host)s is not trusted: %(said)s")


def _about_reaching(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return _("There is no server called %(host)s. Look for a typing mistake in KEEPWORD_RELAY_URL.")
    if isinstance(error, TimeoutError):
        return _("%(host)s does not answer at port %(port)s. A firewall may be between, and many networks close port "
                 "25; try 587.")  # fmt: skip
    if isinstance(error, ConnectionRefusedError):
        return _("Nothing listens at port %(port)s of %(host)s. Compare the port with what the relay's owner says.")
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return _("%(host)s hung up at port %(port)s. With TLS from the start (465) the address begins with smtps://.")
    return _("%(host)s cannot be reached at port %(port)s: %(said)s")


def _said(error: Exception, *, options: Mapping[str, Any]) -> str:
    """The other side's own words. A relay may repeat what it was told, so what is secret is taken out."""
    if isinstance(error, SenderRefused):
        text = f"{error.code} {error.said}"
    elif isinstance(error, smtplib.SMTPResponseException):
        text = f"{error.smtp_code} {in_words(error.smtp_error)}"
    else:
        text = in_words(str(error)) or type(error).__name__
    for secret in _forms_of(options["username"], options["password"]):
        text = text.replace(secret, "…")
    return text[:300].rstrip(". ")


def _forms_of(username: str, password: str) -> list[str]:
    """As it is, and as AUTH PLAIN and LOGIN carry it."""
    if not password:
        return []
    carried = [f"\0{username}\0{password}", password]
    return [password, *(base64.b64encode(one.encode()).decode() for one in carried)]
