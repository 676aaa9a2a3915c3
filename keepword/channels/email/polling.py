"""Read mailboxes by IMAP. (First slice: none yet.)"""

import threading


def poll_until(stopped: threading.Event) -> None:
    """Until told to stop."""
    stopped.wait()
