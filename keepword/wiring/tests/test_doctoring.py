"""What `keepword doctor` says of the database."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from keepword.wiring import doctoring

pytestmark = pytest.mark.django_db


def test_an_empty_database_is_told_from_an_old_one():
    assert doctoring._database().is_well
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("api", "0001_initial")
    assert "older version" in _words()
    recorder.migration_qs.delete()
    assert "nothing in it yet" in _words()


def _words():
    found = doctoring._database()
    assert not found.is_well
    return str(found)
