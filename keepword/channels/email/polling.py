"""Read mailboxes by IMAP: each in a thread of its own, so that one that fails never stops another."""

import logging
import threading
from dataclasses import dataclass, field

from django.db import Error as DatabaseFault
from django.db import close_old_connections, connection

from keepword.channels.email.fetching import fetch_new
from keepword.channels.email.idling import NOTICE_WITHIN, wait_for_news
from keepword.channels.email.imap import ERRORS, Open, opened, trouble
from keepword.channels.email.models import Mailbox

log = logging.getLogger(__name__)

LOOK_EVERY = 5.0  # seconds between two looks at which mailboxes there are
ASK_EVERY = 60.0  # seconds, of a server that cannot say when there is new mail
PAUSES = (5.0, 30.0, 120.0, 300.0)


def poll_until(stopped: threading.Event) -> None:
    """Until told to stop. Mailboxes that are added, changed or switched off are noticed within seconds."""
    readers: dict[int, Reader] = {}
    while not stopped.is_set():
        try:
            close_old_connections()
            _match(readers)
        except DatabaseFault as error:
            log.warning("The database is away, mailboxes are looked for again soon: %s", type(error).__name__)
            connection.close()
        stopped.wait(LOOK_EVERY)
    for reader in readers.values():
        reader.stopped.set()
    for reader in readers.values():
        reader.thread.join(NOTICE_WITHIN * 2)
    connection.close()


def _match(readers: "dict[int, Reader]") -> None:
    """One reader for each mailbox that is switched on, as it is set now."""
    wanted = {mailbox.pk: mailbox for mailbox in Mailbox.objects.filter(is_active=True)}
    for pk, reader in list(readers.items()):
        if pk not in wanted or _settings(wanted[pk]) != _settings(reader.mailbox) or not reader.thread.is_alive():
            reader.stopped.set()
            del readers[pk]
    for pk, mailbox in wanted.items():
        if pk not in readers:
            readers[pk] = Reader(mailbox)
            readers[pk].thread.start()


def _settings(mailbox: Mailbox) -> tuple[object, ...]:
    names = ("inbox_id", "host", "port", "security", "username", "sealed_password", "folder")
    return tuple(getattr(mailbox, name) for name in names)


@dataclass
class Reader:
    """Reads one mailbox until it is told to stop."""

    mailbox: Mailbox
    stopped: threading.Event = field(default_factory=threading.Event)
    failures: int = 0

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._run, name=f"mailbox {self.mailbox.pk}", daemon=True)

    def _run(self) -> None:
        while not self.stopped.is_set():
            try:
                close_old_connections()
                with opened(self.mailbox) as here:
                    self._read(here)
            except (*ERRORS, DatabaseFault) as error:
                self._rest(error)
            except Exception as error:  # noqa: BLE001  whatever a server answers must not end the reading for ever
                log.exception("Mailbox %s could not be read", self.mailbox.pk)
                self._rest(error)
        connection.close()

    def _read(self, here: Open) -> None:
        while not self.stopped.is_set():
            _forget_announcements(here)
            stored = fetch_new(self.mailbox, here=here)
            self._all_is_well()
            if not stored and not _was_announced(here):
                self._wait(here)

    def _wait(self, here: Open) -> None:
        """Until there may be something new."""
        if here.can_wait:
            wait_for_news(here.client, stopped=self.stopped)
        else:
            self.stopped.wait(ASK_EVERY)

    def _all_is_well(self) -> None:
        self.failures = 0
        Mailbox.objects.filter(pk=self.mailbox.pk).exclude(trouble="").update(trouble="")

    def _rest(self, error: Exception) -> None:
        """Say what is wrong, and wait longer each time."""
        connection.close()
        if not isinstance(error, DatabaseFault):
            log.warning("Mailbox %s cannot be read: %s", self.mailbox.pk, type(error).__name__)
            self._note(trouble(error, mailbox=self.mailbox))
        self.stopped.wait(PAUSES[min(self.failures, len(PAUSES) - 1)])
        self.failures += 1

    def _note(self, words: str) -> None:
        try:
            Mailbox.objects.filter(pk=self.mailbox.pk).update(trouble=words)
        except DatabaseFault:
            connection.close()


def _forget_announcements(here: Open) -> None:
    here.client._imap.response("EXISTS")


def _was_announced(here: Open) -> bool:
    """Whether the server told of new mail beside its answers. It does not tell again when we start to wait, and
    imapclient keeps it to itself."""
    return here.client._imap.response("EXISTS")[1] != [None]
