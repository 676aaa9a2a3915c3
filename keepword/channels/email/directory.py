"""Which inbox is behind an address, without asking the database for each mail."""

import asyncio
import time

from django.db import connection

from keepword.channels.email.plus_addresses import spellings
from keepword.conversations.models import Inbox

KEPT_SECONDS = 60.0


class Directory:
    """What the database said last. Before an address is called unknown it is always asked again: an inbox that was
    made a second ago takes mail. However many ask at once, one question is on its way and one more waits."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._asked = self._answered = 0
        self._read_at = -KEPT_SECONDS
        self._reading = asyncio.Lock()

    async def inbox_id(self, address: str) -> int | None:
        """None when nobody here has this address. Raises django.db.Error when the database is away."""
        is_fresh = time.monotonic() - self._read_at < KEPT_SECONDS
        found = self._look_up(address) if is_fresh else None
        if found is None:
            await self._ask()
            found = self._look_up(address)
        return found

    def forget(self) -> None:
        """What is known proved wrong: an inbox is gone."""
        self._read_at = -KEPT_SECONDS

    def _look_up(self, address: str) -> int | None:
        return next((self._ids[one] for one in spellings(address) if one in self._ids), None)

    async def _ask(self) -> None:
        self._asked += 1
        number = self._asked
        async with self._reading:
            if self._answered < number:
                includes = self._asked
                self._ids = await asyncio.to_thread(_read)
                self._answered, self._read_at = includes, time.monotonic()


def _read() -> dict[str, int]:
    try:
        # For the system, not for a person: mail reaches every inbox.
        return {address.lower(): pk for pk, address in Inbox.objects.values_list("id", "address")}
    finally:
        connection.close()
