"""Bring the database to this version before a command uses it."""

import pkgutil
import sys
from importlib.util import find_spec

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import DatabaseError

from keepword.wiring.environment import SettingError


def prepare_database() -> None:
    """Quick when there is nothing to do. Raises SettingError."""
    try:
        connection.ensure_connection()
        if missing():
            sys.stderr.write("Preparing the database …\n")
            # Indexes of a million conversations take minutes: whoever looks on is told where it is.
            call_command("migrate", verbosity=int(sys.stderr.isatty()), interactive=False, stdout=sys.stderr)
    except DatabaseError as error:
        raise SettingError(f"DATABASE_URL: the database cannot be used: {str(error).strip()}") from error


def missing() -> set[tuple[str, str]]:
    """App and name of each migration that this version has and the database has not. Looks at the names alone:
    Django's own answer loads all of them, which takes a third of a second and megabytes that a server keeps."""
    return _in_this_version() - set(MigrationRecorder(connection).applied_migrations())


def _in_this_version() -> set[tuple[str, str]]:
    return {
        (label, name) for label, folder in _folders() for _finder, name, _is_folder in pkgutil.iter_modules(folder)
    }


def _folders() -> list[tuple[str, list[str]]]:
    found = [(app.label, find_spec(f"{app.name}.migrations")) for app in apps.get_app_configs()]
    return [(label, list(spec.submodule_search_locations or [])) for label, spec in found if spec]
