"""Databases that this version has prepared already: a first start takes ten seconds of a processor for that, and many
tests begin with one. What a first start does by itself is seen where a test begins with nothing at all."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import psycopg

from tests.services.postgresql import PostgreSQL

ROOT = Path(__file__).resolve().parents[2]
OURS = ("KEEPWORD_", "DJANGO_", "DATABASE_URL", "REDIS_URL", "PYTEST_")
NAME = "keepword.sqlite3"


def lay_in(data: Path) -> None:
    """A prepared database with nothing in it, as after a first start; one that is there already stays."""
    if not (data / NAME).exists():
        data.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_sqlite(), data / NAME)


def prepared_database(server: PostgreSQL) -> str:
    """The address of one of its own, with every table and nothing in them."""
    return server.new_database(like=_on_postgresql(server))


@cache
def _sqlite() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="keepword-prepared-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _prepare({"KEEPWORD_DATA": str(folder)})
    return folder / NAME


@cache
def _on_postgresql(server: PostgreSQL) -> str:
    """The name of the database that the others are copies of."""
    url = server.new_database()
    _prepare({"KEEPWORD_DATA": tempfile.gettempdir(), "DATABASE_URL": url})
    return str(psycopg.conninfo.conninfo_to_dict(url)["dbname"])


def _prepare(settings: Mapping[str, str]) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    command = [sys.executable, "-P", str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    done = subprocess.run(
        command, env=kept | {"PYTHONPATH": str(ROOT)} | settings, cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
