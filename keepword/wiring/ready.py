"""Bring the database to this version before a command uses it."""

import sys

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from keepword.wiring.environment import SettingError


def prepare_database() -> None:
    """Quick when there is nothing to do. Raises SettingError."""
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            sys.stderr.write("Preparing the database …\n")
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise SettingError(f"DATABASE_URL: the database cannot be used: {str(error).strip()}") from error
