"""One page of what a query finds: conversations, each at its newest message that matches, newest first."""

from dataclasses import dataclass

from keepword.conversations.finding.asking import Asked, read
from keepword.conversations.finding.meaning import Condition
from keepword.conversations.finding.naming import companies_in, contacts_in, writers_of
from keepword.conversations.finding.narrowing import Narrowed, Trouble, narrow
from keepword.conversations.finding.own_values import companies_with, contacts_with
from keepword.conversations.finding.spelling_out import spelled_out
from keepword.conversations.finding.walking import NO_END, Hit, Walk, among, walk
from keepword.conversations.models import Conversation
from keepword.conversations.models.conversation import BINNED
from keepword.kit.words import fold
from keepword.people.models import Agent

MATCHES_A_ROW = 4  # that are read for each row of a page: the same conversation often matches more than once
CONTACTS = COMPANIES = 5
ENOUGH = 100  # hits, to look for writers among them


@dataclass(frozen=True, slots=True)
class Found:
    """`hits` are (message, conversation), one for each conversation. `next_before` is the `before` of the page after,
    None at the end; a page may be short, and even empty, before the end. `exact` is the conversation whose reference
    was written, and stands before the others; `contacts` are of whom an own field holds exactly the words, and whose
    names and addresses hold them, `companies` alike. All three only on the first page."""

    asked: Asked
    hits: list[Hit]
    next_before: int | None = None
    exact: int | None = None
    contacts: tuple[int, ...] = ()
    companies: tuple[int, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def find(query: str, *, agent: Agent, limit: int, before: int | None = None) -> Found:
    """What the agent may see of what is asked; an empty query finds nothing. `before` is None for the first page."""
    asked = read(query)
    if asked.is_empty:
        return Found(asked, [])
    asked = spelled_out(asked)
    narrowed = narrow(asked, agent=agent)
    found = _walked(asked, narrowed=narrowed, before=before, limit=limit)
    hits, next_before = _page(asked, narrowed=narrowed, found=found, before=before, limit=limit)
    is_first = before is None
    exact = _referred_to(asked, agent=agent) if is_first else None
    return Found(
        asked=asked,
        hits=[hit for hit in hits if hit[1] != exact],
        next_before=next_before,
        exact=exact,
        contacts=_contacts(asked, query=query, agent=agent, found=found.hits) if is_first else (),
        companies=_companies(asked, query=query, agent=agent) if is_first else (),
        troubles=tuple(narrowed.troubles),
    )


def _walked(asked: Asked, *, narrowed: Narrowed, before: int | None, limit: int) -> Walk:
    if narrowed.is_hopeless:
        return Walk([], None)
    return walk(asked, narrowed=narrowed, before=before or NO_END, limit=limit * MATCHES_A_ROW)


def _page(
    asked: Asked, *, narrowed: Narrowed, found: Walk, before: int | None, limit: int
) -> tuple[list[Hit], int | None]:
    rows, stopped_at = _a_row_each(found, limit=limit)
    if before is not None:
        for conversation in _shown_before(asked, narrowed=narrowed, conversation_ids=list(rows), since=before):
            del rows[conversation]
    return [(message, conversation) for conversation, message in rows.items()], stopped_at


def _a_row_each(found: Walk, *, limit: int) -> tuple[dict[int, int], int | None]:
    """The newest hit of each conversation, and the last hit that this page used up."""
    rows: dict[int, int] = {}
    last = None
    for message, conversation in found.hits:
        if conversation not in rows and len(rows) == limit:
            return rows, last
        rows.setdefault(conversation, message)
        last = message
    return rows, found.stopped_at


def _shown_before(asked: Asked, *, narrowed: Narrowed, conversation_ids: list[int], since: int) -> set[int]:
    """Those that an earlier page has shown, at a newer message."""
    newer = [Condition("m.id >= %s", (since,))]
    hits = among(asked, narrowed=narrowed, conversation_ids=conversation_ids, conditions=newer)
    return {conversation for _, conversation in hits}


def _referred_to(asked: Asked, *, agent: Agent) -> int | None:
    """References are written in capitals; people type them as they like, and with a # before."""
    written = [fold(word).lstrip("#").upper() for word in asked.written]
    seen = Conversation.objects.visible_to(agent).filter(reference__in=written)
    if all(one.name != "in" for one in asked.filters):
        seen = seen.exclude(status=BINNED)
    return seen.values_list("id", flat=True).first()


def _contacts(asked: Asked, *, query: str, agent: Agent, found: list[Hit]) -> tuple[int, ...]:
    """Of a query that fills a page, only who wrote what is on it: to read more of what holds a common word would cost
    more than the page."""
    if not _is_plain(asked):
        return ()
    known = contacts_with(query, agent=agent)
    if len(found) >= ENOUGH:
        called = writers_of([message for message, _ in found], asked=asked)
    else:
        called = contacts_in(asked, agent=agent)
    return tuple(dict.fromkeys([*known, *called]))[:CONTACTS]


def _companies(asked: Asked, *, query: str, agent: Agent) -> tuple[int, ...]:
    if not _is_plain(asked):
        return ()
    known = companies_with(query, agent=agent)
    return tuple(dict.fromkeys([*known, *companies_in(asked, agent=agent)]))[:COMPANIES]


def _is_plain(asked: Asked) -> bool:
    """Only words: they may be a name."""
    return bool(asked.phrases) and not (asked.without or asked.filters)
