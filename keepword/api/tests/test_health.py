import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError

from keepword.api.health import STILL
from keepword.events import pulse

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def silence(monkeypatch):
    """No thread of another test is remembered."""
    monkeypatch.setattr(pulse, "_beats", {})


def test_a_process_with_a_good_database_is_ready(client):
    said = client.get("/readyz")
    assert (said.status_code, said.json()) == (200, {"status": "ready", "database": "ready", "threads": {}})


def test_a_worker_that_beats_is_alive_and_one_that_fell_silent_is_not(client, monkeypatch):
    pulse.beat("worker")
    pulse.beat("schedule")
    assert client.get("/readyz").json()["threads"] == {"worker": "alive", "schedule": "alive"}
    monkeypatch.setattr(pulse, "_beats", {key: at - STILL - 1 for key, at in pulse._beats.items()})
    pulse.beat("schedule")
    said = client.get("/readyz")
    assert (said.status_code, said.json()["threads"]) == (503, {"worker": "silent", "schedule": "alive"})


def test_tables_of_another_version_are_not_ready(client):
    MigrationRecorder(connection).record_unapplied("api", "0001_initial")
    said = client.get("/readyz")
    assert (said.status_code, said.json()["database"]) == (503, "behind")


def test_without_its_database_it_lives_but_is_not_ready(client, monkeypatch):
    def away(*_args, **_kwargs):
        raise OperationalError("away")

    monkeypatch.setattr(connection, "cursor", away)
    assert client.get("/healthz").status_code == 200
    said = client.get("/readyz")
    assert (said.status_code, said.json()["database"]) == (503, "away")
