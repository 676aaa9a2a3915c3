"""The bench measures what it says; how fast is nobody's test."""

import json
import os
import subprocess
import sys

import pytest

from keepword.wiring.bench.table import Row, as_table
from tests.services.keepword import ROOT

pytestmark = pytest.mark.services


def test_pages_are_measured_on_the_real_program(tmp_path, fresh_database):
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    env |= {"PYTHONPATH": str(ROOT), "KEEPWORD_DATA": str(tmp_path)}
    engine = "sqlite"
    if fresh_database:
        engine, env["KEEPWORD_BENCH_POSTGRESQL"] = "postgresql", fresh_database
    command = [sys.executable, "-P", "-m", "keepword", "bench", "--sizes", "1000", "--engines", engine, "--json"]
    done = subprocess.run([*command, "--only", "page"], env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    rows = {row["what"]: row for row in json.loads(done.stdout)}
    assert {
        "inbox, first page",
        "inbox, page 100",
        "saved view, first page",
        "saved view, page 100",
        "start to first page",
    } <= set(rows)
    assert {row["engine"] for row in rows.values()} == {engine, ""}
    assert all(row["value"] > 0 for row in rows.values())


def test_a_table_is_aligned_and_says_what_it_does_not_know():
    lines = as_table([Row("inbox", "sqlite", 100_000, 3.14159, "ms", limit_ms=0.1)]).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert "100,000" in lines[2]
    assert "3.14" in lines[2]
