"""The product's settings for tests: a data folder of the run's own, and nothing from the person's own environment."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

KEPT = {"KEEPWORD_VENV", "KEEPWORD_PYTHON", "KEEPWORD_OUTCOMES"}

for name in [name for name in os.environ if name.startswith("KEEPWORD_") and name not in KEPT]:
    del os.environ[name]
os.environ.pop("REDIS_URL", None)
os.environ["KEEPWORD_DATA"] = tempfile.mkdtemp(prefix="keepword-data-")
(Path(os.environ["KEEPWORD_DATA"]) / "static").mkdir()
atexit.register(shutil.rmtree, os.environ["KEEPWORD_DATA"], ignore_errors=True)

from keepword.wiring.settings import *  # noqa: E402, F403  read from the environment that was just made

# Argon2 takes its time on purpose; a test that is about it asks for it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]  # noqa: F405

# In a file, as in life: threads that share a database in memory lock each other out at once, and wait for nothing.
if DATABASES["default"]["ENGINE"].endswith("sqlite"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": os.environ["KEEPWORD_DATA"] + "/test.sqlite3"}  # noqa: F405
