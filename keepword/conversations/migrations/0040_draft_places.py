"""One draft for each side conversation, and one for the next that begins."""

from django.conf import settings
from django.db import migrations, models


def place(apps, schema_editor):
    """What was taken back and is being written on: at most one of each agent in a conversation until now."""
    drafts = apps.get_model("conversations", "Draft").objects
    for draft in drafts.filter(kind="forward", state="writing"):
        aside = draft.outside.get("aside")
        drafts.filter(pk=draft.pk).update(place="new" if aside is None else f"aside-{aside}")


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0039_search_terms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="draft", name="draft_one"),
        migrations.AddField(
            model_name="draft",
            name="place",
            field=models.CharField(blank=True, db_default="", default="", max_length=30),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(state="writing"),
                fields=("conversation", "agent", "kind", "place"),
                name="draft_one",
            ),
        ),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
