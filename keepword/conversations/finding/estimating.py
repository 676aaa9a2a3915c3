"""How many messages hold these words, as PostgreSQL believes: it keeps count of the commonest thousand words of the
index (those that its ANALYZE met), and answers from that without reading a message, in a tenth of a millisecond."""

import json

from django.db import connection

from keepword.conversations.finding.asking import Asked
from keepword.conversations.finding.matching import matches, query_of

COMMON = 30_000  # messages: to name so many by the index takes as long as to walk past 20,000 in the table


def is_common(asked: Asked) -> bool:
    """Whether very many hold them. A word that it does not know is rare, and so is every word to a database that was
    never analysed: then the index is asked, which is right at any number and only slower."""
    return _estimated(asked) >= COMMON


def _estimated(asked: Asked) -> int:
    with connection.cursor() as cursor:
        sql = f"EXPLAIN (FORMAT JSON) SELECT 1 FROM conversations_search s WHERE {matches()}"  # noqa: S608
        cursor.execute(sql, (query_of(asked),))
        plan = cursor.fetchone()[0]
    described = json.loads(plan) if isinstance(plan, str) else plan
    return int(described[0]["Plan"]["Plan Rows"])
