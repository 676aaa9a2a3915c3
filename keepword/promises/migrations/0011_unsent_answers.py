import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0036_wider_lanes"),
        ("promises", "0010_time_spent"),
    ]

    operations = [
        migrations.AddField(model_name="promise", name="written_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="promise",
            name="written_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="conversations.message",
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                fields=["written_by"], name="promise_unsent", condition=models.Q(("written_by__isnull", False))
            ),
        ),
    ]
