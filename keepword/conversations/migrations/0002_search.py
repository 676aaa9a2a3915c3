"""The search index, in each database's own words: FTS5 without a copy of the text, or tsvector with GIN."""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE conversations_search USING fts5(
    words, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
)
"""
POSTGRESQL = """
CREATE TABLE conversations_search (
    id bigint PRIMARY KEY REFERENCES conversations_message(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    words tsvector NOT NULL
);
CREATE INDEX conversations_search_words ON conversations_search USING gin (words);
"""


def make(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE conversations_search")


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
