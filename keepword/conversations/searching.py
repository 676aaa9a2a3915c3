"""Find messages by their words, in every language: newest first, and only what the agent may see."""

from collections.abc import Collection, Iterable

from django.db import connection

from keepword.conversations.models import Message
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.kit import words
from keepword.kit.recordsets import as_parameter, recordset
from keepword.people.models import Agent

TERMS_KEPT = 14_000  # of one message: PostgreSQL keeps positions up to 16,383, and own fields may stand behind
TERMS_KEPT_ONCE = 4000  # what was indexed before had no more, see `finding/reindexing.py`
NAMES_KEPT = 2000  # of those: a letter of any length is found by who wrote it, and by its files
BYTES_KEPT = 600_000  # a row of PostgreSQL's index holds a megabyte
QUERY_TERMS = 12
INSERT_ONE = "INSERT INTO conversations_search(rowid, words) VALUES (%s, %s)"  # SQLite
GIVEN = recordset({"id": "bigint", "words": "text"})
CAST = f"SELECT id, words::tsvector FROM {GIVEN}"  # noqa: S608
INSERT_ALL = f"INSERT INTO conversations_search(id, words) {CAST} ON CONFLICT (id) DO NOTHING"  # noqa: S608  PostgreSQL


def index(message: Message, *, subject: str, names: Iterable[str] = ()) -> None:
    """Make a message findable by its text, its conversation's subject, its sender and its files' names."""
    index_all([(message.pk, terms_of(message, subject=subject, names=names))])


def index_all(terms_by_message: Iterable[tuple[int, list[str]]]) -> None:
    """Make messages findable by their terms, see `terms_of`."""
    rows = [(message_id, document(terms)) for message_id, terms in terms_by_message if terms]
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(INSERT_ONE, rows)
        else:
            cursor.execute(INSERT_ALL, [as_parameter(rows, names=["id", "words"])])


def terms_of(message: Message, *, subject: str, names: Iterable[str] = ()) -> list[str]:
    """In order: what is said, then who said it and what came with it. Of a very long letter the end of its words is
    left out, and never what stands behind them."""
    said = words.tokens(f"{subject}\n{message.text}")
    theirs = words.tokens("\n".join([message.sender_name, message.sender_address, *names]))[:NAMES_KEPT]
    return _bounded([*said[: TERMS_KEPT - len(theirs)], *theirs], behind=len(theirs))


def _bounded(terms: list[str], *, behind: int) -> list[str]:
    """Ordinary letters are not counted: they are far from the bound."""
    if len(terms) * words.LONGEST * 4 <= BYTES_KEPT:
        return terms
    room = BYTES_KEPT - sum(len(term.encode()) + 4 for term in terms[len(terms) - behind :])
    for place, term in enumerate(terms[: len(terms) - behind]):
        room -= len(term.encode()) + 4
        if room < 0:
            return [*terms[:place], *terms[len(terms) - behind :]]
    return terms


def document(terms: list[str]) -> str:
    """The terms as the database of this process takes them."""
    if connection.vendor == "sqlite":
        return " ".join(terms)
    places: dict[str, list[int]] = {}
    for place, term in enumerate(terms, start=1):
        places.setdefault(term, []).append(place)
    return " ".join(f"'{term}':{','.join(map(str, where[:200]))}" for term, where in places.items())


def search(query: str, *, agent: Agent, limit: int = 20, before: int | None = None) -> list[int]:
    """The ids of matching messages that the agent may see, newest first; `before` is the last id of the page before.
    An empty query finds nothing."""
    phrases = words.phrases(query)[:QUERY_TERMS]
    if not phrases:
        return []
    is_sqlite = connection.vendor == "sqlite"
    matched = "s.words MATCH %s" if is_sqlite else "s.words @@ %s::tsquery"
    key = "s.rowid" if is_sqlite else "s.id"
    sql = f"SELECT m.id FROM conversations_search s JOIN conversations_message m ON m.id = {key} WHERE {matched}"  # noqa: S608
    values: list[str | int] = [_fts5(phrases) if is_sqlite else _tsquery(phrases)]
    if before is not None:
        sql += f" AND {key} < %s"
        values.append(before)
    ids = visible_inbox_ids(agent)
    if ids is not None:
        sql += f" AND m.inbox_id IN ({', '.join(['%s'] * len(ids)) or 'NULL'})"
        values += ids
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY {key} DESC LIMIT %s", [*values, limit])
        return [row[0] for row in cursor.fetchall()]


def conversations_matching_since(query: str, *, message_id: int, among: Collection[int]) -> set[int]:
    """Which of these conversations have a matching message with this id or a later one: a list of conversations has
    shown them already. For ids that the agent may see."""
    phrases = words.phrases(query)[:QUERY_TERMS]
    if not phrases or not among:
        return set()
    is_sqlite = connection.vendor == "sqlite"
    matched = "s.words MATCH %s" if is_sqlite else "s.words @@ %s::tsquery"
    key = "s.rowid" if is_sqlite else "s.id"
    sql = (
        f"SELECT DISTINCT m.conversation_id FROM conversations_search s "  # noqa: S608
        f"JOIN conversations_message m ON m.id = {key} WHERE {matched} AND {key} >= %s "
        f"AND m.conversation_id IN ({', '.join(['%s'] * len(among))})"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [_fts5(phrases) if is_sqlite else _tsquery(phrases), message_id, *among])
        return {row[0] for row in cursor.fetchall()}


def _fts5(phrases: list[list[str]]) -> str:
    """Terms are letters and digits only, so that quoting them cannot fail."""
    quoted = [f'"{" ".join(phrase)}"' for phrase in phrases]
    return " ".join([*quoted[:-1], f"{quoted[-1]} *"])


def _tsquery(phrases: list[list[str]]) -> str:
    joined = [" <-> ".join(f"'{term}'" for term in phrase) for phrase in phrases]
    joined[-1] += ":*"
    return " & ".join(f"({one})" for one in joined)
