"""In which order tests run."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_a_browser_is_opened_after_all_that_need_none():
    """It leaves an event loop running in the thread: whoever calls `asyncio.run` behind it is refused."""
    wanted = ["tests/browser/test_bulk.py", "keepword/kit/tests/test_http.py", "keepword/commerce/tests"]
    asked = [sys.executable, "-m", "pytest", "--collect-only", *wanted]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True).stdout  # noqa: S603
    with_browser = [line.startswith("tests/browser") for line in said.splitlines() if "::" in line]
    assert {True, False} == set(with_browser)
    assert with_browser == sorted(with_browser)
