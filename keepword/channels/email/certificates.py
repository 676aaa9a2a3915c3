"""The certificate of the mail listener. Certificates last for weeks: a renewed one is used without a restart."""

import logging
import ssl
import time
from pathlib import Path

log = logging.getLogger(__name__)

LOOK_EVERY = 30.0  # seconds


class Renewed:
    """A certificate chain and its key, both PEM, as they lie there now."""

    def __init__(self, paths: tuple[Path, Path]) -> None:
        """Raises OSError or ssl.SSLError when they cannot be used."""
        self._paths = paths
        self._looked_at = time.monotonic()
        self._written = self._times()
        self._context = _context(paths)

    def context(self) -> ssl.SSLContext:
        """For a new connection. What is on its way keeps the context that it has."""
        now = time.monotonic()
        if now - self._looked_at >= LOOK_EVERY:
            self._looked_at = now
            self._look()
        return self._context

    def _look(self) -> None:
        """A pair that does not fit together is one that is just being written: the old one serves on."""
        try:
            written = self._times()
            if written != self._written:
                self._context, self._written = _context(self._paths), written
                log.info("The mail listener uses a renewed certificate")
        except (OSError, ssl.SSLError) as error:
            log.warning("The mail listener keeps its old certificate: %s", error)

    def _times(self) -> list[int]:
        return [path.stat().st_mtime_ns for path in self._paths]


def _context(paths: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*paths)
    return context
