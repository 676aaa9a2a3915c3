"""A private Dovecot: mailboxes to read over IMAP (also with TLS), and LMTP to deliver into them."""

import imaplib
import os
import pwd
import re
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import run

from tests.services.certificates import make_certificate
from tests.services.processes import Missing, Server, answers, free_port, private_folder, program, unprivileged_user

USERS = {
    "support@shop.example": "support-secret",
    "hilfe@shop.example": "hilfe-secret",
    "mei@customer.example": "mei-secret",
    "juan@customer.example": "juan-secret",
    "minji@customer.example": "minji-secret",
    "nari@customer.example": "nari-secret",
    "dave@shop.example": "dave-secret",
}

# Everything runs as one ordinary user, so that it works with root and without.
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail/%u
maildir_stat_dirs = yes
mail_fsync = never
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service lmtp {{
  user = {user}
  inet_listener lmtp {{
    port = {lmtp_port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
protocol lmtp {{
  auth_username_format = %Lu
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """`user` and `password` are the first of `users`; all have an empty INBOX at the start of the test run."""

    host: str
    imap_port: int
    imaps_port: int
    lmtp_port: int
    certificate: Path
    users: dict[str, str]
    server: Server

    @property
    def user(self) -> str:
        return next(iter(self.users))

    @property
    def password(self) -> str:
        return self.users[self.user]

    def deliver(self, raw: bytes, *, to: str, sender: str = "someone@elsewhere.example") -> None:
        """Put a raw mail into the INBOX of `to`, as the last hop of the internet would."""
        with smtplib.LMTP(self.host, self.lmtp_port) as session:
            session.sendmail(sender, [to], raw)

    def messages(self, user: str, *, folder: str = "INBOX") -> list[bytes]:
        """The raw mails in a mailbox, oldest first; looking leaves them unseen."""
        with self._session(user) as session:
            session.select(folder, readonly=True)
            numbers = session.search(None, "ALL")[1][0].split()
            return [session.fetch(number.decode(), "(BODY.PEEK[])")[1][0][1] for number in numbers]

    def change_password(self, user: str, *, to: str) -> None:
        """As the owner of a mailbox does, without telling us. Sessions that are open stay open."""
        known = self.users | {user: to}
        (self.certificate.parent / "users").write_text(_passwords(known))

    def empty(self, user: str) -> None:
        with self._session(user) as session:
            count = int(session.select("INBOX")[1][0])
            if count:
                session.store("1:*", "+FLAGS", r"(\Deleted)")
                session.expunge()

    @contextmanager
    def _session(self, user: str) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4(self.host, self.imap_port) as session:
            session.login(user, self.users[user])
            yield session


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    executable = program("dovecot", package="dovecot-imapd dovecot-lmtpd")
    _check_version(executable)
    owner = unprivileged_user("mail")
    with private_folder("dovecot", owner=owner) as folder:
        ports = {f"{name}_port": free_port() for name in ("imap", "imaps", "lmtp")}
        certificate = make_certificate(folder)
        _write_configuration(folder, owner=owner, ports=ports)
        server = Server(
            [executable, "-F", "-c", str(folder / "dovecot.conf")], folder=folder, user=owner,
            is_ready=lambda: all(answers(port) for port in ports.values()),
        )  # fmt: skip
        with server:
            yield Dovecot(
                host="127.0.0.1", certificate=certificate.certificate, users=dict(USERS), server=server, **ports
            )


def _check_version(executable: str) -> None:
    """The configuration below is written for 2.3 (Debian 12); 2.4 has other words for nearly every line."""
    version = run([executable, "--version"], check=True, capture_output=True, text=True).stdout
    if not re.match(r"2\.3\.", version):
        raise Missing(f"these tests know the configuration of dovecot 2.3 only, and found {version.strip()}")


def _write_configuration(folder: Path, *, owner: str | None, ports: dict[str, int]) -> None:
    entry = pwd.getpwnam(owner) if owner else pwd.getpwuid(os.geteuid())
    for name in ("run", "state", "mail", "home"):
        (folder / name).mkdir()
    (folder / "users").write_text(_passwords(USERS))
    group = run(["id", "-gn", entry.pw_name], check=True, capture_output=True, text=True).stdout.strip()
    (folder / "dovecot.conf").write_text(
        CONFIGURATION.format(
            folder=folder, user=entry.pw_name, group=group, uid=entry.pw_uid, gid=entry.pw_gid, **ports
        )
    )
    if owner:
        for path in folder.rglob("*"):
            os.chown(path, entry.pw_uid, entry.pw_gid)


def _passwords(users: dict[str, str]) -> str:
    return "".join(f"{user}:{password}\n" for user, password in users.items())
