"""A connection that is asked less is still noticed when it is gone, and what it keeps when it is out of date."""

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


def test_no_statement_is_compiled_before_it_runs():
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


@pytest.fixture
def other():
    """A connection of its own, in no transaction."""
    made = connection.copy()
    yield made
    made.close()


def asked(other, value):
    with other.prepared_cursor() as cursor:
        cursor.execute("SELECT word FROM words WHERE number = %s", [value])
        return cursor.fetchall()


def test_what_is_asked_often_is_kept_by_the_server_once_whatever_it_is_asked_for(other):
    with other.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE words AS SELECT 70000 AS number, 'yes'::varchar(5) AS word")
    assert (asked(other, 70_000), asked(other, 7), asked(other, 2**40)) == ([("yes",)], [], [])
    with other.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone() == (1,)


def test_a_column_that_a_newer_version_changed_is_read_all_the_same_and_the_connection_made_anew(other):
    with other.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE words AS SELECT 1 AS number, 'yes'::varchar(5) AS word")
        assert asked(other, 1) == [("yes",)]
        cursor.execute("ALTER TABLE words ALTER COLUMN word TYPE text")
    assert asked(other, 1) == [("yes",)]
    assert not other.is_usable()


def test_what_never_changes_in_a_statement_is_written_into_it(other):
    text = "a = %s AND b = %s AND c LIKE '5 %%' AND d = %s"
    made = other.with_constants(text, ["it's 5 %s", 7, True], but={1})
    assert made == "a = 'it''s 5 %%s' AND b = %s AND c LIKE '5 %%' AND d = true"


def test_the_texts_of_other_statements_are_not_kept(other):
    asked_for = ["SELECT 'the words of a customer'"] * 3
    with other.cursor() as cursor:
        for text in asked_for:
            cursor.execute(text)
    with other.prepared_cursor() as cursor:
        cursor.execute("SELECT 1")
    assert not other.connection._prepared._counts


def _end(pid):
    """And wait until it is gone: the server says good-bye before."""
    parameters = connection.get_connection_params()
    parameters.pop("cursor_factory", None)
    parameters.pop("context", None)
    with psycopg.connect(**parameters, autocommit=True) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid]).fetchone() == (True,)
