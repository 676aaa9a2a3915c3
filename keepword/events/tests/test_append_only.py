"""Nobody edits the audit log: the database itself refuses."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from keepword.events import append_only, auditing
from keepword.events.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _guarded() -> None:
    """As every real database is from its migration on; rolled back with the test."""
    append_only.guard(connection)


def test_a_row_is_not_changed():
    auditing.note("agent.signed_in", agent=1)
    with pytest.raises(DatabaseError, match="audit log is not changed"), transaction.atomic():
        AuditEntry.objects.update(actor_id=2)
    assert AuditEntry.objects.get().actor_id is None


def test_a_row_is_not_deleted_while_it_is_younger_than_a_year():
    auditing.note("agent.signed_in", agent=1)
    with pytest.raises(DatabaseError, match="kept for a year"), transaction.atomic():
        AuditEntry.objects.all().delete()
    assert AuditEntry.objects.count() == 1


def test_what_is_older_goes_when_the_installation_says_so():
    now = timezone.now()  # the database looks at its own clock
    for days in (1, 364, 366, 800):
        AuditEntry.objects.create(name="x", at=now - timedelta(days=days), actor_kind="system")
    assert auditing.forget_older_than(days=730) == 1
    assert auditing.forget_older_than(days=365) == 1
    assert AuditEntry.objects.count() == 2


def test_nobody_asks_for_less_than_a_year():
    with pytest.raises(ValueError, match="30"):
        auditing.forget_older_than(days=30)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no TRUNCATE")
def test_the_table_is_not_emptied():
    with pytest.raises(DatabaseError, match="not emptied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {append_only.TABLE}")
