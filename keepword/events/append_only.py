"""A table that the database itself keeps from being rewritten, whoever asks, in each engine's own words.

A row is never changed, and not deleted before it is a year old: the log of an installation may be kept as short as
that (privacy laws ask for an end), and nobody can remove what they did last week without taking the rule itself away,
which takes the rights of the owner of the database.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "events_auditentry"
KEPT_DAYS = 365

SQLITE = [
    f"""CREATE TRIGGER {TABLE}_unchanged BEFORE UPDATE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'The audit log is not changed'); END""",
    f"""CREATE TRIGGER {TABLE}_kept BEFORE DELETE ON {TABLE}
        WHEN julianday(OLD.at) > julianday('now', '-{KEPT_DAYS} days')
        BEGIN SELECT RAISE(ABORT, 'The audit log is kept for a year'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '{KEPT_DAYS} days' THEN RETURN OLD; END IF;
            RAISE EXCEPTION 'The audit log is not changed, and kept for a year' USING ERRCODE = 'restrict_violation';
        END $$""",
    f"""CREATE TRIGGER {TABLE}_unchanged BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()""",
    f"""CREATE FUNCTION {TABLE}_refuse_all() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'The audit log is not emptied' USING ERRCODE = 'restrict_violation'; END $$""",
    f"""CREATE TRIGGER {TABLE}_not_emptied BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse_all()""",
]
SQLITE_OFF = [f"DROP TRIGGER IF EXISTS {TABLE}_unchanged", f"DROP TRIGGER IF EXISTS {TABLE}_kept"]
POSTGRESQL_OFF = [
    f"DROP FUNCTION IF EXISTS {TABLE}_refuse() CASCADE",
    f"DROP FUNCTION IF EXISTS {TABLE}_refuse_all() CASCADE",
]


def guard(connection: BaseDatabaseWrapper) -> None:
    _run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def unguard(connection: BaseDatabaseWrapper) -> None:
    """To take the migration back, and for tests that empty their database."""
    _run(connection, SQLITE_OFF if connection.vendor == "sqlite" else POSTGRESQL_OFF)


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
