"""One inbox, tried from all sides at once."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from importlib import import_module

from django.utils import translation
from django.utils.translation import gettext as _

from keepword.channels.email.imap import check
from keepword.channels.email.models import Mailbox
from keepword.channels.email.trying.findings import TROUBLE, UNKNOWN, WELL, Finding
from keepword.channels.email.trying.relay import relay_finding
from keepword.conversations.models import Inbox

SECONDS = 25.0
MOST_MAILBOXES = 5


def try_inbox(inbox: Inbox, *, selector: str = "") -> list[Finding]:
    """Takes seconds, at most `SECONDS`. `selector` names a DKIM key to look for, "" for none."""
    mailboxes = list(Mailbox.objects.filter(inbox=inbox, is_active=True).order_by("id")[:MOST_MAILBOXES])
    parts: list[Callable[[], list[Finding]]] = [
        *(lambda one=one: [_mailbox(one)] for one in mailboxes),
        lambda: [relay_finding(inbox.address)],
        lambda: _domain(inbox.address, is_fetched=bool(mailboxes), selector=selector),
    ]
    return [finding for found in _all_at_once(parts) for finding in found]


def _all_at_once(parts: Sequence[Callable[[], list[Finding]]]) -> list[list[Finding]]:
    """In the language of the reader, which belongs to a thread. Whoever takes too long is left to himself."""
    pool = ThreadPoolExecutor(len(parts), thread_name_prefix="trial")
    language = translation.get_language() or "en"
    begun = [pool.submit(_spoken, part, language=language) for part in parts]
    pool.shutdown(wait=False)
    until = time.monotonic() + SECONDS
    return [_result(one, until=until) for one in begun]


def _spoken(part: Callable[[], list[Finding]], *, language: str) -> list[Finding]:
    with translation.override(language):
        return part()


def _result(begun: "Future[list[Finding]]", *, until: float) -> list[Finding]:
    try:
        return begun.result(timeout=max(until - time.monotonic(), 0))
    except TooSlow:
        return [Finding(_("Time"), UNKNOWN, _("One of the servers took too long. Try it again."))]


def _mailbox(mailbox: Mailbox) -> Finding:
    found = check(mailbox)
    about = _("Mailbox %(name)s") % {"name": mailbox.username}
    return Finding(
        about, TROUBLE if found else WELL, found or _("It opens: server, name, password and folder are right.")
    )


def _domain(address: str, *, is_fetched: bool, selector: str) -> list[Finding]:
    # Loaded when somebody asks: what it stands on takes 6 MB, and it is asked once in a while.
    domain = import_module("keepword.channels.email.trying.domain")
    found: list[Finding] = domain.domain_findings(address, is_fetched=is_fetched, selector=selector)
    return found
