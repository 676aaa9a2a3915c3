"""All parts of the program in one process: the web on asyncio, the rest on a few threads, stopped together."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import FrameType
from typing import Any, NoReturn

import uvloop
from django.conf import settings
from django.db import connection
from uvicorn.config import Config
from uvicorn.server import Server

from keepword.channels.email import listening, polling
from keepword.events import claiming, hub, scheduling, working
from keepword.kit.databases.sqlite.writing_back import write_back
from keepword.web import live
from keepword.widget import live as visitors
from keepword.wiring import aloneness, heap, schedule
from keepword.wiring.ports import refuse_unusable

SENDERS = 2
ASIDE = 2  # threads for what streams and the mail listener ask the database; each keeps a connection and its pages
# Seconds. A page gives the interpreter away at each query and must wait for whoever computes to have had a turn: with
# Python's 5 ms, a page of a dozen queries waited longer than it worked while an answer was being sent.
TURN = 0.0005
# Seconds; together they keep the promise to stop within ten.
CLOSE_WITHIN = 4
FINISH_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts to run. `mail_port` None means that no mail is listened for."""

    has_web: bool
    has_work: bool
    host: str
    port: int
    mail_port: int | None


def run(parts: Parts, *, ready: Callable[[], None]) -> NoReturn:
    """Until SIGTERM or SIGINT, and then the process has ended. `ready` is called once everything listens. Raises
    Refused when a port cannot be had."""
    try:
        _run(parts, ready=ready)
    except KeyboardInterrupt:
        _end(status=130)
    except SystemExit as told:
        _end(status=told.code if isinstance(told.code, int) else 0)
    _end(status=0)


def _end(*, status: int) -> NoReturn:
    """At once. Python would wait for every page that is still waiting for the database, however long, and then take
    half a second, or five on a busy machine, to undo what it holds in memory; the ten seconds would be over."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


def _run(parts: Parts, *, ready: Callable[[], None]) -> None:
    sys.setswitchinterval(TURN)
    heap.keep_few()
    refuse_unusable(host=parts.host, ports=_ports(parts))
    signal.signal(signal.SIGTERM, _leave)
    stopped = threading.Event()
    if parts.has_work and aloneness.is_only_worker():
        claiming.take_over()
    connection.close()  # this thread asks the database nothing more
    threads = [_thread(hub.listen_until, stopped), _thread(heap.give_back_until, stopped)]
    if parts.has_work:
        threads.append(_thread(working.work_inside, stopped))
        threads += [_thread(working.work_outside, stopped) for _ in range(SENDERS)]
        threads.append(_thread(lambda: scheduling.run_until(stopped, every=schedule.EVERY)))
        threads.append(_thread(polling.poll_until, stopped))
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve(parts, ready=ready))
    finally:
        stopped.set()
        until = time.monotonic() + FINISH_WITHIN
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        write_back()


def _ports(parts: Parts) -> dict[str, int]:
    web = {"--port": parts.port} if parts.has_web else {}
    mail = {"--mail-port": parts.mail_port or 0, "KEEPWORD_LMTP_PORT": settings.LMTP_PORT} if parts.has_work else {}
    return web | mail


def _leave(number: int, frame: FrameType | None) -> None:
    """Uvicorn closes its connections and then raises the signal again: by default that would end the process before
    the threads have finished what they are at."""
    sys.exit(0)


def _thread(work: Callable[..., Any], *arguments: Any) -> threading.Thread:
    thread = threading.Thread(target=work, args=arguments, daemon=True)
    thread.start()
    return thread


async def _serve(parts: Parts, *, ready: Callable[[], None]) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(ASIDE, thread_name_prefix="aside"))
    async with _mail(parts):
        if parts.has_web:
            await _Web(parts, ready=ready).serve()
        else:
            ready()
            await _until_told()


@contextlib.asynccontextmanager
async def _mail(parts: Parts) -> AsyncIterator[None]:
    if parts.mail_port is None or not parts.has_work:
        yield
        return
    stop = await listening.start(host=parts.host, port=parts.mail_port, lmtp_port=settings.LMTP_PORT or None)
    try:
        yield
    finally:
        await stop()


class _Web(Server):
    """Uvicorn, but open streams are ended first when it stops: they would keep it waiting."""

    def __init__(self, parts: Parts, *, ready: Callable[[], None]) -> None:
        super().__init__(
            Config(
                "keepword.wiring.asgi:application",
                host=parts.host,
                port=parts.port,
                loop="none",
                http="httptools",
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                forwarded_allow_ips=settings.PROXIES,
                timeout_graceful_shutdown=CLOSE_WITHIN,
                timeout_keep_alive=30,
                h11_max_incomplete_event_size=65_536,
            )
        )
        self._ready = ready

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: Any) -> None:
        live.close_all()
        visitors.close_all()
        super().handle_exit(sig, frame)


async def _until_told() -> None:
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    await told.wait()
