"""What a server holds in memory from its start on, and what only when somebody needs it."""

import subprocess
import sys

import pytest

STARTED = """
from keepword.wiring import leaving_out
leaving_out.sql_reader()
leaving_out.test_tools()
leaving_out.uvicorns_program()
import keepword.wiring.asgi
import keepword.wiring.commands.serve, keepword.wiring.reactions, keepword.wiring.schedule
"""
SAID = "import sys; sys.stdout.write(' '.join(sys.modules))"
# Twelve programs ask at once, the first that ask at all.
ASKED_AT_ONCE = """
import sys, threading
from django.urls import resolve
barrier, found = threading.Barrier(12), []

def ask():
    barrier.wait()
    view = resolve("/api/v1/conversations").func
    written = sys.modules["keepword.api.rest.writing"].Written.model_validate_json('{"text": "On its way."}').text
    found.append((view, written))

threads = [threading.Thread(target=ask) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
sys.stdout.write(f"{len(found)} {len(set(found))}")
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("data")


def _run(script, *, data):
    env = {"KEEPWORD_DATA": str(data), "PYTHONPATH": ":".join(filter(None, sys.path)), "PATH": ""}
    return subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def loaded(data):
    return set(_run(STARTED + SAID, data=data).split())


@pytest.mark.parametrize(
    "name",
    ["keepword.api.version_1", "httpx", "icalendar", "psycopg", "holidays", "unittest", "click", "sqlparse.lexer"],
)
def test_a_server_starts_without_what_only_some_need(name, loaded):
    assert "keepword.wiring.running" in loaded
    assert name not in loaded


def test_programs_that_ask_first_and_all_at_once_find_a_whole_api(data):
    assert _run(STARTED + ASKED_AT_ONCE, data=data) == "12 1"
