"""One file that holds everything: the database, the attachments and the secret; and the way back."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

import keepword
from keepword.wiring.refusing import Refused

ABOUT = "keepword.json"
FORMAT = 1


def back_up(target: Path) -> int:
    """Write the backup while everything runs; it holds one instant of the database. Returns its size in bytes.

    The file is readable by its owner alone, because the secret is in it. Raises Refused.
    """
    aside = target.with_name(f".{target.name}.part")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=3) as tar:
                _write(tar)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(target)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise Refused(f"The backup could not be written to {target}: {error.strerror or error}.") from error
    return target.stat().st_size


def _write(tar: tarfile.TarFile) -> None:
    about = {"format": FORMAT, "version": keepword.__version__, "engine": connection.vendor}
    _add_text(tar, ABOUT, json.dumps(about))
    _add_text(tar, "secret", settings.SECRET_KEY + "\n")
    with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        copy = Path(folder) / "database"
        _copy_sqlite(copy) if connection.vendor == "sqlite" else _dump_postgresql(copy)
        tar.add(copy, arcname="database")
    # After the database: a file that the copy names is there; one that came since does no harm.
    _add_files(tar, folder=Path(settings.FILES))


def _add_files(tar: tarfile.TarFile, *, folder: Path) -> None:
    """Without those that are being written just now: their names begin with a dot."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            tar.add(path, arcname=str(Path("files") / path.relative_to(folder)))


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(text.encode()), 0o600
    tar.addfile(member, io.BytesIO(text.encode()))


def _copy_sqlite(copy: Path) -> None:
    with (
        closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)


def _dump_postgresql(copy: Path) -> None:
    _postgresql("pg_dump", ["--format=custom", f"--file={copy}"])


def _postgresql(program: str, arguments: list[str]) -> None:
    """Raises Refused. The password goes by the environment: others could read a command line."""
    where = settings.DATABASES["default"]
    if shutil.which(program) is None:
        raise Refused(f"{program} is needed for a PostgreSQL database. Install the package postgresql-client.")
    env = os.environ | {
        "PGHOST": where["HOST"], "PGPORT": where["PORT"], "PGUSER": where["USER"],
        "PGPASSWORD": where["PASSWORD"], "PGDATABASE": where["NAME"],
    }  # fmt: skip
    env = {name: value for name, value in env.items() if value}
    done = subprocess.run([program, *arguments], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"{program} failed: {done.stderr.strip()[-500:]}")


def bring_back(source: Path) -> None:
    """Unpack a backup into an empty data folder and an empty database. Raises Refused, and then changes nothing that
    was there."""
    with _opened(source) as tar:
        about = _about(tar)
        if about["engine"] != connection.vendor:
            raise Refused(f"This backup is of {about['engine']}, and DATABASE_URL names {connection.vendor}.")
        _refuse_a_full_house()
        _unpack(tar)


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(source, "r:gz") as tar:
            yield tar
    except (OSError, tarfile.TarError, EOFError) as error:
        raise Refused(f"{source} cannot be read as a backup: {error}.") from error


def _about(tar: tarfile.TarFile) -> dict[str, Any]:
    try:
        member = tar.extractfile(ABOUT)
        about: dict[str, Any] = json.loads(member.read() if member else b"")
    except (KeyError, ValueError) as error:
        raise Refused("This file is no backup of Keepword.") from error
    if about.get("format") != FORMAT:
        raise Refused("This backup was made by a newer version. Update first, then restore.")
    return about


def _refuse_a_full_house() -> None:
    if connection.introspection.table_names():
        raise Refused("The database is not empty. Restore into a new --data folder or a new database.")


def _unpack(tar: tarfile.TarFile) -> None:
    data = Path(settings.DATA)
    with tempfile.TemporaryDirectory(dir=data) as folder:
        aside = Path(folder)
        _extract(tar, into=aside)
        if connection.vendor == "sqlite":
            connection.close()
            for old in data.glob(f"{Path(settings.DATABASES['default']['NAME']).name}*"):
                old.unlink()
            shutil.move(aside / "database", settings.DATABASES["default"]["NAME"])
        else:
            _postgresql(
                "pg_restore", ["--no-owner", "--exit-on-error", "--dbname", _database_name(), str(aside / "database")]
            )
        if (aside / "files").exists():
            shutil.copytree(aside / "files", settings.FILES, dirs_exist_ok=True)
        secret = Path(os.environ.get("KEEPWORD_SECRET_FILE") or data / "secret")
        (aside / "secret").chmod(0o600)
        shutil.move(aside / "secret", secret)


def _extract(tar: tarfile.TarFile, *, into: Path) -> None:
    """Plain files within `into` and nothing else, also before Python 3.11.4, which has no filter that says so."""
    for member in tar.getmembers():
        is_within = (into / member.name).resolve().is_relative_to(into.resolve())
        if not is_within or not (member.isfile() or member.isdir()):
            raise Refused("This file is no backup of Keepword: it would write elsewhere than it may.")
    tar.extraction_filter = getattr(tarfile, "data_filter", None)
    tar.extractall(into)  # noqa: S202  each member was looked at above


def _database_name() -> str:
    name: str = settings.DATABASES["default"]["NAME"]
    return name
