"""The raw SQL of the same rows: what no page over this database can beat."""

import statistics
import time

from django.db import connection

INBOX = """
SELECT c.id, c.subject, c.preview, c.last_activity_at, c.status, c.priority, p.name, a.name
FROM conversations_conversation c JOIN people_contact p ON p.id = c.contact_id
LEFT JOIN people_agent a ON a.id = c.assignee_id
WHERE c.status = 'open' ORDER BY c.last_activity_at DESC, c.id DESC LIMIT 51
"""
CONVERSATION = "SELECT * FROM conversations_message WHERE conversation_id = %s ORDER BY at, id"


def inbox_ms() -> float:
    return _median_ms(INBOX, [])


def conversation_ms(conversation_id: int) -> float:
    return _median_ms(CONVERSATION, [conversation_id])


def _median_ms(sql: str, values: list[int], *, times: int = 200) -> float:
    walls = []
    for _ in range(times):
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            cursor.fetchall()
        walls.append((time.perf_counter() - began) * 1000)
    return statistics.median(walls)
