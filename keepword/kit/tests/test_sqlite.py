"""Writers of one process stand in line, and nobody holds up the line for good; what is read is what Django reads."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations

from keepword.kit.databases.sqlite.base import DatabaseWrapper
from keepword.kit.databases.sqlite.room import read_much
from keepword.kit.databases.sqlite.turns import Turns

PATIENCE = 10.0


def in_thread(work):
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_who_came_first_goes_first():
    turns, order, standing = Turns(), [], threading.Semaphore(0)
    assert turns.take()

    def writer(number):
        standing.release()
        assert turns.take(seconds=PATIENCE)
        order.append(number)
        turns.finish()

    threads = []
    for number in range(5):
        threads.append(in_thread(lambda number=number: writer(number)))
        standing.acquire()
        while len(turns._line) <= number:
            pass
    turns.finish()
    for thread in threads:
        thread.join(PATIENCE)
    assert order == [0, 1, 2, 3, 4]
    assert turns.take(seconds=0)


def test_who_waited_in_vain_leaves_the_line():
    turns = Turns()
    turns.take()
    assert not turns.take(seconds=0.01)
    turns.finish()
    assert turns.take(seconds=0)


def test_a_turn_that_was_never_given_back_is_seized():
    turns = Turns()
    turns.take()
    assert not turns.take(seconds=0.01)
    turns.seize()
    turns.finish()
    assert turns.take(seconds=0)


def opened(path):
    """A connection of its own to a file, so that it may be closed in the middle."""
    return DatabaseWrapper({**connection.settings_dict, "NAME": str(path)}, alias="own")


def begin(wrapper):
    wrapper.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def leave_by(how, wrapper):
    if how == "close":
        wrapper.close()
    else:
        getattr(wrapper, how)()
        wrapper.set_autocommit(True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="writers wait in line on SQLite only")
@pytest.mark.django_db
@pytest.mark.parametrize("how", ["commit", "rollback", "close"])
def test_however_a_transaction_ends_the_next_writer_begins(tmp_path, how):
    first, began = opened(tmp_path / "db"), threading.Event()
    begin(first)

    def write():
        second = opened(tmp_path / "db")
        begin(second)
        began.set()
        second.close()

    thread = in_thread(write)
    turns = first._turn
    while not turns._line:
        pass
    assert not began.is_set()
    leave_by(how, first)
    assert began.wait(PATIENCE)
    thread.join(PATIENCE)
    assert turns.take(seconds=0)
    turns.finish()
    first.close()


def test_threads_that_show_pages_keep_more_of_the_file_than_commands_and_others_less():
    wanted = {**connection.settings_dict, "NAME": ":memory:", "OPTIONS": {}, "TEST": {}}

    def kept():
        wrapper = DatabaseWrapper(wanted, "another")
        made = wrapper.get_new_connection(wrapper.get_connection_params())
        found.append(made.execute("PRAGMA cache_size").fetchone()[0])
        made.close()

    def kept_by_pages():
        read_much()
        kept()

    found = []
    for work in (kept, kept_by_pages, kept):
        in_thread(work).join(PATIENCE)
    kept()
    assert found == [-500, -5000, -500, -2000]


def test_what_never_changes_in_a_statement_is_written_into_it():
    text = "a = %s AND b = %s AND c LIKE '5 %%' AND d = %s AND e = %s"
    made = DatabaseWrapper({"NAME": ":memory:"}).with_constants(text, ["it's 5 %s", 7, True, None], but={1})
    assert made == "a = 'it''s 5 %%s' AND b = %s AND c LIKE '5 %%' AND d = 1 AND e = NULL"


@pytest.mark.parametrize("odd", [b"bytes", "a\0b", object()])
def test_a_constant_that_sqlite_could_misread_is_refused(odd):
    with pytest.raises(TypeError):
        DatabaseWrapper({"NAME": ":memory:"}).with_constants("a = %s", [odd], but=())


@pytest.mark.parametrize(
    "written",
    [
        None,
        "2026-11-23 08:15:30",
        "2026-11-23 08:15:30.123456",
        "2026-11-23 08:15:30.5",
        "2026-11-23",
        "0001-01-01 00:00:00",
        "9999-12-31 23:59:59.999999",
        "2026-11-23T08:15:30Z",
        "2026-11-23 08:15:30+09:00",
        datetime(2026, 11, 23, 8, 15, 30, tzinfo=UTC),
        datetime(2026, 11, 23, 8, 15, 30),  # noqa: DTZ001  what a driver may give
    ],
)
def test_a_time_is_read_as_django_reads_it(written):
    base = DatabaseWrapper({**connection.settings_dict, "NAME": ":memory:"})
    ours, theirs = base.ops, DatabaseOperations(base)
    read = ours.convert_datetimefield_value(written, None, base)
    assert read == theirs.convert_datetimefield_value(written, None, base)
    assert read is None or read.tzinfo is not None


def test_what_is_no_time_is_an_error_as_in_django():
    base = DatabaseWrapper({**connection.settings_dict, "NAME": ":memory:"})
    with pytest.raises(ValueError, match="day"):
        base.ops.convert_datetimefield_value("2026-02-30 08:15:30", None, base)
