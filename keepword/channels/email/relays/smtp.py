"""Hand a mail to an SMTP relay, over a line that stays open for the next one for a little while."""

import smtplib
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

from keepword.channels.email.relays.outcomes import NotNow, OurTrouble, Receipt, Refused, from_reply, in_words
from keepword.channels.email.relays.renaming import name_given

IDLE_SECONDS = 15.0

_lines = threading.local()  # one line for each worker thread: smtplib's sessions are not shared


def hand_over(raw: bytes, *, sender: str, to: Sequence[str], options: Mapping[str, Any]) -> Receipt:
    """`options` are those of `settings.RELAY`. Raises Refused, NotNow or OurTrouble. When it raises NotNow after the
    relay had the mail already, the relay may send it all the same: the repeated one has the same Message-ID."""
    line: Line | None = getattr(_lines, "line", None)
    if line is None or line.options != options:
        line = _lines.line = Line(options)
    return line.hand_over(raw, sender=sender, to=to)


class Line:
    """A session with the relay, opened when it is needed and closed when nothing was sent for a while."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.options = dict(options)
        self._session: smtplib.SMTP | None = None
        self._used_at = 0.0
        self._is_watched = False
        self._lock = threading.Lock()

    def hand_over(self, raw: bytes, *, sender: str, to: Sequence[str]) -> Receipt:
        with self._lock:
            try:
                session = self._ready()
                receipt = _say(session, raw, sender=sender, to=to, host=self.options["host"])
            except smtplib.SMTPDataError as error:  # refused before the mail was read
                self._reset()
                raise from_reply(error.smtp_code, error.smtp_error, command="DATA", recipient=to[0]) from error
            except (OSError, smtplib.SMTPException) as error:
                self._hang_up()
                raise NotNow(f"The relay broke off: {_words(error)}") from error
            except (Refused, NotNow):
                self._reset()
                raise
            self._used_at = time.monotonic()
            self._watch()
            return receipt

    def _ready(self) -> smtplib.SMTP:
        """An open session: the last one if it still answers, else a new one."""
        if self._session is not None:
            try:
                if self._session.rset()[0] == 250:
                    return self._session
            except (OSError, smtplib.SMTPException):
                pass
            self._hang_up()
        self._session = _open(self.options)
        return self._session

    def _reset(self) -> None:
        self._used_at = time.monotonic()
        self._watch()

    def _hang_up(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _watch(self) -> None:
        """Have the line closed when it was idle for a while. One timer at a time, however much is sent."""
        if not self._is_watched:
            self._is_watched = True
            self._later(IDLE_SECONDS)

    def _later(self, seconds: float) -> None:
        timer = threading.Timer(seconds, self._close_if_idle)
        timer.daemon = True
        timer.start()

    def _close_if_idle(self) -> None:
        with self._lock:
            left = self._used_at + IDLE_SECONDS - time.monotonic()
            if left > 0:
                self._later(left)
                return
            self._is_watched = False
            self._hang_up()


def _open(options: Mapping[str, Any]) -> smtplib.SMTP:
    """Raises OurTrouble."""
    name = f"{options['host']}:{options['port']}"
    try:
        session = connect(options)
        if options["username"]:
            session.login(options["username"], options["password"])
    except smtplib.SMTPAuthenticationError as error:
        said = f"{error.smtp_code} {in_words(error.smtp_error)}"
        raise OurTrouble(f"The relay {name} did not accept our name and password: {said}") from error
    except ssl.SSLError as error:
        raise OurTrouble(f"No encrypted connection with the relay {name}: {_words(error)}") from error
    except smtplib.SMTPNotSupportedError as error:
        raise OurTrouble(
            f"The relay {name} does not offer what KEEPWORD_RELAY_URL asks for: {_words(error)}"
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        raise OurTrouble(f"The relay {name} cannot be reached: {_words(error)}") from error
    return session


def connect(options: Mapping[str, Any]) -> smtplib.SMTP:
    """A session that is encrypted as the options say, and has not signed in. Raises what smtplib and ssl do."""
    host, port, seconds = options["host"], options["port"], options["timeout"]
    if options["use_ssl"]:
        return smtplib.SMTP_SSL(host, port, timeout=seconds, context=ssl.create_default_context())
    session = smtplib.SMTP(host, port, timeout=seconds)
    try:
        if options["use_tls"]:
            session.starttls(context=ssl.create_default_context())
        session.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException):
        session.close()
        raise
    return session


def _say(session: smtplib.SMTP, raw: bytes, *, sender: str, to: Sequence[str], host: str) -> Receipt:
    """MAIL, RCPT and DATA. smtplib.sendmail() would do it, but tells a temporary refusal of a recipient from a
    permanent one no better than we can here."""
    _mail(session, raw, sender=sender, to=to)
    refused = [
        (address, from_reply(*reply, command="RCPT", recipient=address)) for address, reply in _rcpt(session, to)
    ]
    if len(refused) == len(to):
        raise _the_one_that_counts([why for _, why in refused])
    code, said = session.data(raw)
    if code != 250:
        raise from_reply(code, said, command="DATA", recipient=to[0])
    name = name_given(in_words(said), host=host)
    return Receipt(message_id=name, refused=tuple(f"{address}: {why}" for address, why in refused))


def _mail(session: smtplib.SMTP, raw: bytes, *, sender: str, to: Sequence[str]) -> None:
    options = [f"size={len(raw)}"] if session.has_extn("size") else []
    if not all(address.isascii() for address in (sender, *to)):
        if not session.has_extn("smtputf8"):
            raise Refused("syntaxerror", "The relay cannot write to addresses like this one (SMTPUTF8).")
        options += ["SMTPUTF8", "BODY=8BITMIME"]
    code, said = session.mail(sender, options)
    if code != 250:
        raise from_reply(code, said, command="MAIL", recipient=to[0])


def _rcpt(session: smtplib.SMTP, to: Sequence[str]) -> list[tuple[str, tuple[int, bytes]]]:
    """The recipients that were refused, with the reply."""
    replies = [(address, session.rcpt(address)) for address in to]
    return [(address, reply) for address, reply in replies if reply[0] not in (250, 251)]


def _the_one_that_counts(refused: list[Refused | NotNow]) -> Refused | NotNow:
    """If any may be taken later, all are tried later."""
    return next((why for why in refused if isinstance(why, NotNow)), refused[0])


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {in_words(error.smtp_error)}"
    return in_words(str(error)) or type(error).__name__
