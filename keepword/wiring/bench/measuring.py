"""All rows of one filled database, against one server of its own."""

import asyncio
import itertools
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPConnection

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.utils.crypto import get_random_string

from keepword.conversations.models import Conversation, Inbox, Message
from keepword.people.models import Agent
from keepword.people.recognising import SessionStore
from keepword.people.tokens import give
from keepword.wiring.bench import bulk_act, latency, limits
from keepword.wiring.bench.asking import Cost, Request, ask, cost
from keepword.wiring.bench.long_story import prolong
from keepword.wiring.bench.mails import Rate
from keepword.wiring.bench.programs import Program, serve
from keepword.wiring.bench.saved_views import VIEWS, keep_views
from keepword.wiring.bench.sink import Sink, listening
from keepword.wiring.bench.table import Row
from keepword.wiring.bench.watching import screens_open
from keepword.wiring.demo.scripts import RARE_ITEM

TIMES = 150
DEEP = 100
MAILS = 3000
COMMON_WORD = "parcel"


class Bench:
    """One engine, one size. `wanted` decides by its name which row is measured."""

    def __init__(self, program: Program, sink: Sink, *, wanted: Callable[[str], bool]) -> None:
        self.program, self.sink = program, sink
        self.wanted = wanted
        self.agent = Agent.objects.order_by("id").get(pk=Agent.objects.order_by("id").values("id")[:1])
        self.cookie = {"Cookie": _cookies(_sign_in(self.agent))}
        self.token = {"Authorization": f"Bearer {give(self.agent, name='bench')}"}
        self.size = round(Conversation.objects.count(), -3)

    def row(self, what: str, found: Cost, *, limit_ms: float | None = None) -> Row:
        return Row(what, connection.vendor, self.size, found.median_ms, "ms", found.p95_ms, found.cpu_ms, limit_ms)

    def plain(
        self, what: str, value: float, unit: str, *, p95: float | None = None, cpu_ms: float | None = None
    ) -> Row:
        return Row(what, connection.vendor, self.size, value, unit, p95, cpu_ms)

    def pages(self) -> Iterator[Row]:
        shown = Conversation.objects.filter(status="open").order_by("-last_activity_at")[20]
        long = prolong(Conversation.objects.filter(status="open").order_by("-last_activity_at")[30])
        view = f"/views/{keep_views(self.agent).pk}"
        for what, path, limit in [
            ("inbox, first page", "/inbox/open", limits.inbox_ms),
            (f"inbox, page {DEEP}", "/inbox/open …", limits.inbox_ms),
            ("saved view, first page", view, None),
            (f"saved view, page {DEEP}", f"{view} …", None),
            (f"counts of {len(VIEWS)} views", "/views/counts", None),
            ("one conversation", f"/conversations/{shown.pk}", lambda: limits.conversation_ms(shown.pk)),
            ("a conversation of 1,000 messages", f"/conversations/{long.pk}", None),
            ("search, word in 0.1 %", f"/search?q={RARE_ITEM.replace(' ', '+')}", None),
            ("search, word in 20 %", f"/search?q={COMMON_WORD}", None),
            ("API: list", "/api/v1/conversations?status=open&limit=50", None),
        ]:
            if self.wanted(what):
                where = self._deep(path.removesuffix(" …")) if path.endswith(" …") else path
                headers = self.token if where.startswith("/api") else self.cookie
                found = cost(self.program, partial(itertools.repeat, Request(where, headers)), times=TIMES)
                yield self.row(what, found, limit_ms=limit() if limit else None)

    def bulk(self) -> Iterator[Row]:
        if self.wanted("bulk of 1,000, a row"):
            number, found = bulk_act.give(self.program, token=self.token)
            yield self.plain("bulk of 1,000, a row: assigned", found.median_ms, "ms", cpu_ms=found.cpu_ms)
            found = bulk_act.take_back(self.program, token=self.token, bulk=number)
            yield self.plain("bulk of 1,000, a row: taken back", found.median_ms, "ms", cpu_ms=found.cpu_ms)

    def _deep(self, path: str) -> str:
        """The address of page 100 of a list, found by turning pages as a person would; the last one when there are
        fewer."""
        client = HTTPConnection("127.0.0.1", self.program.port, timeout=60)
        for _ in range(DEEP - 1):
            _, content = ask(client, Request(path, self.cookie))
            found = re.search(rb'href="([^"]*before=[^"]+)" rel="next"', content)
            if not found:
                break
            path = found.group(1).decode().replace("&amp;", "&")
        return path

    def writes(self) -> Iterator[Row]:
        inbox = Inbox.objects.order_by("id").values_list("id", flat=True)[0]
        ids = itertools.cycle(Conversation.objects.order_by("-id").values_list("id", flat=True)[:500])
        numbers = itertools.count()

        def creations() -> Iterator[Request]:
            for number in numbers:
                contact = {"address": f"new{number}@mail.example", "name": "New Customer"}
                body = {"inbox": inbox, "contact": contact, "subject": f"Question {number}", "text": "Where is it?"}
                yield Request("/api/v1/conversations", self.token, body)

        def replies() -> Iterator[Request]:
            for number in ids:
                yield Request(f"/api/v1/conversations/{number}/replies", self.token, {"text": "It is on its way."})

        for what, requests in [("API: create", creations), ("API: reply", replies)]:
            if self.wanted(what):
                yield self.row(what, cost(self.program, requests, times=TIMES))

    def mail(self) -> Iterator[Row]:
        if self.wanted("mails a second"):
            rate = self._mail_rate()
            yield self.plain("mails a second, acknowledged", rate.acknowledged, "/s")
            yield self.plain("mails a second, end to end", rate.taken_in, "/s")

    def _mail_rate(self) -> Rate:
        inbox = Inbox.objects.order_by("id").values_list("address", flat=True)[0]
        last = Message.objects.order_by("-id").values_list("id", flat=True)[0]
        words = ["-m", "keepword.wiring.bench.mails", str(self.program.mail_port), str(MAILS), inbox]
        began = time.perf_counter()
        sender = subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE)
        while Message.objects.filter(id__gt=last, kind="inbound").count() < MAILS:
            if time.perf_counter() - began > 300:
                raise TimeoutError("The mails did not become messages within five minutes.")
            time.sleep(0.05)
        took = time.perf_counter() - began
        sent_in = float(sender.communicate()[0])
        return Rate(MAILS / sent_in, MAILS / took)

    def lateness(self) -> Iterator[Row]:
        if self.wanted("message stored to screen"):
            p50, p95 = asyncio.run(latency.to_screen(self.program, cookie=self.cookie["Cookie"]))
            yield self.plain("message stored to screen", p50, "ms", p95=p95)
        if self.wanted("reply posted to relay"):
            newest = Conversation.objects.order_by("-id").values_list("id", flat=True)[0]
            path = f"/api/v1/conversations/{newest}/replies"
            p50, p95 = latency.to_relay(self.program, self.sink, path=path, token=self.token)
            yield self.plain("reply posted to relay", p50, "ms", p95=p95)

    def beginning(self) -> Iterator[Row]:
        rested = self.program.come_to_rest()
        if self.wanted("first page to rest"):
            yield self.plain("first page to rest", rested, "s")
        if self.wanted("memory, resident at the start"):
            yield self.plain("memory, resident at the start", self.program.memory_mb(), "MB")

    def rest(self) -> Iterator[Row]:
        if self.wanted("memory, resident after all of it"):
            yield self.plain("memory, resident after all of it", self.program.memory_mb(), "MB")
        if self.wanted("start to first page"):
            yield self.plain("start to first page", self.program.started_in, "s")


def _sessions() -> list[str]:
    """Of every agent, as a Cookie header."""
    return [_cookies(_sign_in(agent)) for agent in Agent.objects.active().order_by("id")]


def _cookies(session: str) -> str:
    """What a browser sends that has been here before: who it is, and the secret of its forms."""
    secret = get_random_string(CSRF_SECRET_LENGTH)
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={secret}"


def _sign_in(agent: Agent) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(agent.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = agent.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def measure(*, wanted: Callable[[str], bool]) -> Iterator[Row]:
    """All rows of the database that the settings name. The server is started twice: the second start is measured."""
    with serve(os.environ):
        pass
    with listening() as sink, serve(os.environ | {"KEEPWORD_RELAY_URL": f"smtp://127.0.0.1:{sink.port}"}) as program:
        bench = Bench(program, sink, wanted=wanted)
        yield from bench.beginning()
        with screens_open(program, _sessions()):
            yield from bench.pages()
            yield from bench.bulk()
        yield from bench.writes()
        yield from bench.lateness()
        yield from bench.mail()
        yield from bench.rest()
