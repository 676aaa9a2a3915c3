"""Which contacts and companies somebody may mean by a name, an address or a part of one."""

import re
from collections.abc import Sequence

from django.db import connection
from django.db.models import Q

from keepword.conversations.companies import companies_visible_to
from keepword.conversations.finding.asking import Asked, Phrase, read
from keepword.conversations.finding.matching import matches, query_of
from keepword.conversations.models import Conversation
from keepword.conversations.models.inbox import visible_inbox_ids
from keepword.kit import words
from keepword.people.companies.defining import key_of
from keepword.people.models import Agent, CompanyDomain, Identity

READ = 500  # newest messages in which the name stands
MOST = 50
EDGES = re.compile(r"^\W+|\W+$")


def contacts_named(value: str, *, agent: Agent) -> list[int]:
    """The ids of contacts with these words in their name or one of the addresses that they wrote from, of those whose
    conversations the agent may see: at most 50, who wrote last first. A whole address means exactly its contact."""
    if "@" in value.strip("@"):
        exact = _owner(value.strip().lower(), agent=agent)
        if exact:
            return exact
    asked = read(f'"{value.replace(chr(34), " ")}"')
    return contacts_in(Asked(phrases=asked.phrases, is_beginning=True), agent=agent) if asked.phrases else []


def contacts_in(asked: Asked, *, agent: Agent) -> list[int]:
    """The ids of contacts whose names and addresses hold all words of a query, who wrote last first.

    Every message is findable by its sender, so that the names need no index of their own."""
    conditions, values = [matches()], [query_of(asked)]
    ids = visible_inbox_ids(agent)
    if ids is not None:
        conditions.append(f"m.inbox_id IN ({', '.join(map(str, ids)) or 'NULL'})")
    key = "s.rowid" if connection.vendor == "sqlite" else "s.id"
    source = f"conversations_search s JOIN conversations_message m ON m.id = {key}"
    ending = f"WHERE {' AND '.join(conditions)} ORDER BY {key} DESC LIMIT {READ}"
    return _called(asked, senders=_senders(source, ending=ending, values=values))


def companies_in(asked: Asked, *, agent: Agent) -> list[int]:
    """The ids of companies that hold all words of a query in their name or in one of their domains, of those that the
    agent may know: at most fifty, by name."""
    seen = companies_visible_to(agent)
    for written in asked.written:
        word = EDGES.sub("", key_of(written))
        with_domain = CompanyDomain.objects.filter(name__contains=word).values("company_id")
        seen = seen.filter(Q(key__contains=word) | Q(pk__in=with_domain))
    return list(seen.order_by("key").values_list("id", flat=True)[:MOST]) if asked.phrases else []


def writers_of(message_ids: Sequence[int], *, asked: Asked) -> list[int]:
    """As `contacts_in`, of messages that were found already, and that the agent may see: the words of a common query
    are not looked up once more."""
    ending = f"WHERE m.id IN ({', '.join(map(str, message_ids)) or 'NULL'}) ORDER BY m.id DESC"
    return _called(asked, senders=_senders("conversations_message m", ending=ending, values=[]))


def _called(asked: Asked, *, senders: Sequence[tuple[int, str, str]]) -> list[int]:
    different = dict.fromkeys(senders)
    return list(dict.fromkeys(sender for sender, *said in different if _is_called(said, asked=asked)))[:MOST]


def _owner(address: str, *, agent: Agent) -> list[int]:
    known = Identity.objects.filter(kind="email", value=address).values_list("contact_id", flat=True)
    seen = Conversation.objects.visible_to(agent).filter(participants__contact_id__in=known)
    return list(known) if seen.exists() else []


def _senders(source: str, *, ending: str, values: list[str]) -> Sequence[tuple[int, str, str]]:
    sql = (
        f"SELECT m.contact_id, m.sender_name, m.sender_address FROM {source} "  # noqa: S608
        # What is forged in the name of somebody who was merged belongs to nobody.
        f"JOIN people_contact p ON p.id = m.contact_id AND p.merged_into_id IS NULL {ending}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _is_called(said: list[str], *, asked: Asked) -> bool:
    whole = words.fold("\n".join(said))
    if not all(term in whole for phrase in asked.phrases for term in phrase):
        return False  # so are most; it spares taking them apart
    return _holds(words.tokens(whole), asked=asked)


def _holds(terms: list[str], *, asked: Asked) -> bool:
    last = len(asked.phrases) - 1
    return all(
        _stands(phrase, terms=terms, is_beginning=asked.is_beginning and place == last)
        for place, phrase in enumerate(asked.phrases)
    )


def _stands(phrase: Phrase, *, terms: list[str], is_beginning: bool) -> bool:
    size = len(phrase)
    for start in range(len(terms) - size + 1):
        here = terms[start : start + size]
        if here[:-1] == list(phrase[:-1]) and (
            here[-1] == phrase[-1] or (is_beginning and here[-1].startswith(phrase[-1]))
        ):
            return True
    return False
