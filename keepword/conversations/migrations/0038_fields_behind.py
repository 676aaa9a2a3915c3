"""Own fields that are known already are found, too: here they are only counted as behind, in one statement, and the
schedule puts them into the index, a part at a time."""

from django.db import migrations

BEHIND = """
INSERT INTO conversations_fieldwords (conversation_id, message_id, words, is_behind)
SELECT DISTINCT conversation_id, CAST(NULL AS bigint), '', TRUE FROM conversations_fieldvalue
WHERE conversation_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("conversations", "0037_field_words")]

    operations = [migrations.RunSQL(BEHIND, migrations.RunSQL.noop)]
