"""Waiting for mail, with a server that speaks at the most inconvenient moments."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from keepword.channels.email.idling import IdlingClient, wait_for_news

HANGS_UP = b""
SOON = 1.5  # seconds; less than one look at the socket takes


@contextmanager
def _server(*, says_after_idle: list[bytes]) -> Iterator[int]:
    """Speaks as much IMAP as waiting needs, on the port that it gives. What it says to IDLE leaves in these pieces."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        thread = threading.Thread(target=_speak, args=(listener, says_after_idle), daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(5)


def _speak(listener: socket.socket, says_after_idle: list[bytes]) -> None:
    line, _ = listener.accept()
    with line, line.makefile("rb") as heard:
        line.sendall(b"* PREAUTH [CAPABILITY IMAP4rev1 IDLE] ready\r\n")
        tag = b""
        for words in heard:
            if words.strip() == b"DONE":
                line.sendall(tag + b" OK Idle completed.\r\n")
                continue
            tag, command = words.split()[:2]
            if command == b"IDLE":
                for piece in says_after_idle:
                    line.sendall(piece)
                if HANGS_UP in says_after_idle:
                    return
            else:
                line.sendall(b"* CAPABILITY IMAP4rev1 IDLE\r\n" + tag + b" OK done\r\n")


@pytest.mark.parametrize(
    "pieces",
    [
        [b"+ idling\r\n* 2 EXISTS\r\n"],
        [b"+ idling\r\n", b"* 2 EXISTS\r\n"],
        [b"+ idling\r\n* OK Still here\r\n* 2 EXISTS\r\n* 1 RECENT\r\n"],
    ],
    ids=["in one piece with the answer", "after the answer", "among other words"],
)
def test_mail_that_comes_as_we_begin_to_wait_is_heard_at_once(pieces):
    with _server(says_after_idle=pieces) as port:
        client = IdlingClient("127.0.0.1", port, ssl=False, timeout=5)
        began = time.monotonic()
        wait_for_news(client, stopped=threading.Event())
        assert time.monotonic() - began < SOON
        client.shutdown()


def test_who_is_told_to_stop_waits_no_longer():
    with _server(says_after_idle=[b"+ idling\r\n"]) as port:
        client = IdlingClient("127.0.0.1", port, ssl=False, timeout=5)
        stopped = threading.Event()
        stopped.set()
        wait_for_news(client, stopped=stopped)
        client.shutdown()


def test_a_line_that_is_cut_while_we_wait_is_noticed():
    with _server(says_after_idle=[b"+ idling\r\n", HANGS_UP]) as port:
        client = IdlingClient("127.0.0.1", port, ssl=False, timeout=5)
        with pytest.raises((IdlingClient.Error, OSError)):
            wait_for_news(client, stopped=threading.Event())
