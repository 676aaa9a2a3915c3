from django.db import migrations, models
from django.db.models import F


def end_all(apps, schema_editor):
    """Until now each was done at once."""
    apps.get_model("privacy", "Erasure").objects.filter(ended_at=None).update(ended_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_retention")]

    operations = [
        migrations.AddField("erasure", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("erasure", "phase", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("erasure", "reached", models.BigIntegerField(default=0)),
        migrations.RunPython(end_all, migrations.RunPython.noop),
    ]
