"""The words of the search index, to be looked up by how they begin. FTS5 has them: nothing is stored twice."""

from django.db import migrations

SQLITE = "CREATE VIRTUAL TABLE conversations_search_terms USING fts5vocab(conversations_search, instance)"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE conversations_search_terms")


class Migration(migrations.Migration):
    dependencies = [("conversations", "0038_fields_behind")]

    operations = [migrations.RunPython(make, drop)]
