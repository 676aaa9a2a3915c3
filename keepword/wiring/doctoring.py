"""Look at everything that can go wrong around Keepword and say it in words, with what to do."""

import shutil
import smtplib  # house: asks the relay whether it would take mail, and sends none
import socket  # house: only for this machine's name
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from keepword.channels.email.models import UNREADABLE, Mailbox, OutboxMail, StoredMail
from keepword.conversations.founding import is_founded
from keepword.events import backlog
from keepword.events.models import Task
from keepword.kit import clock

ROOM_WANTED = 1_000_000_000  # bytes
LATE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Finding:
    """`is_well` False means that somebody should do something; `says` tells what."""

    about: str
    is_well: bool
    says: str


def look() -> list[Finding]:
    """All findings. When the database is away, those that need it are left out."""
    found = [_database(), _relay(), _redis(), _disk(), _address()]
    if found[0].is_well:
        found += [check() for check in (_founded, _outbox, _tasks, _dead_letters, _unreadable)]
        found += _mailboxes()
    return found


def _database() -> Finding:
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        if not executor.loader.applied_migrations:
            return Finding("database", False, "There is nothing in it yet. Starting `keepword serve` fills it.")
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return Finding(
                "database", False, "It is of an older version. Starting `keepword serve` brings it up to date."
            )
    except DatabaseError as error:
        return Finding("database", False, f"It cannot be reached: {str(error).strip()}. Check DATABASE_URL.")
    return Finding("database", True, connection.vendor)


def _relay() -> Finding:
    if not settings.RELAY.backend:
        return Finding(
            "mail out",
            False,
            "No relay is set, so replies stay in the local outbox and reach nobody. Set KEEPWORD_RELAY_URL.",
        )
    if "host" not in settings.RELAY.options:
        return Finding("mail out", True, settings.RELAY.name)
    return Finding("mail out", *_reach_relay())


def _reach_relay() -> tuple[bool, str]:
    options = settings.RELAY.options
    kind: Callable[..., smtplib.SMTP] = smtplib.SMTP_SSL if options["use_ssl"] else smtplib.SMTP
    try:
        with kind(options["host"], options["port"], timeout=10) as relay:
            if options["use_tls"]:
                relay.starttls()
            if options["username"]:
                relay.login(options["username"], options["password"])
    except smtplib.SMTPAuthenticationError:
        return False, f"{settings.RELAY.name} refuses the user name or password of KEEPWORD_RELAY_URL."
    except (smtplib.SMTPException, OSError) as error:
        return False, f"{settings.RELAY.name} does not answer ({type(error).__name__}). Check KEEPWORD_RELAY_URL."
    return True, f"{settings.RELAY.name} answers"


def _redis() -> Finding:
    if not settings.REDIS_URL:
        return Finding("redis", True, "not used")
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_timeout=5).ping()
    except redis.RedisError as error:
        return Finding("redis", False, f"It does not answer ({type(error).__name__}). Check REDIS_URL.")
    return Finding("redis", True, "answers")


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    says = f"{free / 1e9:.1f} GB free in {settings.DATA}"
    return Finding("disk", free > ROOM_WANTED, says if free > ROOM_WANTED else f"Only {says}. Make room soon.")


def _address() -> Finding:
    if settings.PUBLIC_ADDRESS:
        return Finding("address", True, settings.PUBLIC_ADDRESS)
    return Finding("address", True, f"not set; fine on {socket.gethostname()} alone, else set KEEPWORD_ADDRESS")


def _founded() -> Finding:
    if is_founded():
        return Finding("set-up", True, "done")
    return Finding("set-up", False, "Not done. Open /setup in a browser, or run `keepword setup`.")


def _outbox() -> Finding:
    held = OutboxMail.objects.filter(message__delivery_state="held").count()
    return Finding("local outbox", not held, f"{held} replies wait here." if held else "empty")


def _tasks() -> Finding:
    late = backlog.waiting(since=clock.now() - LATE)
    return Finding(
        "work", not late, f"{late} tasks are late. Is `keepword serve` running?" if late else "nothing is late"
    )


def _dead_letters() -> Finding:
    dead = Task.objects.dead().count()
    return Finding("given up", not dead, f"{dead} tasks. See /settings/failures." if dead else "nothing")


def _unreadable() -> Finding:
    bad = StoredMail.objects.filter(state=UNREADABLE).count()
    return Finding("unreadable mail", not bad, f"{bad} mails. See /settings/unread-mail." if bad else "none")


def _mailboxes() -> list[Finding]:
    """For the operator, not for an agent: every mailbox."""
    return [
        Finding(f"mailbox {box.username} at {box.host}", not box.trouble, box.trouble or "well")
        for box in Mailbox.objects.filter(is_active=True).order_by("id")
    ]
