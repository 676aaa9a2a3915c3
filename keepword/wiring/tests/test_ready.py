"""Whether a database is of this version is known by the names of its migrations."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from keepword.wiring.ready import _in_this_version, missing

pytestmark = pytest.mark.django_db


def test_the_names_are_those_that_django_itself_knows():
    assert _in_this_version() == set(MigrationExecutor(connection).loader.disk_migrations)


def test_a_database_of_this_version_misses_nothing():
    assert missing() == set()


def test_a_database_from_before_a_migration_misses_it():
    MigrationRecorder(connection).record_unapplied("conversations", "0001_initial")
    assert missing() == {("conversations", "0001_initial")}
