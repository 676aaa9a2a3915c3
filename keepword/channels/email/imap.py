"""Open a mailbox on an IMAP server, and say in words what is wrong when it cannot be opened."""

import contextlib
import re
import socket  # house: only its error class
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError, LoginError

from keepword.channels.email.idling import IdlingClient
from keepword.channels.email.models import Mailbox
from keepword.channels.email.sealing import SealBroken, unseal

CONNECT_SECONDS, ANSWER_SECONDS = 10, 60


class NoFolder(Exception):
    """The server has no such folder, or does not let us read it."""


@dataclass(frozen=True, slots=True)
class Open:
    """A folder that is open for reading. `uid_validity` names the numbering of its mails: when it changes, the same
    number may stand for another mail (RFC 3501, 2.3.1.1)."""

    client: IMAPClient
    uid_validity: int
    can_wait: bool


@contextlib.contextmanager
def opened(mailbox: Mailbox) -> Iterator[Open]:
    """The mailbox, only to look: nothing is marked as read. Raises what `trouble` puts into words."""
    client = _connect(mailbox)
    try:
        client.login(mailbox.username, unseal(mailbox.sealed_password))
        try:
            selected = client.select_folder(mailbox.folder, readonly=True)
        except IMAPClientError as error:
            raise NoFolder(mailbox.folder) from error
        yield Open(client, int(selected[b"UIDVALIDITY"]), client.has_capability("IDLE"))
        with contextlib.suppress(IMAPClientError, OSError):
            client.logout()
    finally:
        with contextlib.suppress(OSError):
            client.shutdown()


def _connect(mailbox: Mailbox) -> IMAPClient:
    context = ssl.create_default_context()
    seconds = SocketTimeout(CONNECT_SECONDS, ANSWER_SECONDS)
    is_tls = mailbox.security == "tls"
    client = IdlingClient(
        mailbox.host, mailbox.port, ssl=is_tls, ssl_context=context if is_tls else None, timeout=seconds
    )
    if mailbox.security == "starttls":
        client.starttls(context)
    return client


def check(mailbox: Mailbox) -> str | None:
    """Try it, as a settings page does before it saves. None when all is well, else what is wrong, in words."""
    try:
        with opened(mailbox):
            return None
    except ERRORS as error:
        return trouble(error, mailbox=mailbox)


_SHOWN_BYTES = re.compile(r"""^b(['"])(.*)\1$""", re.DOTALL)  # what a server said, as Python shows it to programmers
ERRORS = (IMAPClientError, OSError, NoFolder, SealBroken, IMAPClient.Error)


def trouble(error: Exception, *, mailbox: Mailbox) -> str:
    """One sentence for an administrator, in the language of the moment."""
    at = {"host": mailbox.host, "port": mailbox.port, "said": _said(error)}
    if isinstance(error, LoginError):
        return _("%(host)s did not accept the name and password: %(said)s") % at
    if isinstance(error, SealBroken):
        return _("The password was saved under another secret. Enter it again.")
    if isinstance(error, NoFolder):
        return _("There is no folder “%(folder)s” on %(host)s.") % {"folder": mailbox.folder, "host": mailbox.host}
    if isinstance(error, ssl.SSLCertVerificationError):
        return _("The certificate of %(host)s is not trusted: %(said)s") % at
    if isinstance(error, ssl.SSLError):
        return _("No encrypted connection with %(host)s at port %(port)s: %(said)s") % at
    if isinstance(error, socket.gaierror):
        return _("There is no server called %(host)s.") % at
    if isinstance(error, TimeoutError):
        return _("%(host)s does not answer at port %(port)s.") % at
    return _("%(host)s cannot be reached at port %(port)s: %(said)s") % at


def _said(error: Exception) -> str:
    first = error.args[0] if error.args else ""
    text = first.decode("utf-8", "replace") if isinstance(first, bytes) else _SHOWN_BYTES.sub(r"\2", str(error))
    return " ".join(text.split())[:300] or type(error).__name__
