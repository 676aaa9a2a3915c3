"""Run a command with a private, durable PostgreSQL lent to it: `python -m tests.services.lend bin/keepword bench`."""

import os
import subprocess
import sys

from tests.services.postgresql import postgresql
from tests.services.processes import Missing


def main() -> int:
    try:
        with postgresql(options=("shared_buffers=256MB",)) as server:
            env = os.environ | {"KEEPWORD_BENCH_POSTGRESQL": server.url()}
            return subprocess.run(sys.argv[1:], env=env, check=False).returncode
    except Missing as missing:
        sys.stderr.write(f"{missing}. Only SQLite is measured.\n")
        return subprocess.run([*sys.argv[1:], "--engines", "sqlite"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
