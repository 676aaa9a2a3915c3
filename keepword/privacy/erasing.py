"""Forget a person: every room takes out what it keeps, and the report says how much it was.

The first step takes the person away: name, addresses, whatever is kept of them alone. Whoever writes from there again
is a stranger. Their conversations follow, a few at a time, so that nobody else waits for it; where the process is
stopped it goes on at the next start.

Not reached from here, and said on the page: backups made before, the mailboxes of others, and what people in other
conversations quoted.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from keepword.care.erasing import erase_gifts
from keepword.channels.chat.erasing import erase_visits
from keepword.channels.email.erasing import erase_mails
from keepword.commerce.erasing import erase_purchases
from keepword.conversations.erasing import (
    conversations_of,
    cut_off,
    erase_conversations,
    erase_messages,
    has_words,
    messages_elsewhere,
    messages_in_theirs,
)
from keepword.conversations.models import Conversation
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.events import giving_way, log
from keepword.events.actor import SYSTEM, Actor
from keepword.events.log import Fact
from keepword.events.models import Event
from keepword.kit import clock
from keepword.people.addressees import whole
from keepword.people.erasing import erase_person, rows_of
from keepword.people.models import Agent, Contact, Identity
from keepword.privacy.models import Erasure
from keepword.promises.ledger.erasing import erase_promises, let_go, open_promises
from keepword.segments.persons import erase_from_segments
from keepword.surveys.erasing import erase_answers

AT_ONCE = 2.0  # seconds that somebody waits for it; who wrote for years is erased in the background
SLICE = 5.0  # seconds for one task, far less than a worker's lease
BEGUN, WENT_ON = "contact.erasure_begun", "contact.erasure_went_on"


class NotEverythingSeen(Exception):
    """Whoever erases a person must see every inbox: half a person erased would be a false report."""


class SomethingHeld(Exception):
    """A conversation of theirs is kept for the law, see `holding.py`: the right to be forgotten ends there (GDPR 17
    (3) e), until somebody ends the hold."""


def erase(contact: Contact, *, by: Agent | None, within: float | None = None) -> Erasure:
    """For good: there is no undo, and nobody can bring it back. Every row that was merged into one person goes with
    it, whichever of them is named. `by` is None for the command line. What is not done `within` so many seconds is
    done in the background, and `ended_at` is None until then. A person who was erased before gives the report of
    then. Raises NotEverythingSeen and SomethingHeld."""
    if by is not None and visible_inbox_ids(by) is not None:
        raise NotEverythingSeen
    erasure = _begin(contact, by=by)
    _go_on(erasure.pk, seconds=within)
    erasure.refresh_from_db()
    return erasure


def follow(event: Event) -> None:
    """Reaction to `contact.erasure_begun` and to its own `contact.erasure_went_on`. Again after a crash it goes on
    where it was."""
    number = int(event.data["erasure"])
    if _go_on(number, seconds=SLICE):
        with transaction.atomic():
            log.record(WENT_ON, cause=event, erasure=number)


@transaction.atomic
def _begin(contact: Contact, *, by: Agent | None) -> Erasure:
    rows = rows_of(whole(rows_of(contact)[0], by=by))
    contact = Contact.objects.select_for_update().get(pk=rows[0].pk)
    done = Erasure.objects.filter(contact=contact).first()
    if done is not None:
        return done
    _demand_nothing_held(rows)
    counts = Counter(conversations=len(conversations_of(rows)), messages=0, files=0, elsewhere=0)
    for row in reversed(rows):  # the one that goes on last: it holds the addresses
        counts.update(_take_away(row))
    made = Erasure.objects.create(contact=contact, at=clock.now(), by=by, counts=dict(counts))
    log.record(BEGUN, actor=_actor(made), erasure=made.pk)
    return made


def _demand_nothing_held(rows: list[Contact]) -> None:
    """Neither of theirs, nor one that they took part in."""
    theirs = Q(contact__in=rows) | Q(participants__contact__in=rows)
    if Conversation.objects.filter(theirs, is_held=True).exists():  # house: for the law, not for a reader
        raise SomethingHeld


def _take_away(contact: Contact) -> dict[str, int]:
    """From the top of the house down: whoever still needs an address finds it."""
    addresses = list(Identity.objects.filter(contact=contact).values_list("value", flat=True))
    erase_visits(conversations=conversations_of([contact]), addresses=addresses)
    counts = {
        "promises": erase_promises(contact),
        "answers": erase_answers(contact),
        "purchases": erase_purchases(contact),
        "segments": erase_from_segments(contact),
        "gifts": erase_gifts(contact),
        "mails": erase_mails(messages=[], conversations=[], addresses=addresses),
    }
    cut_off(contact)
    return counts | {"addresses": erase_person(contact)}


def _go_on(number: int, *, seconds: float | None) -> bool:
    """As many steps as that time has room for. Returns whether there is more to do."""
    until = None if seconds is None else time.monotonic() + seconds
    while _step(number):
        if until is not None and time.monotonic() > until:
            return True
        giving_way.to_pages()
    return False


def _step(number: int) -> bool:
    """A few rows, in one short transaction. What to do next is looked for before it, while nobody waits for us; who
    was quicker did this step. Returns whether there may be more."""
    seen = Erasure.objects.get(pk=number)
    if seen.ended_at is not None:
        return False
    rows = rows_of(seen.contact)
    phase = PHASES[seen.phase]
    ids = phase.find(rows, after=seen.reached, most=phase.most)
    with transaction.atomic():
        here = Erasure.objects.select_for_update().filter(phase=seen.phase, reached=seen.reached, ended_at=None)
        erasure = here.filter(pk=number).first()
        if erasure is None:
            return True
        if ids:
            done = phase.do(ids, rows, _actor(erasure))
            erasure.counts |= {name: erasure.counts.get(name, 0) + count for name, count in done.items()}
            erasure.reached = ids[-1]
        else:
            _next_phase(erasure, rows=rows)
        erasure.save(update_fields=["counts", "phase", "reached", "ended_at"])
    return erasure.ended_at is None


def _next_phase(erasure: Erasure, *, rows: list[Contact]) -> None:
    erasure.phase, erasure.reached = erasure.phase + 1, 0
    if erasure.phase < len(PHASES):
        return
    if has_words(rows):  # once more, and each message is counted once
        erasure.phase = 0
        erasure.counts |= {"messages": 0, "elsewhere": 0}
        return
    erasure.phase, erasure.ended_at = 0, clock.now()
    data: dict[str, int] = {"contact": erasure.contact_id, **erasure.counts}
    log.record_all([Fact("contact.erased", _actor(erasure), data=data)])


def _actor(erasure: Erasure) -> Actor:
    return erasure.by.as_actor if erasure.by else SYSTEM


def _promises(ids: list[int], rows: Sequence[Contact], by: Actor) -> dict[str, int]:
    let_go(ids, by=by)
    return {}


def _messages(ids: list[int], rows: Sequence[Contact], by: Actor) -> dict[str, int]:
    mails = erase_mails(messages=ids, conversations=[], addresses=[])
    return {"messages": len(ids), "files": erase_messages(ids, of=rows), "mails": mails}


def _elsewhere(ids: list[int], rows: Sequence[Contact], by: Actor) -> dict[str, int]:
    return _messages(ids, rows, by) | {"elsewhere": len(ids)}


def _conversations(ids: list[int], rows: Sequence[Contact], by: Actor) -> dict[str, int]:
    mails = erase_mails(messages=[], conversations=ids, addresses=[])
    erase_conversations(ids, by=by)
    return {"mails": mails}


@dataclass(frozen=True, slots=True)
class _Phase:
    """`find` gives ids in order behind `after`, at most `most`: as many as hold a database for a tenth of a second."""

    find: Callable[..., list[int]]
    do: Callable[[list[int], Sequence[Contact], Actor], dict[str, int]]
    most: int


PHASES = [
    _Phase(open_promises, _promises, most=20),
    _Phase(messages_in_theirs, _messages, most=50),
    _Phase(messages_elsewhere, _elsewhere, most=50),
    _Phase(conversations_of, _conversations, most=20),
]
