"""bin/test: pass the whole suite on SQLite and on PostgreSQL, with real servers that are ours alone.

    bin/test                  everything: checks, both databases, Redis, Dovecot, Chromium
    bin/test --quick          about a minute: SQLite, no servers, no browser
    bin/test PATH… [options]  these tests on both databases (with --quick: on SQLite); options are pytest's

In a run of everything a test with a browser, or of a journey, that is red is run once more, alone, when all others are
done. Green then, it is named at the end and fails nothing: it is still to be mended. More than three fail the run.

As root on Debian it installs the programs that are missing; otherwise it says which to install. What cannot be had
is skipped and listed by name; with CI=true that is a failure.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.running_again import NO_TESTS, SecondChances
from tests.services.postgresql import postgresql
from tests.services.processes import Missing, program

ROOT = Path(__file__).resolve().parent.parent
HEAVY = "services or browser or journey or fault"

# A file of them shares what it starts. A browser's event loop stays in its process, where tests without one would then
# be refused theirs: so they come apart.
APART = [("real servers", "not browser"), ("browsers", "browser")]
TWO_FILES_AT_A_TIME = ["-n", "2", "--dist", "loadfile"]

# What the tests start, and the Debian packages that bring it. Fonts: pages are looked at in eight scripts.
PROGRAMS = {
    "postgres": "postgresql",
    "redis-server": "redis-server",
    "dovecot": "dovecot-imapd dovecot-lmtpd",
    "chromium": "chromium",
    "swaks": "swaks",
    "openssl": "openssl",
    "git": "git",
}
FONTS = "fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji"


def main(arguments: Sequence[str]) -> int:
    if {"-h", "--help"} & set(arguments):
        print(__doc__)
        return 0
    quick = "--quick" in arguments
    chosen = [argument for argument in arguments if argument != "--quick"]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with _own_folder() as folder:
            return _pass_all(chosen, quick=quick, folder=folder)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


@contextmanager
def _own_folder() -> Iterator[Path]:
    """Everything that the tests and their servers write lies in one folder, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="keepword-tests-"))
    folder.chmod(0o711)  # servers that refuse root pass through it to folders of their own
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pass_all(chosen: list[str], *, quick: bool, folder: Path) -> int:
    outcomes = folder / "outcomes"
    os.environ["KEEPWORD_OUTCOMES"] = str(outcomes)
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    chances = SecondChances(_status, outcomes)
    failures = []
    if not quick:
        _bring_programs()
    if not quick and not chosen:
        failures += _run("Checks", [str(ROOT / "bin" / "check")])
    failures += _test("SQLite", chosen, quick=quick, database_url="", chances=chances)
    if not quick:
        failures += _test_on_postgresql(chosen, chances=chances)
    failures += tell_skipped(outcomes)
    chances.tell()
    print(f"\nNot passed: {', '.join(failures)}." if failures else "\nEverything passed.", flush=True)
    return 1 if failures else 0


def _test_on_postgresql(chosen: list[str], *, chances: SecondChances) -> list[str]:
    try:
        with postgresql() as server:
            return _test("PostgreSQL", chosen, quick=False, database_url=server.url("keepword"), chances=chances)
    except Missing as missing:
        print(f"\nskipped: the whole suite on PostgreSQL: {missing}")
        return ["PostgreSQL (missing)"] if _in_ci() else []


def _test(database: str, chosen: list[str], *, quick: bool, database_url: str, chances: SecondChances) -> list[str]:
    """The light tests, then those with servers of their own. Gives the names of failures."""
    os.environ.pop("DATABASE_URL", None)
    if database_url:
        os.environ["DATABASE_URL"] = database_url
    pytest = [sys.executable, "-P", "-m", "pytest", "--rootdir", str(ROOT)]
    # What never meets the database of the run passed on SQLite already, and would only pass again.
    here = " and not once" if database_url else ""
    light = [*pytest, "-m", f"not ({HEAVY}){here}"]
    if not quick:
        light += ["--ignore", "tests/architecture"]  # the checks judged those already
    if chosen:
        return _run(f"Tests on {database}", [*(light if quick else pytest), *chosen])
    failures = _run(f"Tests on {database}", [*light, "-n", "2"])
    for name, which in () if quick else APART:
        options = ["-m", f"({HEAVY}) and {which}{here}", *TWO_FILES_AT_A_TIME]
        failures += chances.run_or_again(f"Tests on {database} with {name}", pytest, options=options)
    return failures


def _run(name: str, command: Sequence[str]) -> list[str]:
    """Gives [name] when it fails."""
    return [name] if _status(name, command) not in (0, NO_TESTS) else []


def _status(name: str, command: Sequence[str]) -> int:
    """Run to the end, showing what it prints; stops it with us."""
    print(f"\n━━ {name}", flush=True)
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            raise


def tell_skipped(outcomes: Path) -> list[str]:
    """A test counts as skipped when no run passed it: some are about one database only."""
    seen: dict[str, dict[str, str]] = defaultdict(dict)
    for line in outcomes.read_text().splitlines() if outcomes.exists() else []:
        outcome, name, reason = line.split("\t", 2)
        seen[name][outcome] = reason
    skipped = {name: by_outcome["skipped"] for name, by_outcome in seen.items() if set(by_outcome) == {"skipped"}}
    for name, reason in sorted(skipped.items()):
        print(f"skipped everywhere: {name}: {reason}")
    return [f"{len(skipped)} skipped"] if skipped and _in_ci() else []


def _in_ci() -> bool:
    return os.environ.get("CI") == "true"


def _bring_programs() -> None:
    """Install what is missing, or say so. A test that misses a program skips itself, so nothing here is an error."""
    packages = [package for name, package in PROGRAMS.items() if not _is_installed(name)]
    if not _has_fonts():
        packages.append(FONTS)
    if not packages:
        return
    names = " ".join(packages).split()
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"Some tests will be skipped. To run them: apt-get install {' '.join(names)}")
        return
    print(f"Installing {' '.join(names)} …", flush=True)
    _install(names)


def _install(names: list[str]) -> None:
    """Debian starts the servers that it installs, unless the machine seems to be in its repair mode (runlevel 1)."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1", "TMPDIR": "/tmp"}
    for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", *names]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            print(f"{' '.join(command)} failed:\n{done.stdout[-1000:]}\n{done.stderr[-2000:]}")


def _is_installed(name: str) -> bool:
    folders = [str(path) for path in Path("/usr/lib/postgresql").glob("*/bin")]
    try:
        # A `postgres` on the PATH alone may lack initdb beside it; Debian's folder has both.
        program("initdb" if name == "postgres" else name, package="", folders=folders)
    except Missing:
        return False
    return True


def _has_fonts() -> bool:
    return any(Path("/usr/share/fonts").rglob("NotoSansCJK*")) if Path("/usr/share/fonts").exists() else False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
