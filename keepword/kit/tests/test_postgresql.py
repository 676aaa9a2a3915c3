"""A connection that is asked less is still noticed when it is gone."""

import psycopg
import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="About connections to PostgreSQL"),
]


def test_a_connection_that_is_quiet_is_used_without_asking(monkeypatch):
    connection.ensure_connection()

    def asked(*arguments, **options):
        raise AssertionError("the server was asked whether it is there")

    monkeypatch.setattr(connection.connection, "cursor", asked)
    assert connection.is_usable()


def test_a_connection_that_the_server_ended_is_noticed_and_made_anew():
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    _end(pid)
    assert not connection.is_usable()
    connection.close_if_unusable_or_obsolete()
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() != (pid,)


def _end(pid):
    """And wait until it is gone: the server says good-bye before."""
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    with psycopg.connect(**parameters, autocommit=True) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid]).fetchone() == (True,)
