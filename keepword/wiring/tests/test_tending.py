"""SQLite is asked to count what its indexes hold."""

import pytest
from django.db import connection

from keepword.wiring.tending import tend
from tests import cast as stage


@pytest.mark.django_db
def test_a_database_that_does_not_see_to_itself_is_seen_to():
    cast = stage.gather()
    for _ in range(3):
        stage.conversation_of(cast)
    tend()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'conversations_conversation'")
            assert cursor.fetchone()[0] > 0
