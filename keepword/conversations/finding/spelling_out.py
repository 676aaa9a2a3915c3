"""Which words of the index a beginning stands for, on SQLite.

FTS5 answers `parc*` by gathering every message that holds any such word before it gives the first: the time grows with
all that was ever written. The words themselves it reads one by one, newest first, and stops when the page is full. So
the words are looked up, and asked for by name. PostgreSQL walks down its table and needs none of this.
"""

from dataclasses import replace

from django.db import connection

from keepword.conversations.finding.asking import Asked

MOST = 40  # words; a beginning that more words share is asked for as it is

# From each word to the one after it: a step costs the same however often the word was written. The index gives its
# words in order, and a word is nothing but letters and digits, so that char(1) stands before whatever may follow it.
NEXT = "SELECT term FROM conversations_search_terms WHERE term >= {} LIMIT 1"
SQL = f"""
WITH RECURSIVE known(term) AS (
    SELECT ({NEXT.format("%s")})
    UNION ALL
    SELECT ({NEXT.format("known.term || char(1)")}) FROM known WHERE known.term < %s || char(1114111)
    LIMIT {MOST + 2}
)
SELECT term FROM known WHERE term < %s || char(1114111)
"""  # noqa: S608


def spelled_out(asked: Asked) -> Asked:
    """With `endings`, where the last word is a beginning that few enough words share."""
    if connection.vendor != "sqlite" or not asked.is_beginning:
        return asked
    beginning = asked.phrases[-1][-1]
    with connection.cursor() as cursor:
        cursor.execute(SQL, [beginning] * 3)
        known = tuple(row[0] for row in cursor.fetchall())
    return replace(asked, endings=known) if len(known) <= MOST else asked
