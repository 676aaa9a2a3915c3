"""`keepword bench`: a database of each size on each engine, the real server on it, and a table of what it took."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import psycopg
from psycopg import sql

from keepword.wiring.bench import asking, business_time, programs, worlds
from keepword.wiring.bench.measuring import measure
from keepword.wiring.bench.table import Row, as_table
from keepword.wiring.refusing import Refused

INSIDE = "KEEPWORD_BENCH_INSIDE"  # set for the processes that fill and measure one database, to what they do
FILL, MEASURE = "fill", "measure"
SERVER = "KEEPWORD_BENCH_POSTGRESQL"  # a PostgreSQL server where databases may be made


def run(options: argparse.Namespace) -> None:
    def wanted(what: str) -> bool:
        return any(word in what for word in options.only.split(","))

    if os.environ.get(INSIDE) == FILL:
        worlds.fill(int(options.sizes))
        return
    if os.environ.get(INSIDE):
        for row in measure(wanted=wanted):
            sys.stdout.write(json.dumps(asdict(row)) + "\n")
            sys.stdout.flush()
        return
    rows = list(business_time.rows()) if wanted("business time") else []
    if not (options.only and rows):
        rows += _measure_all(options)
    sys.stdout.write(json.dumps([asdict(row) for row in rows]) if options.json else as_table(rows))
    sys.stdout.write("\n")


def _measure_all(options: argparse.Namespace) -> Iterator[Row]:
    yield _bare()
    for engine in options.engines.split(","):
        for size in options.sizes.split(","):
            yield from _measure_apart(engine, int(size), only=options.only)


def _bare() -> Row:
    with programs.bare_reply() as program:
        request = asking.Request("/", {})

        def same() -> Iterator[asking.Request]:
            while True:
                yield request

        found = asking.cost(program, same, times=1000)
    return Row("bare ASGI reply (the limit)", "", 0, found.median_ms, "ms", found.p95_ms, found.cpu_ms)


def _measure_apart(engine: str, size: int, *, only: str) -> list[Row]:
    """In processes of their own, because the settings of a process name one database for good."""
    with tempfile.TemporaryDirectory(prefix="keepword-bench-") as folder, _database(engine) as url:
        env = os.environ | {"KEEPWORD_DATA": folder, "DATABASE_URL": url}
        bench = [sys.executable, "-m", "keepword", "bench"]
        began = time.monotonic()
        subprocess.run([*bench, "--sizes", str(size)], env=env | {INSIDE: FILL}, check=True, stderr=subprocess.DEVNULL)
        rows = [Row(worlds.name_of(size), engine, size, time.monotonic() - began, "s")]
        sys.stderr.write(f"{engine}, {size:,} conversations …\n")
        done = subprocess.run(
            [*bench, "--only", only], env=env | {INSIDE: MEASURE}, check=True, stdout=subprocess.PIPE
        )
        return rows + [Row(**json.loads(line)) for line in done.stdout.splitlines()]


@contextmanager
def _database(engine: str) -> Iterator[str]:
    """The DATABASE_URL of a new database, dropped afterwards. Raises Refused."""
    if engine == "sqlite":
        yield ""
        return
    server = os.environ.get(SERVER, "")
    if not server:
        raise Refused(f"{SERVER}: set it to the address of a PostgreSQL server, or measure --engines sqlite.")
    name = f"keepword_bench_{os.getpid()}_{time.time_ns()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield server.rpartition("/")[0] + "/" + name
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
