"""A customer with a mailbox and a mail program of their own."""

import email
import email.policy
import shutil
import smtplib
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from email.header import Header
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, formatdate, make_msgid
from pathlib import Path

from tests.services.dovecot import Dovecot
from tests.services.keepword import Keepword

ARRIVES_SECONDS = 60


@dataclass(frozen=True)
class Customer:
    """Writes to `shop`, reads in `mailbox`, by a clock of their `zone`."""

    name: str
    address: str
    inbox: str
    shop: Keepword
    mailbox: Dovecot
    zone: tzinfo = UTC

    def write(self, subject: str, text: str, *, file: Path | None = None) -> str:
        """By swaks, or without it by Python's own client. Returns the Message-ID."""
        message_id = make_msgid(domain="customer.example")
        if shutil.which("swaks"):
            self._by_swaks(subject, text, message_id=message_id, file=file)
        else:
            self._by_python(subject, text, message_id=message_id, file=file)
        return message_id

    def reply(self, received: EmailMessage, text: str) -> None:
        """As mail programs do: it names what it answers and quotes it below."""
        mail = self._mail(f"Re: {_bare(received['Subject'])}")
        mail["In-Reply-To"] = received["Message-ID"]
        mail["References"] = f"{received['References'] or ''} {received['Message-ID']}".strip()
        quoted = "\n".join(f"> {line}" for line in words_of(received).splitlines())
        mail.set_content(f"{text}\n\nOn {received['Date']}, {received['From']} wrote:\n{quoted}\n")
        self.send(mail)

    def be_away(self, received: EmailMessage) -> None:
        """The mailbox answers by itself while its owner is on holiday (RFC 3834)."""
        mail = self._mail(f"Out of office: {received['Subject']}")
        mail["In-Reply-To"] = mail["References"] = received["Message-ID"]
        mail["Auto-Submitted"] = "auto-replied"
        mail.set_content("I am away until Monday.\n")
        self.send(mail, sender="")

    def bounce(self, received: EmailMessage) -> None:
        """The mail server of the customer took the mail, and found later that there is no mailbox (RFC 3464)."""
        self.send(_delivery_report(received, recipient=self.address, inbox=self.inbox), sender="")

    def received(self, count: int = 1) -> list[EmailMessage]:
        """The mails of the mailbox, once there are so many."""
        until(lambda: len(self.mailbox.messages(self.address)) >= count, seconds=ARRIVES_SECONDS)
        raw = self.mailbox.messages(self.address)
        return [email.message_from_bytes(one, policy=email.policy.default) for one in raw]

    def answers(self, count: int = 1) -> list[EmailMessage]:
        """What people wrote, once there is so much; the acknowledgement that comes before it says what it is."""
        until(lambda: len(self._from_people()) >= count, seconds=ARRIVES_SECONDS)
        return self._from_people()

    def _from_people(self) -> list[EmailMessage]:
        return [mail for mail in self.received(0) if "Auto-Submitted" not in mail]

    def send(self, mail: EmailMessage, *, sender: str | None = None) -> None:
        """To the shop's listener. `sender` is that of the envelope, the customer's own by default."""
        with smtplib.SMTP("127.0.0.1", self.shop.mail_port, timeout=ARRIVES_SECONDS) as session:
            session.sendmail(self.address if sender is None else sender, [self.inbox], mail.as_bytes())

    def _mail(self, subject: str) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = formataddr((self.name, self.address))
        mail["To"] = self.inbox
        mail["Subject"] = subject
        mail["Date"] = self._date()
        mail["Message-ID"] = make_msgid(domain="customer.example")
        return mail

    def _date(self) -> str:
        return format_datetime(datetime.now(self.zone))

    def _by_swaks(self, subject: str, text: str, *, message_id: str, file: Path | None) -> None:
        sender = formataddr((Header(self.name, "utf-8").encode(), self.address))
        command = ["swaks", "--server", f"127.0.0.1:{self.shop.mail_port}", "--from", self.address, "--to", self.inbox]
        command += ["--h-From", sender, "--h-Subject", Header(subject, "utf-8").encode(), "--h-Message-Id", message_id]
        command += ["--attach-type", "text/plain; charset=UTF-8", "--attach-body", text]
        command += ["--h-Date", self._date()]
        if file:
            command += ["--attach-type", "application/pdf", "--attach-name", file.name, "--attach", f"@{file}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def _by_python(self, subject: str, text: str, *, message_id: str, file: Path | None) -> None:
        mail = self._mail(subject)
        mail.replace_header("Message-ID", message_id)
        mail.set_content(text)
        if file:
            mail.add_attachment(file.read_bytes(), maintype="application", subtype="pdf", filename=file.name)
        self.send(mail)


def _delivery_report(mail: EmailMessage, *, recipient: str, inbox: str) -> EmailMessage:
    report = EmailMessage()
    report["From"] = "Mail Delivery System <mailer-daemon@customer.example>"
    report["To"] = inbox
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Date"] = formatdate()
    report["Message-ID"] = make_msgid(domain="customer.example")
    report["Auto-Submitted"] = "auto-replied"
    report["MIME-Version"] = "1.0"
    report["Content-Type"] = 'multipart/report; report-type=delivery-status; boundary="report"'
    headers = mail.as_bytes().partition(b"\n\n")[0].decode("ascii")
    report.set_payload(
        "--report\nContent-Type: text/plain\n\nYour mail could not be delivered.\n"
        "--report\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.customer.example\n\n"
        f"Final-Recipient: rfc822; {recipient}\nAction: failed\nStatus: 5.1.1\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\n\n"
        f"--report\nContent-Type: text/rfc822-headers\n\n{headers}\n\n--report--\n"
    )
    return report


def words_of(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


def _bare(subject: str) -> str:
    return subject.removeprefix("Re: ")


def until(is_so: Callable[[], bool], *, seconds: float) -> None:
    """Raises AssertionError when it is not so in time."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not become so in time"
        time.sleep(0.05)
