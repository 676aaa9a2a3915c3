"""Group commit: letters that arrive at the same time are stored in one transaction, so that one sync to the disk
serves many, and each sender hears "yes" only after it."""

import asyncio
import logging
import queue
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import DatabaseError, IntegrityError, close_old_connections, connection

from keepword.channels.email.storing import Letter, store

log = logging.getLogger(__name__)

LETTERS_AT_ONCE = 100
BYTES_AT_ONCE = 32_000_000
WAITING = 1000  # letters


class NotStored(Exception):
    """The database or the disk did not take it now. Nothing was kept."""


class TooMany(Exception):
    """More letters wait to be stored than we hold: come back later."""


@dataclass(frozen=True, slots=True)
class _Job:
    letters: Sequence[Letter]
    done: asyncio.Future[None]

    @property
    def size(self) -> int:
        return sum(len(letter.raw) for letter in self.letters)


class GroupCommit:
    """One thread that stores, with a connection of its own. Made and asked on the event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._jobs: queue.Queue[_Job | None] = queue.Queue(WAITING)
        self._thread = threading.Thread(target=self._run, name="store mail", daemon=True)
        self._thread.start()

    async def keep(self, letters: Sequence[Letter]) -> None:
        """Returns once all of them are durable. Raises NotStored or TooMany, and then none of them is kept."""
        job = _Job(letters, self._loop.create_future())
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            raise TooMany from None
        await job.done

    async def stop(self) -> None:
        """What waits is stored first."""
        await asyncio.to_thread(self._jobs.put, None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        while (first := self._jobs.get()) is not None:
            jobs, is_last = self._those_that_wait(first)
            self._store(jobs)
            if is_last:
                break
        connection.close()

    def _those_that_wait(self, first: _Job) -> tuple[list[_Job], bool]:
        """All that came while the transaction before was written; and whether we are told to stop."""
        jobs, size = [first], first.size
        while len(jobs) < LETTERS_AT_ONCE and size < BYTES_AT_ONCE:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return jobs, True
            jobs.append(job)
            size += job.size
        return jobs, False

    def _store(self, jobs: list[_Job]) -> None:
        try:
            _store_all(letter for job in jobs for letter in job.letters)
        except IntegrityError:  # one of their inboxes is gone: that must not hurt the others
            for job in jobs:
                self._store_one(job)
        except Exception as error:  # noqa: BLE001  whatever it is, the senders must hear "later", never nothing
            self._tell(jobs, failed=_noted(error))
        else:
            self._tell(jobs)

    def _store_one(self, job: _Job) -> None:
        try:
            _store_all(job.letters)
        except Exception as error:  # noqa: BLE001  as above
            self._tell([job], failed=_noted(error))
        else:
            self._tell([job])

    def _tell(self, jobs: list[_Job], *, failed: NotStored | None = None) -> None:
        self._loop.call_soon_threadsafe(_settle, jobs, failed)


def _store_all(letters: Iterable[Letter]) -> None:
    close_old_connections()
    store(list(letters))


def _noted(error: Exception) -> NotStored:
    if isinstance(error, DatabaseError | OSError):
        log.warning("Mail could not be stored and was asked to come later: %s", type(error).__name__)
    else:
        log.error("Mail could not be stored and was asked to come later", exc_info=error)
    connection.close()
    return NotStored(type(error).__name__)


def _settle(jobs: list[_Job], failed: NotStored | None) -> None:
    """On the event loop. A sender who went away in the meantime hears nothing; the letter is kept all the same."""
    for job in jobs:
        if job.done.done():
            continue
        if failed is None:
            job.done.set_result(None)
        else:
            job.done.set_exception(failed)
