"""A language becomes a lane of its own: the index on it goes on in the order of a list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0032_team_routing"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["language", "status", "-last_activity_at", "-id"], name="conv_language_newest"),
        ),
        migrations.RemoveIndex(model_name="conversation", name="conv_language"),
    ]
